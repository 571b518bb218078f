"""A command that cannot go on says why in one Chinese line and ends with the code for it."""

import http.client
import os
import signal
import socket
import subprocess

import pytest

from tongxin.project.tests.installing import command, data_folder, environment, tongxin


@pytest.fixture
def folder():
    with data_folder() as place:
        yield place


@pytest.mark.parametrize(
    ("setting", "value", "why"),
    [
        ("DATABASE_URL", "mysql://x/y", "DATABASE_URL 不正确"),
        ("DATABASE_URL", "postgresql://x:port/y", "DATABASE_URL 不正确"),
        ("DATABASE_URL", "postgresql://u:geheim@127.0.0.1:1/y", "连不上数据库 127.0.0.1:1/y"),
        ("TONGXIN_CIPHER", "rot13", "TONGXIN_CIPHER 只能是"),
    ],
)
def test_a_wrong_setting_is_named(folder, setting, value, why):
    base = {} if setting == "DATABASE_URL" else {"DATABASE_URL": "postgresql://u@127.0.0.1:1/y"}
    for words in (["migrate"], ["worker"], ["audit", "head"], ["up", "--port", str(free_port())]):
        said = tongxin(folder, *words, code=2, **base, **{setting: value})
        assert why in said and "geheim" not in said and len(said.strip().splitlines()) == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"current": "k1", "masters": {}, "django": "x"}',
                                  '{"current": "k1", "masters": {"k1": "c2hvcnQ="}, "django": "x"}'])  # fmt: skip
def test_a_broken_key_file_is_named_and_left_as_it_is(folder, text):
    (folder / "keys.json").write_text(text)
    said = tongxin(folder, "web", "--port", str(free_port()), code=2)
    assert "keys.json 已损坏" in said and (folder / "keys.json").read_text() == text
    assert "已损坏" in tongxin(folder, "keys", "add", code=2)


def test_an_embedded_server_that_does_not_start_says_where_to_look(folder):
    (folder / "postgres").mkdir(mode=0o700)
    (folder / "postgres" / "PG_VERSION").write_text("9\n")
    assert "内嵌数据库没有启动" in tongxin(folder, "migrate", code=2)


def test_a_command_before_migrate_says_so(folder):
    said = tongxin(folder, "setup", "--name", "市", "--code", "S", "--region", "3301", "--login", "admin",
                   "--person", "丁", code=2)  # fmt: skip
    assert "tongxin migrate" in said


def test_a_command_told_to_end_stops_the_database_it_started(folder):
    words = command("manage", "shell", "-v0", "-c", "import time; print('on', flush=True); time.sleep(60)")
    process = subprocess.Popen(words, env=environment(folder), stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline().strip() == "on"
    assert (folder / "postgres" / "postmaster.pid").exists()
    process.terminate()
    assert process.wait(60) == 128 + signal.SIGTERM
    assert not (folder / "postgres" / "postmaster.pid").exists()


@pytest.mark.parametrize("command", ["up", "web"])
def test_a_busy_port_is_named_before_anything_starts(folder, command):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert f"端口 {port} 已被占用" in tongxin(folder, command, "--port", str(port), code=2)
    assert not (folder / "postgres").exists()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answer(port: int) -> int:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    asked.request("GET", "/healthz")
    return asked.getresponse().status


def below(parent: int) -> dict[str, int]:
    """The commands and ids of the processes a process started."""
    told = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(parent)], capture_output=True, text=True)
    return {line.split(None, 1)[1]: int(line.split(None, 1)[0]) for line in told.stdout.splitlines()}


@pytest.fixture(params=[True])
def up(request):
    with data_folder(migrated=request.param) as folder:
        yield from running(folder)


def running(folder):
    """`tongxin up` and its port; ended afterwards if it still runs."""
    port = free_port()
    process = subprocess.Popen(
        command("up", "--port", str(port)),
        env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    yield process, port
    if process.poll() is None:
        process.terminate()
        process.wait(60)


@pytest.mark.slow
@pytest.mark.parametrize("up", [False], indirect=True, ids=["from nothing"])
def test_the_address_is_printed_when_the_platform_answers_and_a_dead_worker_ends_it_with_1(up):
    process, port = up
    line = next(line for line in process.stdout if "http" in line)
    assert f"http://localhost:{port}/" in line and answer(port) == 200
    worker = next(pid for words, pid in below(process.pid).items() if "tongxin worker" in words)
    os.kill(worker, signal.SIGKILL)
    assert process.wait(60) == 1
    assert "后台任务进程意外退出" in process.stderr.read()
    with pytest.raises(OSError):
        answer(port)


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_stopping_it_on_purpose_is_no_failure_and_leaves_nothing_running(up, ending):
    process, port = up
    next(line for line in process.stdout if "http" in line)
    started = below(process.pid).values()
    os.killpg(process.pid, ending)  # as a terminal does, also just after the start
    assert process.wait(60) == 0
    assert "Traceback" not in process.stderr.read()
    with pytest.raises(OSError):
        answer(port)
    for leader in started:
        with pytest.raises(ProcessLookupError):
            os.killpg(leader, 0)
