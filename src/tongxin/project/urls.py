from django.contrib.auth.decorators import login_required
from django.urls import include, path
from django.views.generic import RedirectView

from tongxin.project.api import api
from tongxin.project.health import healthz, metrics, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.account.urls")),
    # The library's list ends sessions without an entry in the trail; a person's own page does the same with one.
    path(
        "accounts/sessions/",
        login_required(RedirectView.as_view(pattern_name="person-me")),
        name="usersessions_list",
    ),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sso/", include("allauth.socialaccount.urls")),
    path("accounts/sso/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("orgs/", include("tongxin.ground.orgs.urls")),
    path("people/", include("tongxin.ground.people.urls")),
    path("employers/", include("tongxin.ground.employers.urls")),
    path("rulebook/", include("tongxin.ground.rulebook.urls")),
    path("statutes/", include("tongxin.ground.statutes.urls")),
    path("audit/", include("tongxin.ground.audit.urls")),
    path("files/", include("tongxin.ground.files.urls")),
    path("notices/", include("tongxin.ground.notices.urls")),
    path("signals/", include("tongxin.watch.signals.urls")),
    path("triage/model/", include("tongxin.watch.learning.urls")),
    path("triage/", include("tongxin.watch.triage.urls")),
    path("incidents/", include("tongxin.watch.incidents.urls")),
    path("scores/", include("tongxin.watch.scores.urls")),
    path("risk/", include("tongxin.watch.risk.urls")),
    path("alerts/", include("tongxin.watch.alerts.urls")),
    path("cases/", include("tongxin.watch.cases.urls")),
    path("contracts/", include("tongxin.relations.bargaining.urls")),
    path("screen/", include("tongxin.faces.screen.urls")),
    path("reports/", include("tongxin.faces.reports.urls")),
    path("", include("tongxin.faces.desk.urls")),
]

handler400 = "tongxin.project.middleware.bad_request"
handler403 = "tongxin.project.middleware.forbidden"
handler404 = "tongxin.project.middleware.not_found"
handler500 = "tongxin.project.middleware.failed"
