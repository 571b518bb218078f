"""Forms for bodies that are lists: rows of fields, each with empty rows below; an emptied row is taken out."""

from typing import Any

from django import forms
from django.forms import BoundField

from tongxin.ground.rulebook.forms import VersionForm
from tongxin.ground.rulebook.rules import CATEGORIES, CITED_FOR
from tongxin.ground.rulebook.words import NAMES
from tongxin.ground.worktime.terms import Unit

SPARE = 3  # empty rows offered below those there are
CITED_OPTIONS = [("", "—"), *((name, NAMES[name]) for name in CITED_FOR)]
UNITS = [("", "—"), *((unit.value, unit.label.removeprefix("个")) for unit in Unit)]


def _text(label: str, longest: int, **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"aria-label": label, **attrs})
    return forms.CharField(label=label, required=False, max_length=longest, widget=widget)


class RowsForm(VersionForm):
    """`columns`: name → a function making the field. What a body holds beside its rows is kept as it is."""

    template = "rulebook/_row_fields.html"
    columns: dict[str, Any] = {}
    help = ""
    most = 60

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body = self.version.body if self.version else {}
        self.extra: list[str] = []
        there = self.rows(self.body)
        for number in range(self._count(len(there))):
            row = there[number] if number < len(there) else {}
            for name, make in self.columns.items():
                self.fields[f"row-{number}-{name}"] = field = make()
                field.initial = row.get(name, "")
        self.count = self._count(len(there))

    def rows(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        """The rows of a body, by the names of the columns."""
        raise NotImplementedError

    @property
    def heads(self) -> list[str]:
        return [str(make().label) for make in self.columns.values()]

    @property
    def lines(self) -> list[list[BoundField]]:
        return [[self[f"row-{number}-{name}"] for name in self.columns] for number in range(self.count)]

    @property
    def others(self) -> list[BoundField]:
        """The fields of the body that are no rows."""
        return [self[name] for name in self.extra]

    def given(self) -> list[dict[str, Any]]:
        """The rows that say anything."""
        rows = [
            {name: self.cleaned_data[f"row-{number}-{name}"] for name in self.columns}
            for number in range(self.count)
        ]
        return [row for row in rows if any(value not in (None, "", []) for value in row.values())]

    def add(self, name: str, field: forms.Field, initial: Any) -> None:
        self.fields[name], field.initial = field, initial
        self.extra.append(name)

    def _count(self, there: int) -> int:
        if not self.is_bound:
            return there + SPARE
        first = next(iter(self.columns))
        posted = [n for n in range(self.most) if f"row-{n}-{first}" in self.data]
        return min(max(posted, default=-1) + 1 + SPARE, self.most)


class ServiceHoursForm(RowsForm):
    columns = {
        "start": lambda: _text("起", 5, placeholder="09:00", inputmode="numeric"),
        "end": lambda: _text("止", 5, placeholder="12:00", inputmode="numeric"),
    }
    help = "按先后写出一天中的各个服务时段，不相重叠；周末和节假日由工作日历确定。"

    def rows(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        return [{"start": start, "end": end} for start, end in body.get("spans", [])]

    def entered(self) -> dict[str, Any]:
        return {**self.body, "spans": [[row["start"], row["end"]] for row in self.given()]}


class VetoForm(RowsForm):
    columns = {
        "words": lambda: _text("否决情形", 200),
        "key": lambda: _text("键", 40, placeholder="wage_arrears"),
    }
    help = "有任何一种情形即不得参评。键是程序取数用的英文名，照旧保留；新情形自拟一个。"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = forms.IntegerField(label="多少年内不得参评", required=False, min_value=1, max_value=99)
        self.add("ban_years", years, self.body.get("ban_years"))

    def rows(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        return list(body.get("conditions", []))

    def entered(self) -> dict[str, Any]:
        kept = {name: value for name, value in self.body.items() if name != "ban_years"}
        years = self.cleaned_data["ban_years"]
        made = {**kept, "of": self.body.get("of", "honours"), "conditions": self.given()}
        return made | ({"ban_years": years} if years else {})


class CategoriesForm(RowsForm):
    """The statutory classes as rows, and for each category which of them, and a word on it."""

    columns = {"number": lambda: _text("编号", 4), "name": lambda: _text("法定争议类别", 200)}
    help = "先列出法定类别，再在下面写明五类事件各对应哪几类。"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for category in CATEGORIES:
            row = self.body.get("map", {}).get(category, {})
            label = NAMES[category]
            classes = forms.CharField(
                label=f"{label}对应的类别编号", max_length=60, help_text="几个编号用逗号隔开。"
            )
            self.add(f"{category}-classes", classes, "，".join(str(each) for each in row.get("classes", [])))
            words = forms.CharField(label=f"{label}的说明", max_length=200, required=False)
            self.add(f"{category}-words", words, row.get("words", ""))

    def rows(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        return [{"number": number, "name": name} for number, name in body.get("classes", {}).items()]

    def entered(self) -> dict[str, Any]:
        mapped = {}
        for category in CATEGORIES:
            parts = (
                self.cleaned_data[f"{category}-classes"].replace(",", "，").replace("、", "，").split("，")
            )
            numbers = [int(p) if p.strip().isdecimal() else p.strip() for p in parts if p.strip()]
            words = self.cleaned_data[f"{category}-words"]
            mapped[category] = {"label": NAMES[category], "classes": numbers, "words": words}
        classes = {row["number"].strip(): row["name"] for row in self.given()}
        return {**self.body, "classes": classes, "map": mapped}


class CitationsForm(RowsForm):
    """Which articles are named for which category."""

    columns = {
        "of": lambda: forms.ChoiceField(
            label="适用于", required=False, choices=CITED_OPTIONS,
            widget=forms.Select(attrs={"aria-label": "适用于"}),
        ),
        "statute": lambda: _text("法规", 200, placeholder="劳动合同法"),
        "article": lambda: _text("条号", 20, placeholder="第三十条"),
        "words": lambda: _text("说明", 40),
    }  # fmt: skip
    help = "每行一条，同一类别的按先后列出；法规写简称，不加“中华人民共和国”。"
    most = 150

    def rows(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        return list(body.get("citations", []))

    def given(self) -> list[dict[str, Any]]:
        """A row with nothing but its category is an emptied one."""
        return [row for row in super().given() if row["statute"] or row["article"] or row["words"]]

    def entered(self) -> dict[str, Any]:
        return {**self.body, "citations": self.given()}


class ItemsForm(RowsForm):
    """What a rule says item by item, with a term where it sets one, and the figures that functions read."""

    columns = {
        "name": lambda: _text("事项", 60),
        "words": lambda: _text("规定", 500),
        "n": lambda: forms.IntegerField(
            label="期限", required=False, min_value=1, max_value=999,
            widget=forms.NumberInput(attrs={"aria-label": "期限"}),
        ),
        "unit": lambda: forms.ChoiceField(
            label="单位", required=False, choices=UNITS, widget=forms.Select(attrs={"aria-label": "期限的单位"})
        ),
        "clause": lambda: _text("依据", 300),
    }  # fmt: skip
    help = "每行一项；没有期限的，期限和单位都不填。"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in self.body.get("threshold", {}).items():
            label = f"标准：{NAMES.get(name, name)}"
            self.add(f"threshold-{name}", forms.FloatField(label=label, min_value=0), value)

    def rows(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        return list(body.get("items", []))

    def entered(self) -> dict[str, Any]:
        items = [
            {name: value for name, value in row.items() if value not in (None, "")} for row in self.given()
        ]
        names = self.body.get("threshold", {})
        figures = {name: _plain(self.cleaned_data[f"threshold-{name}"]) for name in names}
        return {**self.body, "items": items} | ({"threshold": figures} if figures else {})


def _plain(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value
