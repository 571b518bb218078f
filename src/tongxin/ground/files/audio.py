from typing import IO

# ISO/IEC 11172-3 and 13818-3, layer III: kbit/s by index, and samples a second
RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
SAMPLES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
PADDING = 8192  # bytes of zeros some recorders put before the first frame


def is_mp3(head: bytes, file: IO[bytes]) -> bool:
    """Two MPEG audio frames, the second where the first says it begins; an ID3 tag may come before."""
    if not (head.startswith(b"ID3") or head[:1] == b"\xff"):
        return False
    start = _tag_length(head)
    file.seek(start)
    body = file.read(PADDING + 4096)
    first = len(body) - len(body.lstrip(b"\x00"))
    length = _frame_length(body[first : first + 4])
    return length > 0 and _frame_length(body[first + length : first + length + 4]) > 0


def _tag_length(head: bytes) -> int:
    """Bytes of the ID3v2 tag, header included; its size is written seven bits a byte."""
    if not head.startswith(b"ID3"):
        return 0
    a, b, c, d = (byte & 0x7F for byte in head[6:10])
    return 10 + (a << 21 | b << 14 | c << 7 | d)


def _frame_length(header: bytes) -> int:
    """Bytes of the layer III frame with this header; 0 if it is none."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    rate, samples, padding = header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if version == 1 or layer != 1 or rate in (0, 15) or samples == 3:
        return 0
    kilobits = (RATES_1 if version == 3 else RATES_2)[rate]
    return (144 if version == 3 else 72) * kilobits * 1000 // SAMPLES[version][samples] + padding
