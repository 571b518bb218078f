from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import Case, IntegerField, QuerySet, When
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime

from tongxin.kit.refused import Refused
from tongxin.kit.requests import SignedIn, wants_part, workbook
from tongxin.kit.sheets import write_sheet
from tongxin.kit.tables.columns import Cell, Column, Row
from tongxin.kit.tables.exports import Export, take_down
from tongxin.kit.tables.filters import Filter
from tongxin.kit.tables.paging import Order, page

SIZE = 50
RANK = "sorted_rank"
COUNTED = 1_000  # a longer list is shown as “1,000 条以上”: counting it would cost more than the page
EXPORTED = 50_000


@dataclass(frozen=True)
class Bulk:
    """An act on the selected rows; POSTs their keys as `pk`."""

    label: str
    url: str
    confirm: str


@dataclass(frozen=True)
class Step:
    """What to do next where a list is empty: a link for those who hold `right` ('' is anybody)."""

    label: str
    view: str
    right: str = ""


@dataclass(frozen=True)
class Table:
    """The declaration of one list. `order` is a column key, with a minus for descending."""

    key: str
    title: str
    columns: Sequence[Column]
    url: Callable[[Any], str]
    order: str
    filters: Sequence[Filter] = ()
    search: Callable[[QuerySet, str], QuerySet] | None = None
    search_hint: str = "搜索"
    empty_title: str = "还没有记录"
    empty_hint: str = ""
    empty_step: Step | None = None
    bulk: Callable[[Any], Sequence[Bulk]] = field(default=lambda user: ())

    def respond(
        self, request: SignedIn, rows: QuerySet, template: str, context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page, its htmx part, or the exported sheet of exactly what is filtered."""
        listed = Listing(self, request, rows)
        if request.GET.get("export"):
            return listed.export()
        part = "kit/_table.html" if wants_part(request) else template
        return render(request, part, {"table": listed, **(context or {})})


class Listing:
    """One answer of a table to one request; what `kit/_table.html` reads."""

    def __init__(self, table: Table, request: SignedIn, rows: QuerySet) -> None:
        self.table, self.request = table, request
        self.key, self.title = table.key, table.title
        self.empty_title, self.empty_hint = table.empty_title, table.empty_hint
        self.empty_url, self.empty_label = _next(table.empty_step, request.user)
        self.searchable, self.search_hint = table.search is not None, table.search_hint
        self.form = _form(table, request)
        self.search = request.GET.get("q", "").strip()[:100]
        self.narrowed = self._narrow(rows)
        self.sorted = self._sorted()
        self.order = self._order()
        self.page = page(self._ranked(), self.order, request.GET.get("at", ""), SIZE)
        self.bulk = list(table.bulk(request.user))

    @property
    def filtered(self) -> bool:
        return bool(self.search or self.chips)

    @property
    def all_columns(self) -> list[dict[str, Any]]:
        shown = {column.key for column in self._shown}
        return [{"key": c.key, "label": c.label, "shown": c.key in shown} for c in self.table.columns]

    @property
    def columns(self) -> list[dict[str, Any]]:
        return [self._head(column) for column in self._shown]

    @property
    def rows(self) -> list[Row]:
        return [
            Row(row.pk, self.table.url(row), [Cell(c.value(row), c.kind, c.css, c.link) for c in self._shown])
            for row in self.page.rows
        ]

    @property
    def filters(self) -> list[dict[str, Any]]:
        return [{"name": f.name, "label": f.label, "html": f} for f in self.form]

    @property
    def chips(self) -> list[dict[str, str]]:
        pairs = [chip for f in self.table.filters for chip in f.chips(self.form)]
        chips = [{"label": label, "remove_url": self._url(**{name: None})} for name, label in pairs]
        if self.search:
            chips.insert(0, {"label": f"搜索：{self.search}", "remove_url": self._url(q=None)})
        return chips

    @property
    def total_label(self) -> str:
        if getattr(self.narrowed, "many", False) and not any(f.chips(self.form) for f in self.table.filters):
            return f"{COUNTED:,} 条以上"  # the search has seen them
        total = self.narrowed.order_by()[: COUNTED + 1].count()
        return f"{COUNTED:,} 条以上" if total > COUNTED else f"{total:,} 条"

    @property
    def next_url(self) -> str:
        return self._url(at=self.page.next) if self.page.next else ""

    @property
    def previous_url(self) -> str:
        return self._url(at=self.page.previous) if self.page.previous else ""

    @property
    def first_url(self) -> str:
        return self._url(at=None)

    @property
    def export_url(self) -> str:
        return self._url(at=None, export="xlsx")

    def export(self) -> HttpResponse:
        """What is filtered, in the chosen columns, as a sheet; `Refused` past 50,000 rows."""
        rows = self.order.apply(self._ranked())
        total = self.narrowed.order_by()[: EXPORTED + 1].count()
        if total > EXPORTED:
            raise Refused(f"筛选结果超过 {EXPORTED:,} 行，请缩小范围后再导出。")
        shown = self._shown
        body = ([column.plain(row) for column in shown] for row in rows.iterator(chunk_size=2000))
        labels = [column.label for column in shown]
        data = write_sheet(labels, body, title=self.title)
        told = [label for each in self.table.filters for _, label in each.chips(self.form)]
        export = Export(rows.model, self.title, total, labels, told, bool(self.search))
        take_down(export, by=self.request.user, at=localtime())
        return workbook(data, f"{self.key}-{localtime():%Y%m%d-%H%M}.xlsx")

    @property
    def _shown(self) -> list[Column]:
        wanted = ",".join(self.request.GET.getlist("cols"))
        if wanted:
            keys = set(wanted.split(","))
            chosen = [column for column in self.table.columns if column.key in keys]
            if chosen:
                return chosen
        return [column for column in self.table.columns if column.shown]

    def _narrow(self, rows: QuerySet) -> QuerySet:
        for each in self.table.filters:
            rows = each.narrow(rows, self.form.cleaned_data)
        if self.search and self.table.search:
            rows = self.table.search(rows, self.search)
        return rows

    def _sorted(self) -> tuple[Column, bool]:
        """The column the list is sorted by, and whether descending."""
        wanted = self.request.GET.get("sort") or self.table.order
        sortable = {column.key: column for column in self.table.columns if column.sort}
        if wanted.lstrip("-") not in sortable:
            wanted = self.table.order
        return sortable[wanted.lstrip("-")], wanted.startswith("-")

    def _order(self) -> Order:
        column, descending = self.sorted
        return Order(RANK if column.ranks else column.sort, descending, column.nullable)

    def _ranked(self) -> QuerySet:
        """The rows, each with the rank of its code if the list is sorted by ranks."""
        column, _ = self.sorted
        if not column.ranks:
            return self.narrowed
        whens = [When(**{column.sort: code}, then=place) for place, code in enumerate(column.ranks)]
        return self.narrowed.annotate(**{RANK: Case(*whens, default=-1, output_field=IntegerField())})

    def _head(self, column: Column) -> dict[str, Any]:
        if not column.sort:
            return {"key": column.key, "label": column.label, "css": column.css, "sort_url": "", "sorted": ""}
        current = column == self.sorted[0]
        towards = "" if current and self.order.descending else "-"
        return {
            "key": column.key,
            "label": column.label,
            "css": column.css,
            "sort_url": self._url(sort=f"{towards}{column.key}", at=None),
            "sorted": ("desc" if self.order.descending else "asc") if current else "",
        }

    def _url(self, **changes: str | None) -> str:
        query = self.request.GET.copy()
        for name in (*changes, *(["at"] if "at" not in changes else [])):
            query.pop(name, None)
        for name, value in changes.items():
            if value is not None:
                query[name] = value
        encoded = query.urlencode()
        return f"{self.request.path}?{encoded}" if encoded else self.request.path


def _next(step: Step | None, user: Any) -> tuple[str, str]:
    if step is None or (step.right and not user.has_perm(step.right)):
        return "", ""
    return reverse(step.view), step.label


def _form(table: Table, request: SignedIn) -> forms.Form:
    """The filter form, bound to the query; a value that does not fit is dropped, not an error."""
    fields: dict[str, forms.Field] = {}
    for each in table.filters:
        fields |= each.fields(request.user)
    form = type("FilterForm", (forms.Form,), fields)(request.GET)
    form.is_valid()
    return form
