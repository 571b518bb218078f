"""A printed document as JSON, so that the page shows exactly what the files say."""

from dataclasses import asdict
from typing import Any

from tongxin.kit.documents import Chart, Document, TableBlock
from tongxin.kit.documents.blocks import Block


def kept(document: Document) -> dict[str, Any]:
    """What the preview needs: title, ends, and each block with its kind."""
    ends = {key: getattr(document, key) for key in ("title", "subtitle", "signature", "dated")}
    return ends | {"blocks": [_block(block, i) for i, block in enumerate(document.blocks)]}


def _block(block: Block, place: int) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    if isinstance(block, Chart):
        return {"kind": kind, "chart": _chart(block, place)}
    if isinstance(block, TableBlock):
        rows = [list(zip(block.cells()[i], block.sides(), strict=True)) for i in range(len(block.rows))]
        return {"kind": kind, "caption": block.caption, "header": list(block.header), "rows": rows}
    return {"kind": kind, **asdict(block)}


def _chart(chart: Chart, place: int) -> dict[str, Any]:
    """As `kit/_chart.html` wants it; a line a year ago is dashed."""
    series = [
        {"name": name, "values": [None if v is None else int(v) for v in values], "dashed": i > 0}
        for i, (name, values) in enumerate(chart.series.items())
    ]
    return {"key": f"{place}", "title": chart.title, "preset": chart.kind, "labels": list(chart.labels),
            "series": series, "unit": chart.unit}  # fmt: skip
