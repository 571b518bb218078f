import pytest

from tongxin.ground.audit.models import Entry
from tongxin.ground.notices import services
from tongxin.ground.notices.addresses import checked
from tongxin.ground.notices.network import public_addresses
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY

PRIVATE = [
    "http://127.0.0.1/", "http://localhost/", "http://10.1.2.3/x", "http://172.16.0.1/", "http://192.168.1.1:8080/",
    "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://[::ffff:10.0.0.1]/", "http://0.0.0.0/",
    "http://100.64.0.1/", "http://[fd00::1]/", "http://[64:ff9b::a00:1]/", "http://[2002:a00:1::]/", "http://2130706433/",
    "http://0x7f.1/", "http://224.0.0.1/",
]  # fmt: skip
WRONG = ["ftp://example.com/", "file:///etc/passwd", "http://", "http://a:b@1.1.1.1/", "http://1.1.1.1:99999/", "x",
         "gopher://1.1.1.1/", "http://1.1.1.1/ x", "http://例.中国/"]  # fmt: skip


@pytest.mark.parametrize("url", PRIVATE)
def test_a_webhook_never_points_into_a_private_network(url):
    with pytest.raises(Refused, match="内部网络"):
        public_addresses(url)


@pytest.mark.parametrize("url", WRONG)
def test_a_webhook_must_be_a_plain_web_address(url):
    with pytest.raises(Refused, match="回调地址"):
        public_addresses(url)


def test_a_webhook_may_point_to_the_open_internet():
    assert public_addresses("https://1.1.1.1/hook")[1] == ["1.1.1.1"]


@pytest.mark.parametrize("address", [
    "dingtalk://abcdefghijklmnop/", "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef",
    "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7aoc-4bc4-97a0-0ec2sifa5aaa",
    "https://open.feishu.cn/open-apis/bot/v2/hook/0123abcd-1234",
])  # fmt: skip
def test_it_takes_the_addresses_of_chat_robots(address):
    assert checked("chat", address) == address


@pytest.mark.parametrize(
    "address", ["json://127.0.0.1", "dingtalk://", "https://example.com/robot", "mailto://x", "", "["]
)
def test_it_refuses_other_addresses_as_chat_robots(address):
    with pytest.raises(Refused, match="机器人地址"):
        checked("chat", address)


def test_it_checks_mail_and_phone():
    assert checked("sms", "+86 138-0000-0000") == "13800000000"
    for kind, address in (("sms", "12345"), ("mail", "nobody"), ("mail", "a@b.example\nBcc: x@y.example")):
        with pytest.raises(Refused):
            checked(kind, address)


def test_it_audits_the_way_but_not_the_address(cast):
    channel = services.add_channel(cast.xi, "sms", "13800000000", by=cast.xi, at=FRIDAY)
    services.test_channel(channel, by=cast.xi, at=FRIDAY)
    services.remove_channel(channel, by=cast.xi, at=FRIDAY)
    entries = Entry.objects.filter(kind="notices.channel").order_by("pk")
    assert [e.verb for e in entries] == ["add", "test", "remove"]
    assert "138" not in str([e.facts for e in entries])


def test_it_keeps_the_number_of_channels_small(cast):
    for n in range(services.CHANNELS):
        services.add_channel(cast.xi, "mail", f"xi{n}@example.com", by=cast.xi, at=FRIDAY)
    with pytest.raises(Refused, match="最多"):
        services.add_channel(cast.xi, "mail", "one@example.com", by=cast.xi, at=FRIDAY)
