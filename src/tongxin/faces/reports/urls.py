from django.urls import path

from tongxin.faces.reports import views

urlpatterns = [
    path("", views.reports, name="report-list"),
    path("new/", views.order, name="report-order"),
    path("<int:pk>/", views.detail, name="report-detail"),
    path("<int:pk>/remake/", views.remake, name="report-remake"),
    path("<int:pk>/sign/", views.sign, name="report-sign"),
]
