"""A picture made anew from its points alone: upright, of a size fit for a page, JPEG, without a word about its making.

Cameras write place, time and owner beside the picture (EXIF, XMP, IPTC, comments). Only the points are carried over,
so nothing of that can be published. What cannot be read as PNG or JPEG is refused, whatever its name says.
"""

import dataclasses
import hashlib
import io
import warnings

from django.conf import settings
from PIL import Image, ImageCms, ImageOps

from core.errors import Refused
from core.files import IMAGES
from core.files.contents import clean_name, inspect

LONGEST = 1600  # points of the longest side on the page; enough for a desk's screen, and for print at 13 cm
LONGEST_SMALL = 480  # in lists
MAX_POINTS = 40_000_000  # after a JPEG was read at a smaller scale; a PNG of this size takes 160 MB to read
QUALITY = 82
SRGB = ImageCms.createProfile("sRGB")


@dataclasses.dataclass(frozen=True, slots=True)
class Remade:
    """Bytes of both sizes; width, height and hash (SHA-256, hexadecimal) are of the large one."""

    content: bytes
    small: bytes
    width: int
    height: int
    sha256: str


def remake(uploaded):
    """The upload as we keep it. Raises Refused with a sentence for what is empty, too big, broken or no picture."""
    name = clean_name(uploaded.name)
    _refuse_size(uploaded, name)
    inspect(uploaded.file, uploaded.name, IMAGES)
    uploaded.file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(uploaded.file, formats=("PNG", "JPEG")) as picture:
                points = _points(picture, name)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise Refused(_too_large(name)) from fault
    except (OSError, SyntaxError, ValueError, KeyError, MemoryError) as fault:
        raise Refused(f"Ảnh “{name}” không mở được, có thể đã hỏng. Hãy xuất lại ảnh rồi tải lên.") from fault
    content = _jpeg(points, LONGEST)
    with Image.open(io.BytesIO(content)) as made:
        width, height = made.size
    return Remade(content, _jpeg(points, LONGEST_SMALL), width, height, hashlib.sha256(content).hexdigest())


def _refuse_size(uploaded, name):
    if not uploaded.size:
        raise Refused(f"Ảnh “{name}” rỗng. Hãy kiểm tra lại rồi tải lên.")
    if uploaded.size > settings.MAX_FILE_MB * 1024 * 1024:
        megabytes = f"{uploaded.size / 1024 / 1024:.1f}".replace(".", ",")
        raise Refused(
            f"Ảnh “{name}” nặng {megabytes} MB, quá mức {settings.MAX_FILE_MB} MB. Hãy thu nhỏ ảnh rồi tải lên."
        )


def _too_large(name):
    return f"Ảnh “{name}” quá lớn. Hãy thu nhỏ ảnh rồi tải lên."


def _points(picture, name):
    """Upright RGB points in common colours, transparent parts white."""
    picture.draft("RGB", (2 * LONGEST, 2 * LONGEST))  # a JPEG is read at half, a quarter or an eighth where that does
    if picture.width * picture.height > MAX_POINTS:
        raise Refused(_too_large(name))
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    if upright.has_transparency_data:
        upright = upright.convert("RGBA")
        ground = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(ground, upright)
        profile = None
    elif profile:
        upright = _in_common_colours(upright, profile)
    return upright.convert("RGB")


def _in_common_colours(picture, profile):
    """Carried over from the camera's colours, since its profile is not kept; left as it is where that is impossible."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _jpeg(points, longest):
    fitted = points.copy()
    fitted.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    fitted.info = {}  # Pillow writes a comment it finds here
    buffer = io.BytesIO()
    fitted.save(buffer, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return buffer.getvalue()
