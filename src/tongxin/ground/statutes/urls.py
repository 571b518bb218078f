from django.urls import path

from tongxin.ground.statutes import views

urlpatterns = [
    path("", views.statutes, name="statute-list"),
    path("articles/", views.articles, name="article-list"),
    path("<int:pk>/", views.statute, name="statute-detail"),
]
