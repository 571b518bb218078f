"""Images are drawn anew, so that neither location nor anything hidden in the file stays."""

import io
import warnings
from typing import IO, Any

from PIL import Image, ImageOps

from tongxin.ground.files.kinds import Kind
from tongxin.kit.refused import Refused

PIXELS = 60_000_000  # a phone takes 50 million at most
SAVING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88},
    "PNG": {"optimize": False},
    "WEBP": {"quality": 88},
}
BROKEN = "图片已损坏，无法打开，请重新拍摄或导出后再上传。"


def redrawn(file: IO[bytes], kind: Kind) -> bytes:
    """The first frame, upright, without metadata. Raises Refused for broken or too large images."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(file, formats=[kind.image])
            if picture.width * picture.height > PIXELS:
                raise Refused(f"图片尺寸过大（超过 {PIXELS // 10_000} 万像素），请缩小后再上传。")
            picture.load()
            upright = ImageOps.exif_transpose(picture)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused(f"图片尺寸过大（超过 {PIXELS // 10_000} 万像素），请缩小后再上传。") from None
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, MemoryError):
        raise Refused(BROKEN) from None
    out = io.BytesIO()
    _plain(upright, kind.image).save(out, kind.image, **SAVING[kind.image])
    return out.getvalue()


def _plain(picture: Image.Image, form: str) -> Image.Image:
    """The pixels alone, in a mode that `form` can hold."""
    clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    mode = "RGBA" if clear and form != "JPEG" else "L" if picture.mode in ("1", "L") else "RGB"
    converted = picture.convert(mode)
    bare = Image.new(mode, converted.size)
    bare.paste(converted)
    return bare
