import io
import struct
import zlib

import pytest
from PIL import ExifTags
from PIL import Image as Picture

from dataset.gateways import pixels
from dataset.rules.reasons import PictureReason, Refused
from tests.dataset.collected import picture


def reason(data: bytes) -> PictureReason:
    with pytest.raises(Refused) as refusal:
        pixels.examine(data)
    return PictureReason(refusal.value.reason)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_that_claims(width: int, height: int) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def shown(rendition: bytes) -> Picture.Image:
    return Picture.open(io.BytesIO(rendition))


@pytest.mark.parametrize(("kind", "found"), [("PNG", "png"), ("JPEG", "jpeg"), ("WEBP", "webp")])
def test_a_sound_picture_is_measured_by_its_content(kind: str, found: str) -> None:
    data = picture(1, size=(40, 30), kind=kind)

    facts = pixels.examine(data)

    assert (facts.format, facts.width, facts.height, facts.n_bytes) == (found, 40, 30, len(data))
    assert len(facts.sha256) == 64
    assert len(facts.thumbhash) > 10


def test_renditions_are_webp_of_the_longest_side_and_never_larger_than_the_original() -> None:
    big, small = pixels.examine(picture(1, size=(1500, 500))), pixels.examine(picture(1, size=(40, 30)))

    assert {size: shown(data).size for size, data in big.renditions.items()} == {1024: (1024, 341), 512: (512, 170)}
    assert {size: shown(data).size for size, data in small.renditions.items()} == {1024: (40, 30), 512: (40, 30)}
    assert {shown(data).format for data in big.renditions.values()} == {"WEBP"}


def test_exif_turns_the_renditions_and_stays_out_of_them() -> None:
    exif = Picture.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Artist] = "somebody"

    facts = pixels.examine(picture(1, size=(40, 30), kind="JPEG", exif=exif))

    rendition = shown(facts.renditions[512])
    assert (facts.width, facts.height) == (30, 40)
    assert rendition.size == (30, 40)
    assert dict(rendition.getexif()) == {}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_read(mode: str) -> None:
    file = io.BytesIO()
    Picture.new(mode, (40, 30)).save(file, "PNG")

    assert pixels.examine(file.getvalue()).width == 40


def test_a_transparent_picture_stays_transparent_and_has_its_blur() -> None:
    facts = pixels.examine(picture(1, size=(40, 30), mode="RGBA"))

    assert shown(facts.renditions[512]).mode == "RGBA"
    assert len(facts.thumbhash) > 10


def test_a_jpeg_in_cmyk_is_read() -> None:
    assert pixels.examine(picture(1, size=(40, 30), mode="CMYK", kind="JPEG")).format == "jpeg"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"<!DOCTYPE html><script>alert(1)</script>",
        picture(1, kind="GIF"),
        picture(1, kind="BMP"),
        picture(1, kind="TIFF"),
        b"%PDF-1.7\n" + picture(1),
    ],
)
def test_what_is_not_of_the_three_formats_is_refused_whatever_its_name(data: bytes) -> None:
    assert reason(data) == PictureReason.BAD_FORMAT


@pytest.mark.parametrize(
    ("width", "height"), [(65_000, 65_000), (20_000, 100), (100, 65_535), (8_001, 8_000), (2**31 - 1, 2**31 - 1)]
)
def test_a_header_that_claims_too_many_pixels_is_refused_before_they_are_decoded(width: int, height: int) -> None:
    assert reason(png_that_claims(width, height)) == PictureReason.TOO_MANY_PIXELS


def test_a_picture_of_a_few_pixels_is_refused() -> None:
    assert reason(picture(1, size=(1, 1))) == PictureReason.TOO_SMALL
    assert reason(picture(1, size=(400, 15))) == PictureReason.TOO_SMALL


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_that_ends_early_is_refused(kind: str) -> None:
    data = picture(1, size=(200, 200), kind=kind)

    assert reason(data[: len(data) * 2 // 3]) == PictureReason.TRUNCATED


def test_a_png_with_damaged_pixels_is_refused() -> None:
    data = bytearray(picture(1, size=(200, 200)))
    data[5000] ^= 0xFF

    assert reason(bytes(data)) == PictureReason.TRUNCATED


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_refused(kind: str) -> None:
    frames = [Picture.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    file = io.BytesIO()
    frames[0].save(file, kind, save_all=True, append_images=frames[1:], lossless=True)

    assert reason(file.getvalue()) == PictureReason.ANIMATED


def test_a_png_that_claims_a_billion_frames_is_refused() -> None:
    still = picture(1, size=(40, 30))
    moving = still[:33] + chunk(b"acTL", struct.pack(">II", 10**9, 0)) + still[33:]

    assert reason(moving) == PictureReason.ANIMATED


def test_a_file_over_the_limit_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pixels, "MOST_BYTES", 100)

    assert reason(picture(1)) == PictureReason.TOO_LARGE_BYTES


def test_a_flood_of_text_in_a_png_is_refused() -> None:
    still = picture(1, size=(40, 30))
    text = chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(50_000_000)))

    assert reason(still[:33] + text + still[33:]) == PictureReason.TRUNCATED


def test_what_follows_the_picture_does_not_change_it() -> None:
    data = picture(1, size=(40, 30))

    assert pixels.examine(data + b"<script>").phash == pixels.examine(data).phash
