from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET

from tongxin.kit.refused import Refused
from tongxin.kit.requests import SignedIn
from tongxin.watch.signals import services
from tongxin.watch.signals.adapters import ADAPTERS
from tongxin.watch.signals.forms import PHOTOS, ReportForm, districts, near_position, streets
from tongxin.watch.signals.queries import reporting_org


@login_required
def report(request: SignedIn) -> HttpResponse:
    org = reporting_org(request.user, "signals.report")
    if org is None:
        raise PermissionDenied("您的岗位没有报送线索的权限。")
    at = localtime()
    form = ReportForm(request.POST or None, initial=ReportForm.first(at))
    if request.method == "POST" and form.is_valid():
        photos = request.FILES.getlist("photos")
        if len(photos) > PHOTOS:
            raise Refused(f"一次最多上传 {PHOTOS} 张照片。")
        heard = ADAPTERS["form"](form.cleaned_data)
        signal = services.report(heard, org=org, by=request.user, at=at, photos=photos)
        messages.success(request, f"已报送，编号 {signal.pk}。")
        return redirect("signal-detail", pk=signal.pk)
    return render(
        request, "signals/report.html", {"form": form, "org": org}, status=422 if form.errors else 200
    )


@require_GET
@login_required
def near_options(request: SignedIn) -> HttpResponse:
    """The district of the device's position, for the form: chosen where it is clear and none is chosen yet."""
    chosen, street = request.GET.get("district", ""), request.GET.get("street", "")
    found = near_position(request.GET.get("position", ""))
    district = chosen or (found[0].code if len(found) == 1 else "")
    context = {
        "found": found,
        "chosen": chosen,
        "district": district,
        "districts": districts(),
        "street": street,
        "streets": streets(district),
    }
    return render(request, "signals/_near.html", context)


@require_GET
@login_required
def street_options(request: SignedIn) -> HttpResponse:
    """The streets of a district, for the second list of the form."""
    return render(request, "signals/_streets.html", {"streets": streets(request.GET.get("district", ""))})
