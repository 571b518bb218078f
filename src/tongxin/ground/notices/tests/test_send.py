import http.server
import json
import threading
from datetime import timedelta

import pytest

from tongxin.ground.notices import services
from tongxin.ground.notices.jobs import send_due
from tongxin.ground.notices.models import Channel, Sending
from tongxin.ground.notices.network import Undelivered
from tongxin.ground.notices.rules import LEASE, TRIES
from tongxin.project.testing import FRIDAY

State = Sending.State


class Recorder:
    """An SMS gateway that keeps what it was given and can be told to fail."""

    sent: list = []
    broken: Exception | None = None

    def send(self, phone, text):
        if Recorder.broken:
            raise Recorder.broken
        Recorder.sent.append((phone, text))


@pytest.fixture(autouse=True)
def gateway(settings):
    settings.TONGXIN_SMS = f"{__name__}.Recorder"
    Recorder.sent, Recorder.broken = [], None


@pytest.fixture
def sending(cast) -> Sending:
    Channel.objects.create(account=cast.xi, kind="sms", address="13800000000")
    services.notify([cast.xi], "工单即将到期", at=FRIDAY)
    return Sending.objects.get()


@pytest.fixture
def server():
    """A web server on this machine that keeps what it is sent."""
    got: list = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((self.path, json.loads(body)))
            self.send_response(302 if self.path == "/elsewhere" else 204)
            if self.path == "/elsewhere":
                self.send_header("Location", "/hook")
            self.end_headers()

        def log_message(self, *args):
            pass

    web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{web.server_port}", got
    web.shutdown()


def test_it_sends_what_is_due_once(sending):
    assert send_due(FRIDAY) == 1
    assert Recorder.sent == [("13800000000", "【同心】工单即将到期")]
    sending.refresh_from_db()
    assert (sending.state, sending.sent_at, sending.tries) == (State.SENT, FRIDAY, 1)
    assert send_due(FRIDAY + timedelta(days=1)) == 0


def test_it_tries_again_at_growing_intervals_and_gives_up(sending):
    Recorder.broken = Undelivered("对方繁忙")
    now, waits = FRIDAY.replace(hour=8), []
    Sending.objects.update(due_at=now)
    for _ in range(TRIES):
        assert send_due(now) == 1
        sending.refresh_from_db()
        waits.append((sending.due_at - now).total_seconds() / 60)
        now = sending.due_at
    assert waits == [1, 2, 4, 8, 16, 32, 64, 0]
    assert (sending.state, sending.error) == (State.FAILED, "对方繁忙")
    assert send_due(now + timedelta(days=1)) == 0


def test_a_broken_adapter_does_not_hold_up_the_others(sending, cast, caplog):
    Recorder.broken = KeyError("x")
    assert send_due(FRIDAY) == 1
    sending.refresh_from_db()
    assert sending.state == State.WAITING
    assert "出错" in sending.error


def test_a_worker_that_died_while_sending_is_followed_after_the_lease(sending):
    Recorder.broken = SystemExit()
    with pytest.raises(SystemExit):
        send_due(FRIDAY)
    Recorder.broken = None
    assert send_due(FRIDAY + LEASE - timedelta(seconds=1)) == 0
    assert send_due(FRIDAY + LEASE) == 1
    assert len(Recorder.sent) == 1


def test_a_message_carried_into_the_night_waits_for_the_morning(sending):
    night = FRIDAY.replace(hour=22, minute=30)
    assert send_due(night) == 0
    sending.refresh_from_db()
    assert sending.due_at == FRIDAY.replace(hour=7) + timedelta(days=1)
    assert (Recorder.sent, sending.tries) == ([], 0)


def test_it_does_not_pretend_without_a_gateway(sending, settings):
    settings.TONGXIN_SMS = ""
    send_due(FRIDAY)
    sending.refresh_from_db()
    assert (sending.state, sending.error) == (State.WAITING, "尚未配置短信网关")


def test_it_posts_to_a_webhook_on_the_allowed_network(cast, settings, server):
    settings.TONGXIN_WEBHOOK_ALLOW = ["127.0.0.0/8"]
    settings.CSRF_TRUSTED_ORIGINS = ["https://tongxin.example"]
    url, got = server
    services.add_channel(cast.xi, "webhook", f"{url}/hook?a=1", by=cast.xi, at=FRIDAY)
    services.notify([cast.xi], "新工单", body="请签收", url="/cases/1/", at=FRIDAY)
    assert send_due(FRIDAY) == 1
    assert got == [
        (
            "/hook?a=1",
            {
                "title": "新工单",
                "body": "请签收",
                "url": "https://tongxin.example/cases/1/",
                "urgent": False,
                "at": FRIDAY.isoformat(),
            },
        )
    ]


def test_it_follows_no_redirect_and_calls_no_private_address_later(cast, settings, server):
    settings.TONGXIN_WEBHOOK_ALLOW = ["127.0.0.1"]
    url, got = server
    services.add_channel(cast.xi, "webhook", f"{url}/elsewhere", by=cast.xi, at=FRIDAY)
    services.notify([cast.xi], "新工单", at=FRIDAY)
    send_due(FRIDAY)
    assert [path for path, _ in got] == ["/elsewhere"]
    assert Sending.objects.get().error == "对方答复 HTTP 302"
    settings.TONGXIN_WEBHOOK_ALLOW = []
    send_due(FRIDAY + timedelta(hours=1))
    assert len(got) == 1
    assert "内部网络" in Sending.objects.get().error
