from datetime import date

from django import forms

from tongxin.faces.reports.periods import Kind, Period, around, recent
from tongxin.faces.reports.queries import grounded
from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account


class OrderForm(forms.Form):
    """Which period, which union. Opens with the last whole quarter of one's own union."""

    period = forms.ChoiceField(label="期间", help_text="还没有结束的一期只算到今天，环比、同比取相同天数。")
    org = forms.ModelChoiceField(Org.objects.none(), label="工会", empty_label=None,
                                 help_text="市、区县和街道（乡镇）总工会按各自区划统计。")  # fmt: skip
    named = forms.BooleanField(
        label="列出用人单位名称",
        required=False,
        help_text="不勾选时只写行业，适合对外报送；勾选后仅限内部使用。",
    )

    def __init__(self, *args: object, user: Account, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [
            (kind.label, [(p.key, _option(p, today)) for p in periods])
            for kind, periods in recent(today).items()
        ]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]
        self.fields["period"].initial = around(Kind.QUARTER, today).before().key
        own = [org.pk for org in grounded(Org.objects.visible_to(user)) if user.has_perm("reports.make", org)]
        self.fields["org"].queryset = Org.objects.filter(pk__in=own).order_by("path")  # type: ignore[attr-defined]


def _option(period: Period, today: date) -> str:
    return f"{period.label}{'（未结束）' if period.end >= today else ''}"
