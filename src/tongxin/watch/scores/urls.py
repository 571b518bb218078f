from django.urls import path

from tongxin.watch.scores import views
from tongxin.watch.scores.acts import ACTS

urlpatterns = [
    path("", views.listing, name="score-list"),
    path("model/", views.model, name="score-model"),
    path("model/roll-back/", views.roll_back, name="score-roll-back"),
    path("model/<int:pk>/activate/", views.activate, name="score-activate"),
    path("<int:pk>/", views.detail, name="score-detail"),
    path("employers/<int:pk>/enter/", views.enter, name="evidence-enter"),
    path("evidence/<int:pk>/contest/", views.contest, name="evidence-contest"),
    path("evidence/<int:pk>/annotate/", views.annotate, name="evidence-annotate"),
    *(path(f"contests/<int:pk>/{v}/", views.act, {"verb": v}, name=act.url_name) for v, act in ACTS.items()),
]
