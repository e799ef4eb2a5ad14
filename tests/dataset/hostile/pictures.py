"""Hostile pictures: their bytes, and why they are refused. An empty reason: the picture goes in."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from PIL import Image

from tests.dataset.collected import picture

SIGNATURE = b"\x89PNG\r\n\x1a\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


class PictureCase(NamedTuple):
    """`is_large` marks what decodes to hundreds of megabytes, and may."""

    name: str
    make: Callable[[], bytes]
    reason: str = ""
    is_large: bool = False


def sound(name: str, kind: str = "PNG", **how: Any) -> bytes:
    """A sound picture, another for each name: no two may have the same bytes."""
    return picture(zlib.crc32(name.encode()), size=(48, 40), kind=kind, **how)


def chunk(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*chunks: bytes, size: tuple[int, int] = (48, 40), depth: int = 8, colour: int = 2) -> bytes:
    """A PNG of that header and these chunks."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, 0))
    return SIGNATURE + header + b"".join(chunks) + chunk(b"IEND")


def grey(width: int, height: int) -> bytes:
    """A true PNG of one grey: a few kilobytes, whatever its size."""
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + width) * 64) for _ in range(height // 64))
    rows += packer.compress(bytes(1 + width) * (height % 64)) + packer.flush()
    return png(chunk(b"IDAT", rows), size=(width, height), colour=0)


def with_chunks(name: str, *chunks: bytes) -> bytes:
    """A sound PNG with these chunks after its header."""
    still = sound(name)
    return still[:33] + b"".join(chunks) + still[33:]


def frames(kind: str, n: int, **how: object) -> bytes:
    """A picture that moves."""
    first, *others = [Image.new("RGB", (48, 40), (n % 256, 0, 0)) for n in range(n)]
    file = io.BytesIO()
    first.save(file, kind, save_all=True, append_images=others, **how)
    return file.getvalue()


def many_scans(n: int) -> bytes:
    """A progressive JPEG whose last pass is drawn so many times: little to store, much to decode."""
    whole = sound("many scans", "JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * n + b"\xff\xd9"


def sized_jpeg(width: int, height: int) -> bytes:
    """A JPEG whose header claims that size."""
    data = bytearray(sound(f"{width} x {height}", "JPEG"))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def sized_webp(width: int, height: int) -> bytes:
    """A lossless WebP whose header claims that size."""
    data = bytearray(sound(f"{width} x {height}", "WEBP", lossless=True))
    at = data.index(b"VP8L") + 9
    data[at : at + 4] = struct.pack("<I", (width - 1) | (height - 1) << 14)
    return bytes(data)


def with_segment(name: str, marker: int, body: bytes) -> bytes:
    """A sound JPEG with one more segment."""
    data = sound(name, "JPEG")
    return data[:2] + struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body + data[2:]


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("evil.sh", "#!/bin/sh")
    return file.getvalue()


def damaged(name: str, kind: str, at: int) -> bytes:
    data = bytearray(sound(name, kind))
    data[at] ^= 0xFF
    return bytes(data)


BOMBS = [
    PictureCase("a PNG that claims 65,000 x 65,000", lambda: png(size=(65_000, 65_000)), "too_many_pixels"),
    PictureCase("a PNG that claims 2^31 - 1 a side", lambda: png(size=(2**31 - 1, 2**31 - 1)), "too_many_pixels"),
    PictureCase("a true PNG of 8,200 x 8,200", lambda: grey(8_200, 8_200), "too_many_pixels"),
    PictureCase("a true PNG of 64 million pixels", lambda: grey(8_000, 8_000), is_large=True),
    PictureCase("a true PNG of 65,000 x 16", lambda: grey(65_000, 16), "too_many_pixels"),
    PictureCase("a true PNG of 16 x 65,000", lambda: grey(16, 65_000), "too_many_pixels"),
    PictureCase("a true PNG of 16,384 x 16", lambda: grey(16_384, 16)),
    PictureCase("a JPEG that claims 65,500 x 65,500", lambda: sized_jpeg(65_500, 65_500), "too_many_pixels"),
    PictureCase("a JPEG that claims 65,000 x 40", lambda: sized_jpeg(65_000, 40), "too_many_pixels"),
    PictureCase("a WebP that claims 16,383 x 16,383", lambda: sized_webp(16_383, 16_383), "too_many_pixels"),
    PictureCase(
        "pixels that unpack to far more than the size", lambda: png(chunk(b"IDAT", zlib.compress(bytes(100_000_000))))
    ),
    PictureCase(
        "a text that unpacks to 50 MB",
        lambda: with_chunks("text", chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(50_000_000)))),
        "truncated",
    ),
    PictureCase(
        "a profile that unpacks to 50 MB",
        lambda: with_chunks("iCCP", chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(50_000_000)))),
        "truncated",
    ),
    PictureCase(
        "an international text that unpacks to 50 MB",
        lambda: with_chunks("iTXt", chunk(b"iTXt", b"a\0\1\0\0\0" + zlib.compress(bytes(50_000_000)))),
        "truncated",
    ),
    PictureCase("100,000 chunks", lambda: with_chunks("chunks", chunk(b"ruBb") * 100_000)),
    PictureCase("a JPEG drawn in 5,000 passes", lambda: many_scans(5_000), "too_many_scans"),
    PictureCase("a progressive JPEG", lambda: sound("progressive", "JPEG", progressive=True)),
    PictureCase("a file over the limit", lambda: sound("over") + bytes(64 * 1024**2), "too_large_bytes", is_large=True),
]

