"""Pictures as hostile bytes: looked at, decoded in full, measured, and made into renditions."""

import hashlib
import io
import re
import struct
import warnings
import zlib
from dataclasses import dataclass
from typing import Any

import thumbhash
from PIL import ExifTags, Image, UnidentifiedImageError

from dataset.rules.perceptual_hashes import SIDE, perceptual_hash
from dataset.rules.reasons import PictureReason, Refused

MOST_BYTES = 64 * 1024**2
MOST_PIXELS = 64_000_000
LONGEST_SIDE = 16_384
SHORTEST_SIDE = 16
MOST_SCANS = 200  # a progressive JPEG has ten; a hostile one as many as fit in its file, each a decoding of its own
RENDITIONS = (1024, 512)
THUMB = 32
# Half the CPU of method 2, which packs a tenth smaller at the same likeness (docs/performance.md).
WEBP: dict[str, Any] = {"quality": 81, "method": 0}
FORMATS = ("JPEG", "PNG", "WEBP")
BEGINNING = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|RIFF....WEBP", re.DOTALL)
DAMAGE = (
    *(OSError, SyntaxError, ValueError, EOFError, KeyError, TypeError, IndexError, AssertionError),
    *(struct.error, zlib.error),
)

Image.MAX_IMAGE_PIXELS = MOST_PIXELS

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of the bytes. Width and height are as shown, after EXIF's turn; `renditions` are WebP by size."""

    sha256: str
    n_bytes: int
    format: str
    width: int
    height: int
    phash: int
    thumbhash: bytes
    renditions: dict[int, bytes]


def examine(data: bytes) -> Picture:
    """
    Check the header, decode every pixel, measure, make the renditions.

    :raises Refused: with the picture's reason; nothing that is not a sound still picture comes through
    """
    if len(data) > MOST_BYTES:
        raise Refused(PictureReason.TOO_LARGE_BYTES, f"{len(data):,} bytes")
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        warnings.filterwarnings("ignore", module="PIL", category=UserWarning)
        with _looked_at(data) as image:
            kind = str(image.format).lower()
            _check_scans(kind, data)
            shown = _decoded(image)
    renditions, small = _renditions(shown)
    return Picture(
        sha256=hashlib.sha256(data).hexdigest(),
        n_bytes=len(data),
        format=kind,
        width=shown.width,
        height=shown.height,
        phash=perceptual_hash(small.convert("L").resize((SIDE, SIDE), Image.Resampling.LANCZOS).tobytes()),
        thumbhash=_thumbhash(small),
        renditions=renditions,
    )


def _looked_at(data: bytes) -> Image.Image:
    """The picture by its header alone, before a pixel of it is decoded."""
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        n_frames = getattr(image, "n_frames", 1)
    except UnidentifiedImageError as error:
        reason = PictureReason.TRUNCATED if BEGINNING.match(data) else PictureReason.BAD_FORMAT
        raise Refused(reason, f"begins with {data[:8]!r}") from error
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refused(PictureReason.TOO_MANY_PIXELS, str(error)[:200]) from error
    except MemoryError as error:
        raise Refused(PictureReason.TOO_MUCH_MEMORY) from error
    except DAMAGE as error:
        raise Refused(PictureReason.TRUNCATED, str(error)[:200]) from error
    if n_frames != 1:
        raise Refused(PictureReason.ANIMATED, f"{n_frames} frames")
    _check_sides(image)
    return image


def _check_sides(image: Image.Image) -> None:
    if max(image.size) > LONGEST_SIDE or image.width * image.height > MOST_PIXELS:
        raise Refused(PictureReason.TOO_MANY_PIXELS, f"{image.width} x {image.height}")
    if min(image.size) < SHORTEST_SIDE:
        raise Refused(PictureReason.TOO_SMALL, f"{image.width} x {image.height}")


def _check_scans(kind: str, data: bytes) -> None:
    """Count the headers of scans; within the pixels of a JPEG no such bytes can stand."""
    n_scans = data.count(b"\xff\xda") if kind == "jpeg" else 0
    if n_scans > MOST_SCANS:
        raise Refused(PictureReason.TOO_MANY_SCANS, f"{n_scans} scans")


def _decoded(image: Image.Image) -> Image.Image:
    """Every pixel, turned as EXIF says, in RGB or RGBA, with no metadata."""
    try:
        image.load()
        shown = image if (turn := _turn(image)) is None else image.transpose(turn)
        return shown.convert("RGBA" if image.has_transparency_data else "RGB")
    except MemoryError as error:
        raise Refused(PictureReason.TOO_MUCH_MEMORY, f"{image.width} x {image.height}") from error
    except DAMAGE as error:
        raise Refused(PictureReason.TRUNCATED, str(error)[:200]) from error


def _turn(image: Image.Image) -> Image.Transpose | None:
    """How EXIF says to turn it; EXIF that cannot be read says nothing."""
    try:
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except DAMAGE:
        return None


def _renditions(shown: Image.Image) -> tuple[dict[int, bytes], Image.Image]:
    """WebP by longest side, never enlarged; and the smallest of them, for the hashes."""
    made: dict[int, bytes] = {}
    current = shown
    for size in RENDITIONS:
        current = _scaled(current, size)
        file = io.BytesIO()
        current.save(file, "WEBP", **WEBP)
        made[size] = file.getvalue()
    return made, current


def _scaled(image: Image.Image, longest: int) -> Image.Image:
    if max(image.size) <= longest:
        return image
    ratio = longest / max(image.size)
    sides = (max(1, round(image.width * ratio)), max(1, round(image.height * ratio)))
    return image.resize(sides, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _thumbhash(small: Image.Image) -> bytes:
    """The hash of the picture on white: the encoder fails on transparent pixels."""
    tiny = _scaled(small, THUMB).convert("RGBA")
    tiny = Image.alpha_composite(Image.new("RGBA", tiny.size, "white"), tiny)
    return bytes(thumbhash.rgba_to_thumb_hash(tiny.width, tiny.height, list(tiny.tobytes())))
