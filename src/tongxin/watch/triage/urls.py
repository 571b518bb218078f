from django.urls import path

from tongxin.watch.triage import views

urlpatterns = [
    path("", views.desk, name="triage-desk"),
    path("<int:pk>/", views.read, name="triage-read"),
    path("<int:pk>/overrule/", views.overrule, name="triage-overrule"),
    path("<int:pk>/statutes/", views.statutes, name="triage-statutes"),
    path("<int:pk>/confirm/", views.confirm, name="triage-confirm"),
]
