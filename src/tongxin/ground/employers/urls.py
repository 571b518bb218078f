from django.urls import path

from tongxin.ground.employers import sheet_views, views

urlpatterns = [
    path("", views.listing, name="employer-list"),
    path("new/", views.create, name="employer-create"),
    path("options/", views.options, name="employer-options"),
    path("<int:pk>/edit/", views.change, name="employer-edit"),
    path("<int:pk>/merge/", views.merge_choose, name="employer-merge-choose"),
    path("<int:pk>/merge/confirm/", views.merge, name="employer-merge"),
    path("<int:pk>/merge/<int:merge_pk>/undo/", views.merge_undo, name="employer-merge-undo"),
    path("import/", sheet_views.upload, name="employer-import"),
    path("import/template.xlsx", sheet_views.template, name="employer-import-template"),
    path("imports/", sheet_views.listing, name="employer-import-list"),
    path("imports/<int:pk>/", sheet_views.detail, name="employer-import-detail"),
    path("imports/<int:pk>/commit/", sheet_views.commit, name="employer-import-commit"),
    path("imports/<int:pk>/cancel/", sheet_views.cancel, name="employer-import-cancel"),
    path("imports/<int:pk>/rejected.xlsx", sheet_views.rejected, name="employer-import-rejected"),
]
