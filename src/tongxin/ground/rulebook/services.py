from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from tongxin.ground.audit.services import record
from tongxin.ground.rulebook import queries
from tongxin.ground.rulebook.models import Kind, Rule, Status, Version
from tongxin.ground.rulebook.presets import EXAMPLES, PRESETS
from tongxin.ground.rulebook.presets.preset import Preset
from tongxin.ground.rulebook.rules import check, executable
from tongxin.kit.actor import Actor
from tongxin.kit.refused import Refused


@transaction.atomic
def load_presets(at: datetime) -> int:
    """Write the shipped rules that are missing, none active; returns how many. Touches no existing rule."""
    known = set(Rule.objects.values_list("key", flat=True))
    fresh = [preset for preset in PRESETS if preset.key not in known]
    for preset in fresh:
        _load(preset, at)
    return len(fresh)


@transaction.atomic
def add_rule(key: str, kind: str, name: str, *, by: Actor | None, at: datetime) -> Rule:
    """A rule without any version yet, not active."""
    if Rule.objects.filter(key=key).exists():
        raise Refused(f"已有键为“{key}”的规则，请换一个键。")
    rule = Rule.objects.create(key=key, kind=kind, name=name)
    record(rule, "create", by=by, at=at, kind=kind, name=name)
    return rule


@transaction.atomic
def write_version(
    rule: Rule,
    *,
    body: dict[str, Any],
    citation: str,
    since: date,
    by: Actor | None,
    at: datetime,
    until: date | None = None,
    source: str = "",
    enacted_by: str = "",
    note: str = "",
) -> Version:
    """A further version, an example until it is confirmed; older ones stay as they are.

    Raises Refused with everything that is wrong with `body`.
    """
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    if faults := check(rule.kind, body):
        raise Refused("内容有误：" + "；".join(faults))
    if not citation.strip():
        raise Refused("请写明依据：没有依据的规则不能录入。")
    if until is not None and until < since:
        raise Refused("失效日期不能早于生效日期。")
    last = rule.versions.order_by("-number").first()
    version = Version.objects.create(
        rule=rule,
        number=(last.number if last else 0) + 1,
        body=body,
        citation=citation,
        source=source,
        since=since,
        until=until,
        enacted_by=enacted_by,
        note=note,
        by_id=by.pk if by else None,
        at=at,
    )
    record(version, "write", by=by, at=at, rule=rule.key, number=version.number, since=since.isoformat())
    return version


@transaction.atomic
def confirm(version: Version, *, by: Actor, at: datetime) -> Version:
    """Make a version count from its date on; if its rule is active, it is what the platform then works by."""
    version = Version.objects.select_for_update().select_related("rule").get(pk=version.pk)
    if version.confirmed:
        raise Refused(f"第{version.number}版已经确认过。")
    if faults := check(version.rule.kind, version.body):
        raise Refused("内容有误，不能确认：" + "；".join(faults))
    version.status, version.confirmed_by_id, version.confirmed_at = Status.CONFIRMED, by.pk, at
    version.save(update_fields=["status", "confirmed_by", "confirmed_at"])
    record(version, "confirm", by=by, at=at, rule=version.rule.key, number=version.number)
    return version


@transaction.atomic
def activate(rule: Rule, *, by: Actor, at: datetime) -> Rule:
    """Work by this rule from now on; of levels and deadlines only one is active, the other is switched off.

    Refused for a rule without a confirmed version in force, and for one that is kept for reference.
    """
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    version = rule.versions.filter(status=Status.CONFIRMED).in_force(at.date()).order_by("-number").first()
    if version is None:
        raise Refused("没有已确认并已生效的版本。示例须由本市确认后才能启用。")
    if not executable(rule.kind, version.body):
        raise Refused("此规则只供参照，没有可以执行的条件。请据此录入本市的版本。")
    return _activate(rule, by=by, at=at, number=version.number)


@transaction.atomic
def deactivate(rule: Rule, *, by: Actor, at: datetime) -> Rule:
    """Stop working by this rule. What began under it keeps its version."""
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    if not rule.active:
        raise Refused("此规则没有启用。")
    rule.active, rule.example_number = False, None
    rule.save(update_fields=["active", "example_number"])
    record(rule, "deactivate", by=by, at=at)
    return rule


@transaction.atomic
def activate_examples(at: datetime) -> list[Rule]:
    """Let the demonstration work by the shipped examples. Refused outside it."""
    if not settings.TONGXIN_DEMO:
        raise Refused("示例只能在示范城市启用；生产环境请先确认本市的版本。")
    load_presets(at)
    rules = list(Rule.objects.select_for_update().filter(key__in=EXAMPLES))
    for rule in rules:
        rule.example_number = 1
        _activate(rule, by=None, at=at, number=1)
    return rules


def _activate(rule: Rule, *, by: Actor | None, at: datetime, number: int) -> Rule:
    replaced = []
    if rule.kind in queries.ONE_ACTIVE:
        others = Rule.objects.select_for_update().filter(kind=rule.kind, active=True).exclude(pk=rule.pk)
        replaced = [other.key for other in others]
        others.update(active=False, example_number=None)
    rule.active = True
    rule.save(update_fields=["active", "example_number"])
    record(rule, "activate", by=by, at=at, number=number, replaced=replaced)
    return rule


def _load(preset: Preset, at: datetime) -> None:
    rule = Rule.objects.create(key=preset.key, kind=Kind(preset.kind), name=preset.name)
    write_version(
        rule,
        body=preset.body,
        citation=preset.citation,
        source=preset.source,
        since=preset.since,
        enacted_by=preset.enacted_by,
        note=preset.note,
        by=None,
        at=at,
    )
