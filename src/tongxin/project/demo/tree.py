"""The union tree of the demonstration city: Hangzhou's real structure, with fictional primary unions below."""

from collections.abc import Iterable

from tongxin.ground.orgs.models import Org
from tongxin.ground.orgs.services import plant
from tongxin.ground.places.models import Region

INDUSTRIES = (  # key, name, sections of GB/T 4754 that belong to it
    ("JS", "杭州市建设工会", "E"),
    ("JT", "杭州市交通运输工会", "G"),
    ("JY", "杭州市教育工会", "P"),
    ("WS", "杭州市卫生健康工会", "Q"),
    ("CM", "杭州市财贸工会", "F"),
    ("CY", "杭州市餐饮住宿行业工会", "H"),
    ("XX", "杭州市软件和信息服务业工会", "I"),
)
CITY = "3301"
# 小三级 below a street: a kind of place or trade, and for a trade the sections whose small firms it takes in.
JOINTS = (
    ("S", "{place}第一社区联合工会", ""),
    ("Y", "{place}科创园区联合工会", "I"),
    ("Q", "{place}沿街商户区域联合工会", "FHO"),
    ("H", "{place}服装加工行业联合工会", "C"),
)


def plant_tree() -> Org:
    """City federation, districts, streets and townships, industry unions; returns the city federation."""
    regions = list(Region.objects.filter(code__startswith=CITY).order_by("code"))
    city = plant("3301", "杭州市总工会", level="city", region=CITY, short="市总工会")
    districts = {r.code: _district(r, city) for r in regions if len(r.code) == 6}
    for region in regions:
        if len(region.code) == 9 and region.code[:6] in districts:
            _township(region, districts[region.code[:6]])
    for key, name, _ in INDUSTRIES:
        plant(
            f"3301-{key}", name, level="industry", parent=city, region=CITY, short=name.removeprefix("杭州")
        )
    return city


def plant_joint(*, every: int = 8) -> int:
    """Joint unions of a community, a park, an area and a trade, below one street in `every`."""
    made = 0
    streets = Org.objects.filter(level="township").select_related("region").order_by("code")
    for number, street in enumerate(streets):
        if number % every == 0 and street.region:
            for key, name, _ in JOINTS:
                plant(
                    f"{street.code}-{key}", name.format(place=street.region.short), level="joint", parent=street,
                    region=street.region_id, short=name.format(place=""),
                )  # fmt: skip
                made += 1
    return made


def industry_unions() -> dict[str, Org]:
    """Section of GB/T 4754 → industry union."""
    orgs = {org.code: org for org in Org.objects.filter(level="industry")}
    return {section: orgs[f"3301-{key}"] for key, _, sections in INDUSTRIES for section in sections}


def plant_primary(employers: Iterable, *, share: int = 12) -> int:
    """A union of its own for every `share`-th employer with at least 25 staff (工会法 art. 11).

    It stands below the joint union of its trade or of its community where its street has one.
    """
    joints = dict(Org.objects.filter(level="joint").values_list("code", "pk"))
    unions = {org.pk: org for org in Org.objects.filter(pk__in=joints.values())}
    made = 0
    for number, employer in enumerate(e for e in employers if (e.staff or 0) >= 25):
        if number % share:
            continue
        above = unions.get(joints.get(f"{employer.org.code}-{_joint(employer.section)}", 0), employer.org)
        union = plant(
            f"P{employer.pk}",
            f"{employer.name}工会",
            level="primary",
            parent=above,
            region=employer.region_id,
        )
        employer.own_union = union
        employer.save(update_fields=["own_union"])
        made += 1
    return made


def _joint(section: str) -> str:
    """The key of the joint union that takes in firms of a section."""
    return next((key for key, _, sections in JOINTS if section and section in sections), JOINTS[0][0])


def _district(region: Region, city: Org) -> Org:
    name = f"杭州市{region.name}总工会" if region.name.endswith("区") else f"{region.name}总工会"
    return plant(
        region.code, name, level="district", parent=city, region=region.code, short=f"{region.name}总工会"
    )


def _township(region: Region, district: Org) -> Org:
    return plant(
        region.code,
        f"{region.name}总工会",
        level="township",
        parent=district,
        region=region.code,
        short=f"{region.name}总工会",
    )
