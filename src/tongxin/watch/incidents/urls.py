from django.urls import path

from tongxin.watch.incidents import ledger_views, views

urlpatterns = [
    path("", views.listing, name="incident-list"),
    path("ledgers/", ledger_views.listing, name="ledger-list"),
    path("ledgers/import/", ledger_views.upload, name="ledger-import"),
    path("ledgers/template/", ledger_views.template, name="ledger-template"),
    path("ledgers/<int:pk>/", ledger_views.detail, name="ledger-detail"),
    path("ledgers/<int:pk>/rejected/", ledger_views.rejected, name="ledger-rejected"),
    path("ledgers/<int:pk>/withdraw/", ledger_views.withdraw, name="ledger-withdraw"),
    path("<int:pk>/merge/", views.merge_choose, name="incident-merge-choose"),
    path("<int:pk>/merge/confirm/", views.merge, name="incident-merge"),
    path("<int:pk>/split/", views.split, name="incident-split"),
    path("<int:pk>/changes/<int:change_pk>/undo/", views.undo, name="incident-undo"),
    path("suggestions/<int:pk>/accept/", views.accept, name="suggestion-accept"),
    path("suggestions/<int:pk>/decline/", views.decline, name="suggestion-decline"),
]
