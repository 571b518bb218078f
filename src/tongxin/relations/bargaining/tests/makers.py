from datetime import date, timedelta

from tongxin.ground.employers.models import Employer
from tongxin.ground.employers.services import index
from tongxin.project.testing import FRIDAY
from tongxin.relations.bargaining.models import Contract
from tongxin.relations.bargaining.rules import Terms
from tongxin.relations.bargaining.services import register

TODAY = FRIDAY.date()
START = date(2026, 3, 1)
CODES = ("91330106MA27WXYZ1A", "91330106MA27WXYZ2B", "91330106MA27WXYZ3C")


def make_employer(org, name="示例云杉厂", uscc=None, **over) -> Employer:
    employer = Employer.objects.create(name=name, org=org, uscc=uscc, **over)
    index([employer.pk])
    return employer


def make_terms(org, **over) -> Terms:
    told = {
        "number": "杭集合 2026-001", "kind": "wages", "reach": "unit", "org": org.pk, "signed_on": START,
        "starts_on": START, "ends_on": START + timedelta(days=364), "filed_on": START + timedelta(days=5),
        "workers": 120,
    }  # fmt: skip
    return Terms(**told | over)


def make_contract(org, employers, *, by, **over) -> Contract:
    return register(make_terms(org, **over), [each.pk for each in employers], by=by, at=FRIDAY)
