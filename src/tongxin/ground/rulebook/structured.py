"""Forms in which levels and deadlines are entered field by field, without writing JSON."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from tongxin.ground.rulebook.forms import VersionForm
from tongxin.ground.rulebook.rules import CHOICES, COMPARISONS, FACTS, FLAGS
from tongxin.ground.rulebook.words import COMPARED, LEVELS, NAMES
from tongxin.ground.worktime.terms import Unit

SPARE = 2  # empty clauses offered below those there are
CONDITIONS = 4  # of one clause
MOST = 30  # clauses of one level
COLOURS = [(level, NAMES[level]) for level in LEVELS]
FACT_OPTIONS = [("", "—"), *((fact, NAMES[fact]) for fact in FACTS)]
COMPARISON_OPTIONS = [(each, COMPARED[each]) for each in COMPARISONS]
YES = {"是": True, "true": True, "1": True, "否": False, "false": False, "0": False}
STAGES = ("accept", "handle")


class DeadlinesForm(VersionForm):
    """A number and a unit for each level and stage."""

    template = "rulebook/_deadline_fields.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = self.version.body if self.version else {}
        for level, colour in COLOURS:
            for stage in STAGES:
                term = body.get(level, {}).get(stage, {})
                label = f"{colour}{NAMES[stage]}时限"
                self.fields[f"{level}-{stage}-n"] = forms.IntegerField(
                    label=label, min_value=1, max_value=999, initial=term.get("n"),
                    widget=forms.NumberInput(attrs={"aria-label": label}),
                )  # fmt: skip
                self.fields[f"{level}-{stage}-unit"] = forms.ChoiceField(
                    label=f"{label}的单位", choices=[(u.value, u.label.removeprefix("个")) for u in Unit],
                    initial=term.get("unit", Unit.WORKING_DAY.value),
                    widget=forms.Select(attrs={"aria-label": f"{label}的单位"}),
                )  # fmt: skip

    @property
    def lines(self) -> list[tuple[str, list[tuple[BoundField, BoundField]]]]:
        return [
            (level, [(self[f"{level}-{s}-n"], self[f"{level}-{s}-unit"]) for s in STAGES]) for level in LEVELS
        ]

    def entered(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            level: {s: {"n": given[f"{level}-{s}-n"], "unit": given[f"{level}-{s}-unit"]} for s in STAGES}
            for level in LEVELS
        }


@dataclass(frozen=True)
class Slot:
    """The fields of one clause."""

    number: int
    words: BoundField
    clause: BoundField
    conditions: list[tuple[BoundField, BoundField, BoundField]]


class ProfileForm(VersionForm):
    """Clauses per level, each with words, citation and up to four conditions; an empty clause is left out."""

    template = "rulebook/_profile_fields.html"
    default = forms.ChoiceField(label="其余情形的等级", choices=COLOURS, initial="blue")
    cap = forms.ChoiceField(
        label="单条未核实线索最高等级", choices=[("", "不限"), *COLOURS], required=False, initial="orange"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = self.version.body if self.version and "levels" in self.version.body else {}
        if body:
            self.fields["default"].initial = body.get("default")
            self.fields["cap"].initial = body.get("single_unverified_cap") or ""
        self.slots: dict[str, int] = {}
        for level in LEVELS:
            clauses = body.get("levels", {}).get(level, {}).get("any", [])
            self.slots[level] = self._slots(level, len(clauses))
            for number in range(self.slots[level]):
                self._add(f"{level}-{number}", clauses[number] if number < len(clauses) else {})

    @property
    def lines(self) -> list[tuple[str, list[Slot]]]:
        return [(level, [self._slot(level, n) for n in range(self.slots[level])]) for level in LEVELS]

    def entered(self) -> dict[str, Any]:
        given = self.cleaned_data
        body: dict[str, Any] = {
            "levels": {level: {"any": self._clauses(level)} for level in LEVELS},
            "default": given["default"],
        }
        kept = self.version.body if self.version else {}
        body |= {key: kept[key] for key in ("left_out", "note") if key in kept}  # what the fields do not show
        return body | {"single_unverified_cap": given["cap"] or None}

    def _slots(self, level: str, there: int) -> int:
        if not self.is_bound:
            return there + SPARE
        posted = [n for n in range(MOST) if f"{level}-{n}-words" in self.data]
        return max(posted, default=-1) + 1

    def _add(self, prefix: str, clause: dict[str, Any]) -> None:
        def text(name: str, label: str, initial: Any, longest: int) -> None:
            widget = forms.TextInput(attrs={"aria-label": label, "placeholder": label})
            self.fields[f"{prefix}-{name}"] = forms.CharField(
                label=label, required=False, initial=initial, max_length=longest, widget=widget
            )

        def pick(name: str, label: str, options: list[tuple[str, str]], initial: Any) -> None:
            widget = forms.Select(attrs={"aria-label": label})
            self.fields[f"{prefix}-{name}"] = forms.ChoiceField(
                label=label, required=False, initial=initial, choices=options, widget=widget
            )

        text("words", "情形说明", clause.get("words"), 200)
        text("clause", "依据", clause.get("clause"), 300)
        for n in range(CONDITIONS):
            fact, comparison, value = (clause.get("all", [])[n : n + 1] or [("", ">=", "")])[0]
            pick(f"{n}-fact", f"条件 {n + 1} 事实", FACT_OPTIONS, fact)
            pick(f"{n}-comparison", f"条件 {n + 1} 比较", COMPARISON_OPTIONS, comparison)
            text(f"{n}-value", f"条件 {n + 1} 的值", _written(value), 40)

    def _slot(self, level: str, number: int) -> Slot:
        prefix = f"{level}-{number}"
        conditions = [
            (self[f"{prefix}-{n}-fact"], self[f"{prefix}-{n}-comparison"], self[f"{prefix}-{n}-value"])
            for n in range(CONDITIONS)
        ]
        return Slot(number + 1, self[f"{prefix}-words"], self[f"{prefix}-clause"], conditions)

    def _clauses(self, level: str) -> list[dict[str, Any]]:
        clauses = []
        for number in range(self.slots[level]):
            prefix = f"{level}-{number}"
            conditions = [self._condition(f"{prefix}-{n}") for n in range(CONDITIONS)]
            made = [each for each in conditions if each]
            words, clause = self.cleaned_data[f"{prefix}-words"], self.cleaned_data[f"{prefix}-clause"]
            if words or clause or made:
                clauses.append({"all": made, "words": words, "clause": clause})
        return clauses

    def _condition(self, prefix: str) -> list | None:
        given = self.cleaned_data
        fact = given[f"{prefix}-fact"]
        return [fact, given[f"{prefix}-comparison"], _meant(fact, given[f"{prefix}-value"])] if fact else None


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return NAMES[value] if any(value in known for known in CHOICES.values()) else str(value)


def _meant(fact: str, text: str) -> Any:
    """The value in its type; what cannot be read stays text, which the check then names."""
    if fact in FLAGS:
        return YES.get(text.strip().lower(), text)
    if fact in CHOICES:
        return next((key for key in CHOICES[fact] if text.strip() in (key, NAMES[key])), text)
    try:
        number = float(text.replace(",", "").replace("，", ""))
    except ValueError:
        return text
    if number in (float("inf"), float("-inf")) or number != number:
        return text
    return int(number) if number.is_integer() else number
