from django.urls import path

from tongxin.faces.desk import views
from tongxin.faces.desk.admin_views import ADMIN_URLS
from tongxin.faces.desk.employer_views import EMPLOYER_URLS
from tongxin.faces.desk.incident_views import INCIDENT_URLS
from tongxin.faces.desk.triage_views import TRIAGE_URLS

urlpatterns = [
    path("", views.home, name="desk-home"),
    path("search/", views.search, name="desk-search"),
    *ADMIN_URLS,
    *EMPLOYER_URLS,
    *INCIDENT_URLS,
    *TRIAGE_URLS,
]
