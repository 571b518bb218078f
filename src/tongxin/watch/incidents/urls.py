from django.urls import path

from tongxin.watch.incidents import views

urlpatterns = [
    path("", views.listing, name="incident-list"),
    path("<int:pk>/merge/", views.merge_choose, name="incident-merge-choose"),
    path("<int:pk>/merge/confirm/", views.merge, name="incident-merge"),
    path("<int:pk>/split/", views.split, name="incident-split"),
    path("<int:pk>/changes/<int:change_pk>/undo/", views.undo, name="incident-undo"),
    path("suggestions/<int:pk>/accept/", views.accept, name="suggestion-accept"),
    path("suggestions/<int:pk>/decline/", views.decline, name="suggestion-decline"),
]
