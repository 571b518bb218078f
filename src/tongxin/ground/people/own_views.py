from allauth.usersessions.models import UserSession
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.ground.people import queries, services
from tongxin.ground.people.forms import ProfileForm
from tongxin.kit.masking import mask_id, mask_phone
from tongxin.kit.requests import SignedIn


@require_GET
@login_required
def me(request: SignedIn) -> HttpResponse:
    user = request.user
    context = {
        "posts": user.current_posts,
        "phone": mask_phone(user.phone),
        "id_number": mask_id(user.id_number),
        "factors": queries.factors(user),
        "ties": queries.ties(user),
        "sessions": queries.sessions(user, request.session.session_key),
    }
    return render(request, "people/me.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def edit_me(request: SignedIn) -> HttpResponse:
    user = request.user
    form = ProfileForm(
        _posted(request), initial={"name": user.name, "phone": user.phone, "email": user.email}
    )
    if request.method == "POST" and form.is_valid():
        services.change_account(user, **form.cleaned_data, by=user, at=localtime())
        return redirect("person-me")
    return render(request, "people/edit_me.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@login_required
def end_session(request: SignedIn, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    services.end_session(session, by=request.user, at=localtime())
    return redirect("person-me")


@require_POST
@login_required
def end_other_sessions(request: SignedIn) -> HttpResponse:
    services.end_other_sessions(
        request.user, keep=request.session.session_key, by=request.user, at=localtime()
    )
    return redirect("person-me")


def _posted(request: SignedIn) -> QueryDict | None:
    """What a form is bound to: an empty POST is bound too, and says what is missing."""
    return request.POST if request.method == "POST" else None
