"""Mail and chat robots, against servers on this machine that stand for the world outside."""

import base64
import email
import email.policy
import hashlib
import hmac
import http.server
import json
import socketserver
import threading
from urllib.parse import parse_qs, urlsplit

import pytest
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot

from tongxin.ground.notices import services
from tongxin.ground.notices.jobs import send_due
from tongxin.ground.notices.models import Sending
from tongxin.project.testing import FRIDAY

ROBOTS = {
    "dingtalk": (NotifyDingTalk, "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef"),
    "wecom": (
        NotifyWeComBot,
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7aoc-4bc4-97a0-0ec2sifa5aaa",
    ),
    "feishu": (NotifyFeishu, "https://open.feishu.cn/open-apis/bot/v2/hook/0123abcd-1234"),
}


class Mailbox(socketserver.StreamRequestHandler):
    """Enough of SMTP to take a letter, or to refuse its reader."""

    def handle(self):
        self.say("220 ready")
        reader, letter = "", []
        while line := self.rfile.readline().decode().strip():
            word = line.upper().split(":")[0]
            if word.startswith("RCPT"):
                reader = line.partition(":")[2].strip(" <>")
                self.say("550 no such reader" if reader in self.server.unknown else "250 ok")
            elif word == "DATA":
                self.say("354 go on")
                while (part := self.rfile.readline()) != b".\r\n":
                    letter.append(part)
                self.server.got.append((reader, b"".join(letter)))
                self.say("250 taken")
            elif word == "QUIT":
                return self.say("221 bye")
            else:
                self.say("250 ok")

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def post_office(settings):
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mailbox)
    server.got, server.unknown = [], []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    settings.TONGXIN_MAIL_URL = f"mailto://127.0.0.1:{port}?from=tongxin@example.org&mode=insecure"
    settings.CSRF_TRUSTED_ORIGINS = ["https://tongxin.example"]
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def robots(monkeypatch, settings):
    """A server that answers for all three; what it answers can be set."""
    told = {"status": 200, "answer": {"errcode": 0, "errmsg": "ok", "code": 0}, "got": []}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            told["got"].append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            self.send_response(told["status"])
            self.end_headers()
            self.wfile.write(json.dumps(told["answer"]).encode())

        def log_message(self, *args):
            pass

    web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    settings.TONGXIN_WEBHOOK_ALLOW = ["127.0.0.1"]
    for robot, _ in ROBOTS.values():
        host = robot.notify_url.split("/")[2]
        monkeypatch.setattr(
            robot,
            "notify_url",
            robot.notify_url.replace(f"https://{host}", f"http://127.0.0.1:{web.server_port}"),
        )
    yield told
    web.shutdown()


def test_a_letter_arrives_with_its_link(cast, post_office):
    services.add_channel(cast.xi, "mail", "xi@example.org", by=cast.xi, at=FRIDAY)
    services.notify([cast.xi], "工单即将到期", body="请于今日办结", url="/cases/1/", at=FRIDAY)
    assert send_due(FRIDAY) == 1
    ((reader, raw),) = post_office.got
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    text = letter.get_body(("plain", "html")).get_content()
    assert reader == "xi@example.org" and letter["subject"] == "【同心】工单即将到期"
    assert "请于今日办结" in text and "https://tongxin.example/cases/1/" in text
    assert Sending.objects.get().state == "sent"


def test_a_reader_the_mail_server_does_not_know_is_a_failure_to_try_again(cast, post_office):
    post_office.unknown.append("xi@example.org")
    services.add_channel(cast.xi, "mail", "xi@example.org", by=cast.xi, at=FRIDAY)
    services.notify([cast.xi], "工单即将到期", at=FRIDAY)
    send_due(FRIDAY)
    sending = Sending.objects.get()
    assert (sending.state, sending.tries, sending.error) == ("waiting", 1, "对方未接收")
    assert post_office.got == []


@pytest.mark.parametrize("name", ROBOTS)
def test_a_robot_is_told_title_text_and_link(cast, robots, settings, name):
    settings.CSRF_TRUSTED_ORIGINS = ["https://tongxin.example"]
    services.add_channel(cast.xi, "chat", ROBOTS[name][1], by=cast.xi, at=FRIDAY)
    services.notify([cast.xi], "新工单", body="请签收", url="/cases/1/", at=FRIDAY)
    assert send_due(FRIDAY) == 1
    ((path, said),) = robots["got"]
    words = json.dumps(said, ensure_ascii=False)
    assert all(each in words for each in ("【同心】新工单", "请签收", "https://tongxin.example/cases/1/"))
    assert ROBOTS[name][1].rsplit("=")[-1].rsplit("/")[-1] in path
    assert Sending.objects.get().state == "sent"


def test_a_robot_with_a_secret_is_asked_with_a_signature(cast, robots):
    services.add_channel(cast.xi, "chat", "dingtalk://SECabcdef@0123456789abcdef/", by=cast.xi, at=FRIDAY)
    services.notify([cast.xi], "新工单", at=FRIDAY)
    send_due(FRIDAY)
    query = parse_qs(urlsplit(robots["got"][0][0]).query)
    signed = hmac.new(b"SECabcdef", f"{query['timestamp'][0]}\nSECabcdef".encode(), hashlib.sha256).digest()
    assert query["sign"] == [base64.b64encode(signed).decode()]


@pytest.mark.parametrize("name", ROBOTS)
@pytest.mark.parametrize(("status", "answer"), [(500, {}), (200, {"errcode": 310000, "code": 19021})])
def test_a_robot_that_refuses_is_not_taken_for_one_that_sent(cast, robots, name, status, answer):
    robots["status"], robots["answer"] = status, answer
    services.add_channel(cast.xi, "chat", ROBOTS[name][1], by=cast.xi, at=FRIDAY)
    services.notify([cast.xi], "新工单", at=FRIDAY)
    send_due(FRIDAY)
    sending = Sending.objects.get()
    assert sending.state == "waiting" and (
        str(status) in sending.error or "310000" in sending.error or "19021" in sending.error
    )
