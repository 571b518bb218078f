import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path, PurePath
from typing import IO

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.conf import settings
from django.core.files.base import File as Upload
from django.db import models, transaction

from tongxin.ground.audit.services import kind_of, record
from tongxin.ground.files import kinds
from tongxin.ground.files.images import redrawn
from tongxin.ground.files.location import without_place
from tongxin.ground.files.models import File
from tongxin.kit.actor import Actor
from tongxin.kit.refused import Refused
from tongxin.kit.text import clean

CHUNK = 1 << 20
FORBIDDEN = str.maketrans("", "", '\\/:*?"<>|\r\n\t')


@transaction.atomic
def store(upload: Upload, *, owner: models.Model, by: Actor | None, at: datetime, title: str = "") -> File:
    """Keep an uploaded file for `owner`, an already saved row. Raises Refused for what is not taken.

    Images lose all metadata, films their place; `digest` is the SM3 of what is stored.
    `title` replaces the name but its ending.
    """
    name = PurePath((upload.name or "").replace("\\", "/")).name
    kind = kinds.tell(upload, name, upload.size)  # type: ignore[arg-type]
    stored_as, size, digest = _write(_content(upload, kind))
    file = File.objects.create(
        name=_name(title or PurePath(name).stem, PurePath(name).suffix.lower() or kind.suffixes[0]),
        kind=kind_of(owner), key=str(owner.pk), content_type=kind.content_type, size=size, digest=digest,
        stored_as=stored_as, by_id=by.pk if by else None, at=at,
    )  # fmt: skip
    record(file, "store", by=by, at=at, owner=f"{file.kind}:{file.key}", size=size, digest=digest)
    return file


@transaction.atomic
def download(file: File, *, by: Actor, at: datetime) -> IO[bytes]:
    """Open `file` for a reader; that it was read stands in the audit trail."""
    opened = open_file(file)
    record(file, "download", by=by, at=at, owner=f"{file.kind}:{file.key}")
    return opened


@transaction.atomic
def remove(file: File, *, by: Actor | None, at: datetime) -> File:
    """Take `file` out of sight; its content stays, as part of the record."""
    file = File.objects.select_for_update().get(pk=file.pk)
    if file.removed_at:
        raise Refused("该文件已被删除。")
    file.removed_at = at
    file.save(update_fields=["removed_at"])
    record(file, "remove", by=by, at=at, owner=f"{file.kind}:{file.key}")
    return file


def open_file(file: File) -> IO[bytes]:
    """The stored content, for reading. Raises Refused when it is removed or missing."""
    if file.removed_at:
        raise Refused("该文件已被删除。")
    try:
        return path_of(file.stored_as).open("rb")
    except FileNotFoundError:
        raise Refused("文件内容不在存储中，请联系系统管理员。") from None


def path_of(stored_as: str) -> Path:
    return Path(settings.MEDIA_ROOT) / stored_as[:2] / stored_as


def intact(file: File) -> bool:
    """Whether the stored content still has its digest."""
    with path_of(file.stored_as).open("rb") as content:
        hashed = Hash(SM3())
        while chunk := content.read(CHUNK):
            hashed.update(chunk)
    return hashed.finalize().hex() == file.digest


def _content(upload: Upload, kind: kinds.Kind) -> Iterator[bytes]:
    if kind.image:
        yield redrawn(upload, kind)  # type: ignore[arg-type]
        return
    chunks = iter(partial(upload.read, CHUNK), b"")
    upload.seek(0)
    yield from without_place(chunks) if kind in kinds.RECORDED else chunks


def _write(chunks: Iterator[bytes]) -> tuple[str, int, str]:
    """Write under a new random name; returns it with the size in bytes and the SM3."""
    stored_as, hashed, size = secrets.token_hex(20), Hash(SM3()), 0
    path = path_of(stored_as)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            for chunk in chunks:
                out.write(chunk)
                hashed.update(chunk)
                size += len(chunk)
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return stored_as, size, hashed.finalize().hex()


def _name(stem: str, suffix: str) -> str:
    stem = clean(stem).translate(FORBIDDEN).strip(" .")[: 190 - len(suffix)] or "附件"
    return stem if stem.lower().endswith(suffix) else stem + suffix
