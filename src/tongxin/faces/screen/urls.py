from django.urls import path

from tongxin.faces.screen import views

urlpatterns = [
    path("", views.screen, name="screen"),
    path("data.json", views.figures, name="screen-figures"),
]
