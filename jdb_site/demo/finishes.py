"""From SVG to pixels, and what is laid over the pixels: bloom, grain, paper and a darker rim."""

import io
from functools import cache

import resvg_py
from PIL import Image, ImageChops, ImageFilter

from jdb_site.demo.painting import Picture, seeded


def rasterised(picture: Picture) -> Image.Image:
    """The picture as pixels, drawn without any font of the machine."""
    data = resvg_py.svg_to_bytes(svg_string=picture.svg(), skip_system_fonts=True, background="#ffffff")
    return Image.open(io.BytesIO(data)).convert("RGB")


def finished(
    picture: Picture, *, bloom: float = 0.35, grain: float = 0.13, rim: float = 0.2, paper: float = 0.0
) -> Image.Image:
    """The picture with its finishes, each from 0 (none) to 1."""
    image = rasterised(picture)
    if bloom:
        image = bloomed(image, bloom)
    if paper:
        image = ImageChops.multiply(image, _grey_rgb(_paper(image.size), paper, white=True))
    if rim:
        image = ImageChops.multiply(image, _grey_rgb(_rim(image.size), rim, white=True))
    if grain:
        image = ImageChops.overlay(image, _grey_rgb(_grain(image.size), grain, white=False))
    return image


def bloomed(image: Image.Image, strength: float) -> Image.Image:
    """Bright places shine into their surroundings."""
    small = image.resize((image.width // 8, image.height // 8), Image.Resampling.BOX)
    bright = small.point(lambda value: max(0, value - 150) * strength * 1.6)
    halo = bright.filter(ImageFilter.GaussianBlur(6)).resize(image.size, Image.Resampling.BILINEAR)
    return ImageChops.screen(image, halo)


def clouds(seed: int, size: tuple[int, int], coarse: int = 4, octaves: int = 5) -> Image.Image:
    """Soft noise in grey: octaves of random squares, each twice as fine and half as strong."""
    chance = seeded(seed)
    total = Image.new("L", size, 128)
    for octave in range(octaves):
        side = coarse * 2**octave
        noise = Image.frombytes("L", (side, side), chance.randbytes(side * side))
        total = Image.blend(total, noise.resize(size, Image.Resampling.BICUBIC), 0.5 if octave == 0 else 0.32)
    return total


def encoded(image: Image.Image, suffix: str) -> bytes:
    """The file's bytes: `.png`, or `.jpg` at quality 90."""
    buffer = io.BytesIO()
    if suffix == ".png":
        image.save(buffer, "PNG", compress_level=6)
    else:
        image.save(buffer, "JPEG", quality=90, subsampling=0)
    return buffer.getvalue()


def _grey_rgb(layer: Image.Image, strength: float, *, white: bool) -> Image.Image:
    rest = 255 if white else 128
    softened = layer.point(lambda value: rest + (value - rest) * strength)
    return Image.merge("RGB", (softened,) * 3)


@cache
def _grain(size: tuple[int, int]) -> Image.Image:
    noise = Image.frombytes("L", (512, 512), seeded(7).randbytes(512 * 512)).filter(ImageFilter.GaussianBlur(0.7))
    return _tiled(noise, size)


@cache
def _paper(size: tuple[int, int]) -> Image.Image:
    fibres = Image.frombytes("L", (512, 512), seeded(8).randbytes(512 * 512)).filter(ImageFilter.GaussianBlur(1.4))
    relief = _tiled(fibres.point(lambda value: 128 + (value - 128) * 3), size)
    return Image.blend(relief, clouds(9, size), 0.4)


@cache
def _rim(size: tuple[int, int]) -> Image.Image:
    return ImageChops.invert(Image.radial_gradient("L")).point(lambda value: min(255, value * 2)).resize(size)


def _tiled(tile: Image.Image, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("L", size)
    for x in range(0, size[0], tile.width):
        for y in range(0, size[1], tile.height):
            sheet.paste(tile, (x, y))
    return sheet
