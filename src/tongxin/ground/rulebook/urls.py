from django.urls import path

from tongxin.ground.rulebook import views

urlpatterns = [
    path("", views.rules, name="rule-list"),
    path("add/", views.add, name="rule-add"),
    path("<int:pk>/", views.rule, name="rule-detail"),
    path("<int:pk>/compare/", views.compare, name="rule-compare"),
    path("<int:pk>/write/", views.write, name="version-write"),
    path("<int:pk>/activate/", views.activate, name="rule-activate"),
    path("<int:pk>/deactivate/", views.deactivate, name="rule-deactivate"),
    path("versions/<int:pk>/confirm/", views.confirm, name="version-confirm"),
]
