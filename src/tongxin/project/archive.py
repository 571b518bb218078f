"""One archive of a whole platform: the database, the files and the exported heads, with checksums.

The dump is taken first: files are only ever added, so every file that the dump names is in the archive. The keys
are left out, or go in locked under a passphrase: who finds the archive must not read the personal data in it.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tongxin.kit.refused import Refused

FORMAT = 2
CHUNK = 1 << 20
DUMP, KEYS, MANIFEST = "database.dump", "keys.locked", "manifest.json"
NAMES = re.compile(r"database\.dump|keys\.locked|manifest\.json|(?:files|audit-heads)(?:/[\w-][\w.-]*)+")
Progress = Callable[[str, int, int], None]  # what, bytes done, bytes in all


@dataclass(frozen=True)
class Places:
    """Where the parts of a platform stand. `database` holds HOST, PORT, USER, PASSWORD and NAME."""

    database: Mapping[str, Any]
    files: Path
    heads: Path
    programs: Path | None = None


def quiet(what: str, done: int, total: int) -> None:
    """No progress shown."""


def write(
    target: Path, places: Places, *, keys: bytes | None, facts: dict[str, Any], progress: Progress = quiet
) -> int:
    """Write the archive, for its owner's eyes only; it takes its name when complete. Returns its size.

    `keys`: the locked key file, see `keys.locked`.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
        dump, partial = Path(folder) / DUMP, Path(folder) / "archive"
        progress("导出数据库", 0, 0)
        _program(places, "pg_dump", "--format=custom", "--no-owner", f"--file={dump}")
        parts = {DUMP: dump, **_tree("files", places.files), **_tree("audit-heads", places.heads)}
        if keys is not None:
            parts[KEYS] = Path(folder) / KEYS
            parts[KEYS].write_bytes(keys)
        _pack(partial, parts, facts, progress)
        partial.replace(target)
    return target.stat().st_size


def read_manifest(source: Path, progress: Progress = quiet) -> dict[str, Any]:
    """What the archive says of itself, after every part was compared with its checksum. Raises Refused."""
    sums: dict[str, str] = {}
    manifest: dict[str, Any] = {}
    for name, content, size in _members(source):
        if name == MANIFEST:
            manifest = json.load(content)
        else:
            sums[name] = _digest(content)
            progress("核对校验和", content.tell() if size else 0, size)
    if manifest.get("format") != FORMAT:
        raise Refused("备份文件不完整，或不是本平台的备份。")
    if broken := sorted(
        name
        for name in sums.keys() | manifest["sha256"].keys()
        if sums.get(name) != manifest["sha256"].get(name)
    ):
        raise Refused(f"备份文件已损坏：{'、'.join(broken[:3])} 与校验和不符（共 {len(broken)} 处）。")
    return manifest


def key_file(source: Path) -> bytes | None:
    """The locked key file of the archive, if it holds one."""
    return next((content.read() for name, content, _ in _members(source) if name == KEYS), None)


def unpack(source: Path, places: Places, progress: Progress = quiet) -> None:
    """Put files and heads in their places, then the dump into the empty database in one transaction."""
    with tempfile.TemporaryDirectory(prefix="tongxin-restore-") as folder:
        dump = Path(folder) / DUMP
        for name, content, size in _members(source):
            head, _, rest = name.partition("/")
            into = {"files": places.files, "audit-heads": places.heads}.get(head)
            if name == DUMP or into is not None:
                progress("取出文件", 0, size)
                _put(content, dump if into is None else into / rest)
        progress("恢复数据库", 0, 0)
        _program(places, "pg_restore", "--no-owner", "--exit-on-error", "--single-transaction",
                 f"--dbname={places.database['NAME']}", str(dump))  # fmt: skip


def _pack(partial: Path, parts: dict[str, Path], facts: dict[str, Any], progress: Progress) -> None:
    total, done, sums = sum(path.stat().st_size for path in parts.values()), 0, {}
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out, tarfile.open(fileobj=out, mode="w") as tar:
        for name, path in parts.items():
            with path.open("rb") as content:
                sums[name] = _digest(content)
            tar.add(path, arcname=name, recursive=False, filter=_anonymous)
            done += path.stat().st_size
            progress("写入备份", done, total)
        text = json.dumps({"format": FORMAT, **facts, "sha256": sums}, ensure_ascii=False, indent=1).encode()
        manifest = partial.with_name(MANIFEST)
        manifest.write_bytes(text)
        tar.add(manifest, arcname=MANIFEST, filter=_anonymous)
        tar.close()
        out.flush()
        os.fsync(out.fileno())


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _tree(name: str, folder: Path) -> dict[str, Path]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return {f"{name}/{path.relative_to(folder).as_posix()}": path for path in found}


def _members(source: Path) -> Iterator[tuple[str, IO[bytes], int]]:
    """(name, content, size) of every part. Raises Refused for all but plain parts with known names."""
    try:
        with tarfile.open(source, "r:") as tar:
            for member in tar:
                content = tar.extractfile(member)
                if content is None or not member.isreg() or not NAMES.fullmatch(member.name):
                    raise Refused("备份文件含有不应有的内容，已停止。")
                yield member.name, content, member.size
    except tarfile.TarError:
        raise Refused("这不是备份文件，或文件已损坏。") from None


def _digest(content: IO[bytes]) -> str:
    hashed = hashlib.sha256()
    while chunk := content.read(CHUNK):
        hashed.update(chunk)
    return hashed.hexdigest()


def _put(content: IO[bytes], path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        shutil.copyfileobj(content, out, CHUNK)
        out.flush()
        os.fsync(out.fileno())


def _program(places: Places, name: str, *arguments: str) -> None:
    """Run a program of PostgreSQL: ours, or the one on the PATH. The password goes by the environment."""
    own = places.programs / name if places.programs else None
    program = str(own) if own and own.exists() else shutil.which(name)
    if program is None:
        raise Refused(f"找不到 PostgreSQL 程序 {name}，请安装 postgresql-client。")
    wanted = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    given = {
        variable: str(places.database[key]) for variable, key in wanted.items() if places.database.get(key)
    }
    done = subprocess.run(
        [program, *arguments], env=os.environ | given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Refused(f"{name} 失败：{done.stderr.strip()[-800:]}")
