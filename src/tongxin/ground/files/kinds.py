"""Which files are taken, how large they may be, and how each is told by its content."""

import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from tongxin.ground.files.audio import is_mp3
from tongxin.ground.files.scripts import is_script
from tongxin.kit.refused import Refused

MB = 1 << 20
TAKEN = "可上传：JPG、PNG、WEBP 图片，PDF，DOCX、XLSX、XLS，MP4 视频，MP3、M4A 录音，TXT、CSV 文本。"
HEAD = 4096
PARTS, INFLATED, RATIO = 5_000, 500 * MB, 200  # an office file stays far below these; a zip bomb does not
MP4_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"qt  "}
HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
PDF_ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile")
RUNNABLE = {
    ".exe", ".dll", ".com", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jse", ".wsf", ".hta", ".msi", ".scr",
    ".sh", ".py", ".php", ".jar", ".apk", ".lnk", ".reg", ".svg", ".html", ".htm", ".xhtml", ".xml", ".docm",
    ".xlsm", ".swf",
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """One kind of file. `suffixes` are the endings its name may have, the usual first; `limit` in bytes."""

    name: str
    suffixes: tuple[str, ...]
    content_type: str
    limit: int
    image: str = ""


OFFICE = "application/vnd.openxmlformats-officedocument."
JPEG = Kind("JPG 图片", (".jpg", ".jpeg"), "image/jpeg", 20 * MB, "JPEG")
PNG = Kind("PNG 图片", (".png",), "image/png", 20 * MB, "PNG")
WEBP = Kind("WEBP 图片", (".webp",), "image/webp", 20 * MB, "WEBP")
PDF = Kind("PDF 文档", (".pdf",), "application/pdf", 50 * MB)
DOCX = Kind("Word 文档", (".docx",), OFFICE + "wordprocessingml.document", 50 * MB)
XLSX = Kind("Excel 表格", (".xlsx",), OFFICE + "spreadsheetml.sheet", 50 * MB)
XLS = Kind("Excel 97 表格", (".xls",), "application/vnd.ms-excel", 50 * MB)
MP4 = Kind("MP4 视频", (".mp4", ".m4v", ".mov"), "video/mp4", 200 * MB)
M4A = Kind("M4A 录音", (".m4a",), "audio/mp4", 50 * MB)
MP3 = Kind("MP3 录音", (".mp3",), "audio/mpeg", 50 * MB)
TEXT = Kind("文本", (".txt", ".csv"), "text/plain; charset=utf-8", 5 * MB)
RECORDED = (MP4, M4A)  # by phones, which note the place
LARGEST = MP4.limit


def tell(file: IO[bytes], name: str, size: int) -> Kind:
    """The kind of `file` by its content. Raises Refused if it is not taken, too large or misnamed."""
    suffix = PurePath(name).suffix.lower()
    if suffix in RUNNABLE:
        raise Refused(f"不接受 {suffix} 文件（程序、脚本、网页或带宏的文档）。{TAKEN}")
    if not size:
        raise Refused("文件是空的，请重新选择。")
    if size > LARGEST:
        raise Refused(f"文件超过 {LARGEST // MB} MB，请压缩或拆分后再上传。")
    file.seek(0)
    head = file.read(HEAD)
    kind = next((kind for test, kind in TESTS if test(head, file)), None)
    if kind is None:
        raise Refused(f"无法识别这个文件的内容，未予接收。{TAKEN}")
    if size > kind.limit:
        raise Refused(f"{kind.name}不能超过 {kind.limit // MB} MB，请压缩或拆分后再上传。")
    if suffix and suffix not in kind.suffixes:
        raise Refused(f"文件名以 {suffix} 结尾，内容却是{kind.name}。请用原来的格式上传，不要改扩展名。")
    return kind


def _webp(head: bytes, file: IO[bytes]) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _pdf(head: bytes, file: IO[bytes]) -> bool:
    """A PDF begins at the first byte and ends with its own mark: nothing is tied on before or behind."""
    if not head.startswith(b"%PDF-"):
        return False
    file.seek(0)
    body = file.read(PDF.limit + 1)
    if b"%%EOF" not in body[-1024:]:
        raise Refused("PDF 文件不完整，或后面附有其他内容，请重新导出后再上传。")
    if any(word in body for word in PDF_ACTIVE):
        raise Refused("PDF 中含有脚本、启动命令或嵌入文件，请另存为普通 PDF 后再上传。")
    return True


def _zip_with(part: str) -> Callable[[bytes, IO[bytes]], bool]:
    def test(head: bytes, file: IO[bytes]) -> bool:
        if not head.startswith(b"PK\x03\x04"):
            return False
        file.seek(0)
        try:
            parts = zipfile.ZipFile(file).infolist()  # type: ignore[arg-type]
        except (zipfile.BadZipFile, struct.error, ValueError, OSError):
            raise Refused("文件已损坏，无法打开，请重新导出后再上传。") from None
        names = {each.filename for each in parts}
        if part not in names or "[Content_Types].xml" not in names:
            return False
        inflated, packed = sum(p.file_size for p in parts), sum(p.compress_size for p in parts)
        if len(parts) > PARTS or inflated > INFLATED or (inflated > MB and inflated > RATIO * max(packed, 1)):
            raise Refused("文档解压后过大，可能有问题，未予接收。")
        if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".vbs")) for name in names):
            raise Refused("文档中含有宏或程序，请另存为不带宏的格式后再上传。")
        return True

    return test


