from django.urls import path

from tongxin.watch.risk import views

urlpatterns = [
    path("", views.board, name="risk-board"),
    path("hotspots/", views.hotspots, name="hotspot-list"),
    path("hotspots/<int:pk>/", views.hotspot, name="hotspot-detail"),
    path("series/<int:pk>/", views.series, name="series-detail"),
]
