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
BROKEN = "Ảnh “{name}” không mở được, có thể đã hỏng. Hãy xuất lại ảnh rồi tải lên."
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
    if not _is_whole(uploaded.file):
        raise Refused(BROKEN.format(name=name))
    uploaded.file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(uploaded.file, formats=("PNG", "JPEG")) as picture:
                points = _points(picture, name)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise Refused(_too_large(name)) from fault
    except (OSError, SyntaxError, ValueError, KeyError, MemoryError) as fault:
        raise Refused(BROKEN.format(name=name)) from fault
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


def _is_whole(file):
    """Does a JPEG come to its end? Pillow does not say: WeasyPrint tells it, for all, to take what is cut short."""
    file.seek(0)
    content, place = file.read(), 2
    if not content.startswith(b"\xff\xd8"):
        return True
    while 0 <= place < len(content) - 1:
        marker = content[place + 1]
        if content[place] != 0xFF or marker == 0xD9:
            return content[place] == 0xFF
        if marker == 0xFF:  # filling
            place += 1
        elif marker == 0x01 or 0xD0 <= marker <= 0xD8:  # without a length
            place += 2
        else:
            place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
            if marker == 0xDA:
                place = _after_points(content, place)
    return False


def _after_points(content, place):
    """The place of the next marker behind points, in which FF stands only before 00 and restart marks; -1 for none."""
    while (place := content.find(b"\xff", place)) >= 0:
        follows = content[place + 1 : place + 2]
        if follows and follows != b"\x00" and not b"\xd0" <= follows <= b"\xd7":
            return place
        place += 2
    return -1


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
