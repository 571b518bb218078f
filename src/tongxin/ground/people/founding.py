"""The first union and its first administrator: how a new platform is opened."""

from datetime import datetime

from django.db import connection, transaction

from tongxin.ground.audit.services import record
from tongxin.ground.orgs.models import Level, Org
from tongxin.ground.orgs.services import TREE, plant
from tongxin.ground.people.forms import LOGIN
from tongxin.ground.people.roles import Role
from tongxin.ground.people.services import Issued, enrol
from tongxin.ground.places.models import Region
from tongxin.kit.refused import Refused


@transaction.atomic
def found(code: str, name: str, *, region: str, login: str, person: str, at: datetime) -> Issued:
    """Make the root of the tree and its administrator. Raises Refused where a root stands already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE])  # two calls at once found one city
    if root := Org.objects.filter(parent=None).order_by("pk").first():
        raise Refused(f"平台已经建立（{root.name}）。再设系统管理员，请由现有管理员在“人员”页面办理。")
    if not Region.objects.filter(pk=region).exists():
        raise Refused(f"没有代码为“{region}”的区划，市级为四位，例如杭州市 3301。")
    if not LOGIN.fullmatch(login):
        raise Refused("登录名须以小写字母开头，只含小写字母、数字、点、横线，3–40 位。")
    org = plant(code, name, level=Level.CITY, region=region)
    record(org, "create", by=None, at=at, code=code, name=name, level=str(Level.CITY), parent=None)
    return enrol(
        username=login, name=person, org=org, role=Role.ADMINISTRATOR, since=at.date(), by=None, at=at
    )
