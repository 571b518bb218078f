from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from tongxin.ground.audit import words
from tongxin.ground.audit.models import Entry, Seal, Sealed
from tongxin.kit.actor import Actor

PLATFORM = "0"  # what the filter of actors calls the platform itself
LISTED = 500


@dataclass(frozen=True)
class Chain:
    """The state of the chain for the head of the page; `last` None: nothing sealed yet."""

    last: Seal | None
    waiting: int


def chain_state() -> Chain:
    """Two queries. `waiting` counts up to a thousand."""
    last = Seal.objects.order_by("-pk").first()
    sealed = Sealed.objects.values("entry_id")
    young = Entry.objects.filter(pk__gt=last.floor if last else 0).exclude(pk__in=sealed).order_by()
    return Chain(last, young[:1001].count())


def seal_of(entry: Entry) -> Seal | None:
    found = Sealed.objects.filter(pk=entry.pk).select_related("seal").first()
    return found.seal if found else None


def about(kind: str, key: object) -> QuerySet[Entry]:
    """The acts on one row, newest first: its timeline."""
    return Entry.objects.filter(kind=kind, key=str(key)).order_by("-pk")


def actors(user: Actor) -> list[tuple[str, str]]:
    """Whose acts this person may see, for the filter."""
    people = get_user_model().objects.visible_to(user).order_by("name").values_list("pk", "name")[:LISTED]
    return [(PLATFORM, "平台"), *((str(pk), name) for pk, name in people)]


def by_actor(rows: QuerySet[Entry], value: str) -> QuerySet[Entry]:
    return rows.filter(actor_id=None) if value == PLATFORM else rows.filter(actor_id=value)


def search(rows: QuerySet[Entry], text: str) -> QuerySet[Entry]:
    """By object (`工单 12`, `cases.case:12`, `12`) or by the name of the person who acted."""
    kind, _, key = text.replace("：", ":").replace("#", ":").replace(" ", ":").rpartition(":")
    if not kind and not any(c.isdigit() for c in key):
        return rows.filter(
            Q(actor_id__in=get_user_model().objects.filter(name__contains=key).values("pk")) | Q(actor=key)
        )
    named = (
        [label for label, name in words.kinds().items() if kind in (label, name)]
        if kind
        else list(words.kinds())
    )
    return rows.filter(kind__in=named or [kind], key=key)
