from django.urls import path

from tongxin.ground.audit import views

urlpatterns = [
    path("", views.entries, name="audit-list"),
    path("<int:pk>/", views.entry, name="audit-detail"),
]
