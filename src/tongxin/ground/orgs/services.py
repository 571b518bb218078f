from tongxin.ground.orgs.models import Org


def plant(code: str, name: str, *, level: str, parent: Org | None = None, region: str | None = None,
          short: str = "") -> Org:
    """Put a union into the tree without an audit entry: for the first tree and for tests."""
    org = Org(code=code, name=name, short=short or name.removesuffix("总工会"), level=level, parent=parent,
              region_id=region, path=f"new:{code}")
    org.save()
    org.path = f"{parent.path if parent else ''}{org.pk}."
    org.save(update_fields=["path"])
    return org
