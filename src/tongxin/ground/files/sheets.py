"""Sheets as they came, kept beside what was made of them."""

from datetime import datetime
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import models

from tongxin.ground.files.models import File
from tongxin.ground.files.services import open_file, store
from tongxin.kit.actor import Actor
from tongxin.kit.refused import Refused
from tongxin.kit.sheets import Sheet, write_sheet


def keep_sheet(
    content: bytes, name: str, sheet: Sheet, *, owner: models.Model, by: Actor | None, at: datetime
) -> File:
    """The sheet as it came; what the file store does not take (ods, UTF-16, a large csv) as an xlsx of its cells.

    There each row has the number it came with, for that is how rows are told of.
    """
    try:
        return store(ContentFile(content, name=name), owner=owner, by=by, at=at)
    except Refused:
        if any(row.flaws for row in sheet.rows):
            raise Refused("这个格式的表格里有已损坏的数字，请另存为 xlsx 后重新上传。") from None
        cells = ([row.cells[title] for title in sheet.header] for row in sheet.rows)
        numbers = [row.number for row in sheet.rows]
        copied = write_sheet(sheet.header, cells, numbers=numbers)
        copy = ContentFile(copied, name=f"{Path(name).stem}.xlsx")
        return store(copy, owner=owner, by=by, at=at)


def content_of(file: File | None) -> bytes:
    """What was kept. Raises Refused where nothing was."""
    if file is None:
        raise Refused("没有保存表格文件。")
    with open_file(file) as stored:
        return stored.read()
