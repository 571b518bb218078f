import io
import struct
import zlib

import pytest
from PIL import Image

from tongxin.ground.audit.models import Entry
from tongxin.ground.files import services
from tongxin.ground.files.models import File
from tongxin.ground.files.tests import makers
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY

GOOD = {
    "现场.jpg": (makers.photo(), "image/jpeg"),
    "现场.JPEG": (makers.photo(), "image/jpeg"),
    "图.png": (makers.photo("PNG"), "image/png"),
    "图.webp": (makers.photo("WEBP"), "image/webp"),
    "协议.pdf": (makers.PDF, "application/pdf"),
    "函.docx": (makers.office(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "表.xlsx": (
        makers.office("xl/workbook.xml"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "录像.mp4": (makers.MP4, "video/mp4"),
    "录音.m4a": (makers.M4A, "audio/mp4"),
    "录音.mp3": (makers.mp3(), "audio/mpeg"),
    "说明.txt": ("工资未发".encode("gb18030"), "text/plain; charset=utf-8"),
    "名单.csv": ("姓名,金额\n某,1".encode(), "text/plain; charset=utf-8"),
}
BAD = {
    "exe renamed": ("工资表.pdf", makers.EXE, "无法识别"),
    "exe": ("setup.exe", makers.EXE, "不接受"),
    "script named text": ("a.txt", b"#!/bin/sh\nrm -rf /", "脚本"),
    "page named text": ("a.txt", b"hello <script>alert(1)</script>", "脚本"),
    "svg with script": ("a.svg", b"<svg><script>alert(1)</script></svg>", "不接受"),
    "svg named png": ("a.png", b"<svg onload='x'></svg>", "脚本"),
    "png named pdf": ("a.pdf", makers.photo("PNG"), "不要改扩展名"),
    "pdf with a zip behind": ("a.pdf", makers.PDF + makers.office() + b"\x00" * 2000, "附有其他内容"),
    "pdf that runs": (
        "a.pdf",
        makers.PDF.replace(b"<<>>endobj", b"<</OpenAction<</S/JavaScript>>>>endobj"),
        "脚本",
    ),
    "page before a pdf": ("a.pdf", b"<html>" + makers.PDF, "脚本"),
    "macro": ("a.docx", makers.office(**{"word/vbaProject.bin": b"x"}), "宏"),
    "macro by name": ("a.docm", makers.office(), "不接受"),
    "zip": ("a.zip", makers.office("other.xml"), "无法识别"),
    "zip bomb": ("a.xlsx", makers.office("xl/workbook.xml", big=b"\x00" * (40 << 20)), "解压后过大"),
    "broken zip": ("a.docx", makers.office()[:60], "损坏"),
    "broken image": ("a.jpg", makers.photo()[:80], "损坏"),
    "heic": ("a.heic", makers.HEIC, "HEIC"),
    "empty": ("a.txt", b"", "空"),
    "binary named text": ("a.txt", bytes(range(256)) * 10, "无法识别"),
    "random named mp3": ("a.mp3", b"\xff\xfb\x90\x00" + b"\x01" * 5000, "无法识别"),
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def keep(cast, name: str, content: bytes, **over) -> File:
    return services.store(makers.upload(name, content), owner=cast.xihu, by=cast.xi, at=FRIDAY, **over)


@pytest.mark.parametrize("name", GOOD)
def test_it_keeps_the_kinds_of_the_trade(cast, name):
    content, content_type = GOOD[name]
    file = keep(cast, name, content)
    assert file.content_type == content_type
    assert file.name == name[: -len(name.rsplit(".")[1])] + name.rsplit(".")[1].lower()
    assert (file.kind, file.key) == ("orgs.org", str(cast.xihu.pk))
    assert services.intact(file)
    assert services.path_of(file.stored_as).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("case", BAD)
def test_it_refuses_hostile_and_foreign_files_and_keeps_nothing(cast, media, case):
    name, content, words = BAD[case]
    with pytest.raises(Refused, match=words):
        keep(cast, name, content)
    assert not File.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_it_drops_place_and_time_from_a_photo(cast):
    content = makers.photo(located=True)
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(makers.GPS)
    file = keep(cast, "现场.jpg", content)
    kept = Image.open(services.open_file(file))
    assert not kept.getexif()
    assert b"Exif" not in services.open_file(file).read()


@pytest.mark.parametrize("before", [0, 10, (1 << 20) - 36 - 88, (1 << 20) - 20 - 88])
def test_it_blanks_the_place_in_a_film_wherever_it_lies(cast, before):
    content = makers.MP4 + b"m" * before + b"\xa9xyz\x00\x12\x15\xc7+30.2416+120.1014+012.345/" + b"n" * 3000
    file = keep(cast, "录像.mp4", content)
    kept = services.open_file(file).read()
    assert len(kept) == len(content)
    assert b"30.2416" not in kept and b"+00.0000+000.0000+000.000/" in kept
    assert kept.replace(b"+00.0000+000.0000+000.000/", b"+30.2416+120.1014+012.345/") == content


def test_it_drops_what_is_tied_behind_an_image(cast):
    file = keep(cast, "a.png", makers.photo("PNG") + b"<script>alert(1)</script>" + makers.office())
    assert b"<script>" not in services.open_file(file).read()


def test_it_refuses_an_image_that_is_small_on_disk_and_huge_in_memory(cast):
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 9000))
        + chunk(b"IEND", b"")
    )
    with pytest.raises(Refused, match="尺寸过大"):
        keep(cast, "a.png", bomb)


def test_it_refuses_a_file_over_the_limit_of_its_kind(cast):
    with pytest.raises(Refused, match="文本不能超过 5 MB"):
        keep(cast, "a.txt", b"x" * (5 << 20) + b"y")


def test_it_takes_the_title_and_no_path_in_the_name(cast):
    assert keep(cast, "../../etc/passwd.txt", b"x").name == "passwd.txt"
    assert keep(cast, "x.txt", b"x", title="关于/某案的\n说明").name == "关于某案的说明.txt"


def test_it_writes_an_audit_entry_without_the_name(cast):
    file = keep(cast, "张三身份证.txt", b"x")
    entry = Entry.objects.get(kind="files.file", verb="store")
    assert entry.key == str(file.pk)
    assert "张三" not in str(entry.facts)


def test_it_notices_an_altered_file(cast):
    file = keep(cast, "a.txt", b"x")
    services.path_of(file.stored_as).write_bytes(b"y")
    assert not services.intact(file)


def test_it_removes_softly_and_only_once(cast):
    file = keep(cast, "a.txt", b"x")
    services.remove(file, by=cast.xi, at=FRIDAY)
    assert services.path_of(file.stored_as).exists()
    file.refresh_from_db()
    with pytest.raises(Refused, match="已被删除"):
        services.open_file(file)
    with pytest.raises(Refused, match="已被删除"):
        services.remove(file, by=cast.xi, at=FRIDAY)
