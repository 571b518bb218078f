from django.urls import path

from tongxin.ground.files import views

urlpatterns = [
    path("<int:pk>/", views.download, name="file-download"),
]
