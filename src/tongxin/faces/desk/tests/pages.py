"""The addresses for page tests: the project's, with stand-ins for pages that other apps have not brought yet."""

from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, path

from tongxin.faces.desk.employer_views import EMPLOYER_URLS
from tongxin.faces.desk.incident_views import INCIDENT_URLS
from tongxin.faces.desk.triage_views import TRIAGE_URLS
from tongxin.project.urls import urlpatterns as project

NEEDED = ("notice-list", "desk-search")


def blank(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


_known = get_resolver("tongxin.project.urls").reverse_dict
urlpatterns = [
    *project,
    *(each for each in [*EMPLOYER_URLS, *INCIDENT_URLS, *TRIAGE_URLS] if each.name not in _known),
    *(path(f"stand-in/{name}/", blank, name=name) for name in NEEDED if name not in _known),
    *([] if "signal-detail" in _known else [path("signals/<int:pk>/", blank, name="signal-detail")]),
]
