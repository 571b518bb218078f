from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.ground.audit.queries import about
from tongxin.ground.audit.services import kind_of
from tongxin.ground.orgs.models import Org
from tongxin.ground.orgs.timeline import entries
from tongxin.ground.people import queries, services
from tongxin.ground.people.forms import AccountForm, CreateForm, EndForm, PostForm, UnmaskForm
from tongxin.ground.people.models import Account, Post
from tongxin.ground.people.rights import require
from tongxin.ground.people.tables import PEOPLE
from tongxin.kit.masking import mask_id, mask_phone
from tongxin.kit.requests import SignedIn

BOTH = ["GET", "POST"]


@require_GET
@login_required
def listing(request: SignedIn) -> HttpResponse:
    require(request.user, "people.view")
    context = {"editor": request.user.has_perm("people.edit")}
    return PEOPLE.respond(request, queries.listed(request.user, localdate()), "people/list.html", context)


@require_GET
@login_required
def detail(request: SignedIn, pk: int) -> HttpResponse:
    person = get_object_or_404(Account.objects.visible_to(request.user), pk=pk)
    require(request.user, "people.view")
    posts = list(person.posts.select_related("org").order_by("-since", "-pk")[:50])
    today = localdate()
    context = {
        "person": person,
        "phone": mask_phone(person.phone),
        "id_number": mask_id(person.id_number),
        "posts": posts,
        "today": today,
        "factors": queries.factors(person),
        "held_back": queries.held_back(person, localtime()),
        "entries": entries(about(kind_of(person), person.pk)[:30]),
        "editor": queries.manageable(request.user, [p for p in posts if p.until is None or p.until >= today]),
        "reader": request.user.has_perm("people.unmask"),
    }
    return render(request, "people/detail.html", context)


@require_http_methods(BOTH)
@login_required
def create(request: SignedIn) -> HttpResponse:
    require(request.user, "people.edit")
    form = CreateForm(_posted(request), rows=_orgs(request), initial={"since": localdate()})
    if request.method == "POST" and form.is_valid():
        require(request.user, "people.edit", form.cleaned_data["org"])
        return _show_issued(request, services.enrol(**form.cleaned_data, by=request.user, at=localtime()))
    return render(request, "people/create.html", {"form": form}, status=_status(form))


@require_http_methods(BOTH)
@login_required
def edit(request: SignedIn, pk: int) -> HttpResponse:
    person = _editable(request, pk)
    known = {"name": person.name, "phone": person.phone, "email": person.email}
    form = AccountForm(_posted(request), initial=known | {"phone": ""})
    form.fields["phone"].help_text = "加密保存；留空表示不修改。"
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"phone": form.cleaned_data["phone"] or person.phone}
        services.change_account(person, **given, by=request.user, at=localtime())
        return redirect("person-detail", person.pk)
    return render(request, "people/edit.html", {"form": form, "person": person}, status=_status(form))


@require_POST
@login_required
def deactivate(request: SignedIn, pk: int) -> HttpResponse:
    services.deactivate(_editable(request, pk), by=request.user, at=localtime())
    return redirect("person-detail", pk)


@require_POST
@login_required
def activate(request: SignedIn, pk: int) -> HttpResponse:
    services.activate(_editable(request, pk), by=request.user, at=localtime())
    return redirect("person-detail", pk)


@require_POST
@login_required
def reset_password(request: SignedIn, pk: int) -> HttpResponse:
    return _show_issued(
        request, services.reset_password(_editable(request, pk), by=request.user, at=localtime())
    )


@require_POST
@login_required
def reset_factors(request: SignedIn, pk: int) -> HttpResponse:
    services.reset_factors(_editable(request, pk), by=request.user, at=localtime())
    return redirect("person-detail", pk)


@require_POST
@login_required
def unlock(request: SignedIn, pk: int) -> HttpResponse:
    services.unlock(_editable(request, pk), by=request.user, at=localtime())
    return redirect("person-detail", pk)


@require_http_methods(BOTH)
@login_required
def give_post(request: SignedIn, pk: int) -> HttpResponse:
    person = _editable(request, pk)
    form = PostForm(_posted(request), rows=_orgs(request), initial={"since": localdate()})
    if request.method == "POST" and form.is_valid():
        require(request.user, "people.edit", form.cleaned_data["org"])
        services.give_post(person, **form.cleaned_data, by=request.user, at=localtime())
        return redirect("person-detail", pk)
    return render(request, "people/post.html", {"form": form, "person": person}, status=_status(form))


@require_http_methods(BOTH)
@login_required
def end_post(request: SignedIn, pk: int) -> HttpResponse:
    post = get_object_or_404(Post.objects.visible_to(request.user).select_related("account", "org"), pk=pk)
    require(request.user, "people.edit", post.org)
    form = EndForm(_posted(request), initial={"until": localdate()})
    if request.method == "POST" and form.is_valid():
        services.end_post(post, **form.cleaned_data, by=request.user, at=localtime())
        return redirect("person-detail", post.account_id)
    return render(request, "people/end_post.html", {"form": form, "post": post}, status=_status(form))


@require_http_methods(BOTH)
@login_required
def unmask(request: SignedIn, pk: int) -> HttpResponse:
    person = get_object_or_404(Account.objects.visible_to(request.user), pk=pk)
    require(request.user, "people.unmask")
    form = UnmaskForm(_posted(request))
    value = None
    if request.method == "POST" and form.is_valid():
        value = services.unmask(person, **form.cleaned_data, by=request.user, at=localtime()) or "（未登记）"
    response = render(
        request, "people/unmask.html", {"form": form, "person": person, "value": value}, status=_status(form)
    )
    response["Cache-Control"] = "no-store"
    return response


def _editable(request: SignedIn, pk: int) -> Account:
    person = get_object_or_404(Account.objects.visible_to(request.user), pk=pk)
    require(request.user, "people.edit")
    if not queries.manageable(request.user, person.current_posts):
        raise PermissionDenied("该人员在您管理范围之外也有岗位，请由上级系统管理员办理。")
    return person


def _orgs(request: SignedIn) -> object:
    return Org.objects.visible_to(request.user).current()


def _show_issued(request: SignedIn, issued: services.Issued) -> HttpResponse:
    """The first password, shown this once."""
    response = render(request, "people/issued.html", {"issued": issued})
    response["Cache-Control"] = "no-store"
    return response


def _status(form: object) -> int:
    return 422 if getattr(form, "errors", None) else 200


def _posted(request: SignedIn) -> QueryDict | None:
    """What a form is bound to: an empty POST is bound too, and says what is missing."""
    return request.POST if request.method == "POST" else None