def _xls(head: bytes, file: IO[bytes]) -> bool:
    """An OLE container with a workbook and without macros."""
    if not head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return False
    file.seek(0)
    body = file.read(XLS.limit + 1)
    if "_VBA_PROJECT".encode("utf-16-le") in body:
        raise Refused("表格中含有宏，请另存为不带宏的格式后再上传。")
    return "Workbook".encode("utf-16-le") in body


def _brand(brands: set[bytes]) -> Callable[[bytes, IO[bytes]], bool]:
    return lambda head, file: head[4:8] == b"ftyp" and head[8:12] in brands


def _heic(head: bytes, file: IO[bytes]) -> bool:
    if _brand(HEIC_BRANDS)(head, file):
        raise Refused("暂不支持 HEIC 照片，请在手机上改为 JPG 后再上传（设置 → 相机 → 格式 → 兼容性最佳）。")
    return False


def _text(head: bytes, file: IO[bytes]) -> bool:
    """Text in UTF-8 or GB18030, without control characters, that no machine would run."""
    file.seek(0)
    body = file.read(TEXT.limit + 1)
    if is_script(body):
        raise Refused("这个文件是脚本或网页，未予接收。")
    for encoding in ("utf-8", "gb18030"):
        try:
            # a multi-byte character may be cut where reading stopped: such a file is refused by size anyway
            text = body.decode(encoding, errors="ignore" if len(body) > TEXT.limit else "strict")
        except UnicodeDecodeError:
            continue
        return not any(ord(c) < 32 and c not in "\t\r\n\f" for c in text)
    return False


TESTS: tuple[tuple[Callable[[bytes, IO[bytes]], bool], Kind], ...] = (
    (lambda head, file: head.startswith(b"\xff\xd8\xff"), JPEG),
    (lambda head, file: head.startswith(b"\x89PNG\r\n\x1a\n"), PNG),
    (_webp, WEBP),
    (_pdf, PDF),
    (_zip_with("word/document.xml"), DOCX),
    (_zip_with("xl/workbook.xml"), XLSX),
    (_xls, XLS),
    (_heic, JPEG),
    (_brand({b"M4A ", b"M4B "}), M4A),
    (_brand(MP4_BRANDS), MP4),
    (is_mp3, MP3),
    (_text, TEXT),
)