SIDES = [
    PictureCase("one pixel", lambda: picture(1, size=(1, 1)), "too_small"),
    PictureCase("a row of pixels", lambda: picture(1, size=(400, 1)), "too_small"),
    PictureCase("a column of pixels", lambda: picture(1, size=(1, 400), kind="JPEG"), "too_small"),
    PictureCase("15 x 16", lambda: picture(1, size=(15, 16), kind="WEBP"), "too_small"),
    PictureCase("16 x 16", lambda: picture(1, size=(16, 16))),
    PictureCase("a PNG without width", lambda: png(size=(0, 40)), "truncated"),
    PictureCase("a JPEG without height", lambda: sized_jpeg(48, 0), "truncated"),
]

FRAMES = [
    PictureCase("an APNG", lambda: frames("PNG", 3), "animated"),
    PictureCase(
        "an APNG that claims 4 billion frames",
        lambda: with_chunks("4e9", chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0))),
        "animated",
    ),
    PictureCase("a PNG that claims no frame", lambda: with_chunks("0", chunk(b"acTL", struct.pack(">II", 0, 0)))),
    PictureCase("a WebP of 300 frames", lambda: frames("WEBP", 300, lossless=True), "animated"),
    PictureCase("a GIF of 3 frames", lambda: frames("GIF", 3), "bad_format"),
    PictureCase("two JPEGs in one", lambda: frames("MPO", 2), "animated"),
]


def _cut(kind: str, share: float) -> bytes:
    data = sound("cut", kind)
    return data[: max(2, round(len(data) * share))]


CUT = [
    *(
        PictureCase(f"a {kind} cut at its {part}", partial(_cut, kind, share), reason)
        for kind in ("PNG", "JPEG", "WEBP")
        for part, share, reason in (("third byte", 0.0, "bad_format"), ("half", 0.5, "truncated"))
    ),
    PictureCase("a PNG without its end", lambda: sound("no end")[:-12]),
    PictureCase("a JPEG without its end", lambda: sound("no end", "JPEG")[:-2], "truncated"),
    PictureCase("a PNG of its header alone", lambda: sound("header")[:33], "truncated"),
    PictureCase("a PNG without pixels", png, "truncated"),
    PictureCase("a PNG whose pixels are not packed", lambda: png(chunk(b"IDAT", b"x" * 500)), "truncated"),
    PictureCase("a PNG with a damaged header", lambda: damaged("sum", "PNG", 20), "truncated"),
    PictureCase("a PNG with damaged pixels", lambda: damaged("pixels", "PNG", 300), "truncated"),
    PictureCase("a PNG of a depth that is none", lambda: png(depth=7), "truncated"),
    PictureCase(
        "a palette PNG without a palette",
        lambda: png(chunk(b"IDAT", zlib.compress(bytes(49 * 40))), colour=3),
        "truncated",
    ),
    PictureCase("a chunk of a negative length", lambda: sound("len")[:33] + b"\xff\xff\xff\xffIDAT", "truncated"),
    PictureCase("an empty file", lambda: b"", "bad_format"),
    PictureCase(
        "EXIF that points into itself",
        lambda: with_segment("exif", 0xE1, b"Exif\0\0II*\0\x08\0\0\0\1\0\x69\x87\4\0\1\0\0\0\x08\0\0\0"),
    ),
]


STRANGERS = [
    PictureCase("SVG", lambda: SVG, "bad_format"),
    PictureCase("SVG behind an XML head", lambda: b'<?xml version="1.0"?><!DOCTYPE svg>' + SVG, "bad_format"),
    PictureCase("HTML", lambda: HTML, "bad_format"),
    PictureCase("a GIF", lambda: sound("gif", "GIF"), "bad_format"),
    PictureCase("a GIF that is a script", lambda: b"GIF89a/*" + bytes(40) + b"*/=1;alert(1)", "bad_format"),
    PictureCase("a BMP", lambda: sound("bmp", "BMP"), "bad_format"),
    PictureCase("a TIFF", lambda: sound("tiff", "TIFF"), "bad_format"),
    PictureCase("an icon", lambda: sound("ico", "ICO"), "bad_format"),
    PictureCase("PostScript", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "bad_format"),
    PictureCase("a PDF before a picture", lambda: b"%PDF-1.7\n" + sound("pdf"), "bad_format"),
    PictureCase("a picture behind HTML", lambda: HTML + sound("behind", "JPEG"), "bad_format"),
    PictureCase("a packed picture", lambda: gzip.compress(sound("packed")), "bad_format"),
    PictureCase("a zip archive", zipped, "bad_format"),
    PictureCase("a program", lambda: b"\x7fELF" + bytes(500), "bad_format"),
    PictureCase("NULs", lambda: bytes(5000), "bad_format"),
    PictureCase("a JPEG that is a zip archive too", lambda: sound("zip", "JPEG") + zipped()),
    PictureCase("a PNG that is HTML too", lambda: with_chunks("html", chunk(b"tEXt", b"a\0" + HTML)) + HTML),
    PictureCase("a JPEG with a script in its comment", lambda: with_segment("comment", 0xFE, HTML)),
    PictureCase("a PNG under a JPEG's name", lambda: sound("wrong suffix")),
    PictureCase("a WebP under a JPEG's name", lambda: sound("wrong suffix", "WEBP")),
]

PICTURES = [*BOMBS, *SIDES, *FRAMES, *CUT, *STRANGERS]
