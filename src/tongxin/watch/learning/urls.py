from django.urls import path

from tongxin.watch.learning import views

urlpatterns = [
    path("", views.model, name="learning-model"),
    path("overrulings/", views.overrulings, name="learning-overrulings"),
    path("train/", views.ask, name="learning-ask"),
    path("roll-back/", views.roll_back, name="learning-roll-back"),
    path("<int:pk>/activate/", views.activate, name="learning-activate"),
]
