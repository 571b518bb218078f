"""The test bench: an embedded PostgreSQL for this run and the named cast of people.

Loaded by pytest as a plugin before the settings, so that they find this run's data folder.
"""

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tongxin.project import postgres

SHANGHAI = ZoneInfo("Asia/Shanghai")
FRIDAY = datetime(2026, 11, 20, 10, 0, tzinfo=SHANGHAI)  # a plain working Friday
PASSWORD = "Cast-pass-2026"  # noqa: S105
TEMPLATE = "tongxin_template"
QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ROOT = Path(__file__).resolve().parents[3]


def shared() -> Path | None:
    """The folder of shared data, if it is here."""
    folder = Path(os.environ.get("TONGXIN_SHARED", ROOT.parent / "shared"))
    return folder if (folder / "data").exists() else None


def _begin() -> None:
    # several processes share the cores: threads of one process's arithmetic would only wait for each other's
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if "TONGXIN_TEST_RUN" in os.environ:  # a worker of a parallel run uses its controller's server
        return
    folder = Path(tempfile.mkdtemp(prefix="tongxin-test-"))
    folder.chmod(0o755)
    os.environ |= {"TONGXIN_TEST_RUN": str(folder), "TONGXIN_DATA": str(folder)}
    os.environ.pop("DATABASE_URL", None)
    server = postgres.locate(folder / "postgres")
    postgres.start(server, settings={"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"})
    atexit.register(_end, server, folder)


def _end(server: postgres.Server, folder: Path) -> None:
    postgres.stop(server, mode="immediate")
    shutil.rmtree(server.data, ignore_errors=True)
    shutil.rmtree(server.sockets, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


_begin()


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: Any, request: pytest.FixtureRequest) -> None:
    """Databases of a parallel run are copies of one that was migrated once."""
    if fixturedef.argname == "django_db_setup":
        from django.db import connection  # noqa: PLC0415  (Django is set up by now)

        with request.getfixturevalue("django_db_blocker").unblock():
            connection.settings_dict["TEST"]["TEMPLATE"] = _migrated(connection)


def _migrated(connection: Any) -> str:
    """The name of a migrated database, made by whichever process asks first."""
    done = Path(os.environ["TONGXIN_TEST_RUN"]) / "template.done"
    with done.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several processes ask at once
        if not done.exists():
            name, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
            own = test["NAME"]
            test["NAME"] = TEMPLATE
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            connection.close()
            connection.settings_dict["NAME"], test["NAME"] = name, own
            done.touch()
    return TEMPLATE


@dataclass
class Cast:
    """Unions and people every test knows.

    city > xihu (district) > lingyin (street) > factory (primary); city > yuhang (district); city >
    builders (industry). chen: city desk; guan: city leader; xi: Xihu desk; wang: Xihu mediator;
    yu: Yuhang desk; li: Lingyin informant; ao: administrator; lu: lawyer of Xihu; bu: desk of builders;
    nobody: an account without a post.
    """

    city: object
    xihu: object
    lingyin: object
    factory: object
    yuhang: object
    builders: object
    chen: object
    guan: object
    xi: object
    wang: object
    yu: object
    li: object
    ao: object
    lu: object
    bu: object
    nobody: object


PEOPLE = {  # login: (name, union, role)
    "chen": ("陈城调", "city", "desk_manager"),
    "guan": ("关领导", "city", "leader"),
    "xi": ("席西湖", "xihu", "desk_manager"),
    "wang": ("王调解", "xihu", "mediator"),
    "yu": ("余余杭", "yuhang", "desk_manager"),
    "li": ("李信息", "lingyin", "informant"),
    "ao": ("敖管理", "city", "administrator"),
    "lu": ("陆律师", "xihu", "lawyer"),
    "bu": ("卜建设", "builders", "desk_manager"),
    "nobody": ("吴岗位", None, None),
}


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Password hashing is slow on purpose; tests need not pay for it."""
    settings.PASSWORD_HASHERS = QUICK_HASHERS


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, with the regions and rules the platform ships."""
    from tongxin.ground.orgs.services import plant  # noqa: PLC0415  (Django is set up by now)
    from tongxin.ground.people.models import Account, Post  # noqa: PLC0415

    orgs = {
        "city": plant("HZ", "杭州市总工会", level="city", region="3301"),
    }
    orgs["xihu"] = plant("HZ-XH", "西湖区总工会", level="district", parent=orgs["city"], region="330106")
    orgs["yuhang"] = plant("HZ-YH", "余杭区总工会", level="district", parent=orgs["city"], region="330110")
    orgs["builders"] = plant("HZ-JS", "杭州市建设工会", level="industry", parent=orgs["city"], region="3301")
    orgs["lingyin"] = plant(
        "HZ-XH-LY", "灵隐街道总工会", level="township", parent=orgs["xihu"], region="330106012"
    )
    orgs["factory"] = plant("HZ-XH-LY-1", "示例云杉厂工会", level="primary", parent=orgs["lingyin"])
    people = {}
    for login, (name, org, role) in PEOPLE.items():
        people[login] = Account.objects.create_user(login, PASSWORD, name=name)
        if org and role:
            Post.objects.create(
                account=people[login], org=orgs[org], role=role, since=FRIDAY.date().replace(year=2020)
            )
    return Cast(**orgs, **people)


@pytest.fixture
def shared_data() -> Iterator[Path]:
    """The shared data folder; the test is skipped where it is absent."""
    folder = shared()
    if folder is None:
        pytest.skip("共享数据目录（../shared）不在此机器上")
    yield folder / "data"
