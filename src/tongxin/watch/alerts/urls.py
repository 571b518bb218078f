from django.urls import path

from tongxin.watch.alerts import profile_views, views
from tongxin.watch.alerts.acts import ACTS

urlpatterns = [
    path("", views.alerts, name="alert-list"),
    path("confirm/", views.confirm_all, name="alert-confirm-all"),
    path("profiles/", profile_views.profiles, name="profile-compare"),
    path("profiles/<int:pk>/preview/", profile_views.preview, name="profile-preview"),
    path("<int:pk>/", views.alert, name="alert-detail"),
    *(path(f"<int:pk>/{verb}/", views.act, {"verb": verb}, name=act.url_name) for verb, act in ACTS.items()),
]
