import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

GPS, DATE = 0x8825, 0x0132


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def photo(form: str = "JPEG", size: tuple[int, int] = (40, 30), *, located: bool = False) -> bytes:
    out = io.BytesIO()
    picture = Image.new("RGB", size, "orange")
    exif = Image.Exif()
    if located:
        exif[DATE] = "2026:11:20 10:00:00"
        exif.get_ifd(GPS).update({1: "N", 2: (30.0, 14.0, 30.0), 3: "E", 4: (120.0, 6.0, 5.0)})
    picture.save(out, form, exif=exif)
    return out.getvalue()


def office(part: str = "word/document.xml", **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr(part, "<x/>")
        for name, body in more.items():
            packed.writestr(name, body)
    return out.getvalue()


def mp3(frames: int = 3) -> bytes:
    """Layer III frames of 128 kbit/s at 44.1 kHz: 417 bytes each."""
    return (b"\xff\xfb\x90\x00" + b"\x00" * 413) * frames


PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + b"\x00" * 64
M4A = b"\x00\x00\x00\x18ftypM4A \x00\x00\x02\x00isomiso2" + b"\x00" * 64
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\x00" * 64 + b"PE\x00\x00"
