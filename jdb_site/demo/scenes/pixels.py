"""A castle of pixels."""

from PIL import Image as Pixels
from PIL import ImageDraw
from PIL.Image import Image

from jdb_site.demo.painting import (
    mix,
    seeded,
)


def pixel_castle() -> Image:
    """A castle by night in 128 by 128 pixels."""
    side, chance = 128, seeded(95)
    image = Pixels.new("RGB", (side, side))
    draw = ImageDraw.Draw(image)
    for y in range(side):
        band = min(7, y // 11)
        draw.line([(0, y), (side, y)], fill=mix("#0d1440", "#8a3f8f", band / 8))
    for _ in range(70):
        draw.point(
            (chance.randrange(side), chance.randrange(70)), fill=chance.choice(("#ffffff", "#c8d0ff", "#ffe6a8"))
        )
    draw.ellipse([92, 10, 112, 30], fill="#fff0c0")
    draw.ellipse([98, 14, 102, 18], fill="#e8d090")
    draw.polygon([(0, 92), (20, 66), (44, 90), (70, 62), (100, 92), (128, 70), (128, 110), (0, 110)], fill="#3a2a66")
    _pixel_towers(draw)
    draw.rectangle([0, 106, side, side], fill="#1f4a3a")
    draw.rectangle([0, 112, side, 120], fill="#1f4f8f")
    for _ in range(46):
        x, y = chance.randrange(side), chance.randrange(112, 121)
        draw.line([(x, y), (x + chance.randrange(2, 7), y)], fill=chance.choice(("#3f7fc0", "#8fc0f0", "#2f5fa0")))
    draw.rectangle([57, 106, 71, 122], fill="#7a4f2f")
    for y in range(107, 123, 3):
        draw.line([(57, y), (71, y)], fill="#4f2f1c")
    for _ in range(90):
        x, y = chance.randrange(side), chance.choice((chance.randrange(106, 112), chance.randrange(121, 128)))
        if not 56 <= x <= 72:
            draw.point((x, y), fill=chance.choice(("#2f6f4a", "#3f8f52", "#f06a8a", "#ffd24a")))
    return image.resize((1024, 1024), Pixels.Resampling.NEAREST)


def _pixel_towers(draw: ImageDraw.ImageDraw) -> None:
    for left, right, top in ((30, 98, 74), (26, 40, 54), (88, 102, 54), (46, 58, 44), (70, 82, 44), (57, 71, 60)):
        draw.rectangle([left, top, right, 106], fill="#8a86a8")
        draw.rectangle([left, top, left + 2, 106], fill="#b4b0cc")
        draw.rectangle([right - 2, top, right, 106], fill="#5f5a80")
        for x in range(left, right + 1, 4):
            draw.rectangle([x, top - 3, x + 1, top], fill="#8a86a8")
        for y in range(top + 6, 104, 8):
            for x in range(left + 4 + (y // 8 % 2) * 3, right - 4, 8):
                draw.line([(x, y), (x + 2, y)], fill="#6f6a90")
    for left, right, top in ((25, 41, 51), (87, 103, 51), (45, 59, 41), (69, 83, 41)):
        draw.polygon([(left, top), ((left + right) // 2, top - 18), (right, top)], fill="#c83f4f")
        draw.line([((left + right) // 2, top - 18), (left, top)], fill="#f06a6a")
        draw.line([((left + right) // 2, top - 18), ((left + right) // 2, top - 24)], fill="#e8e0ff")
        draw.rectangle([(left + right) // 2 + 1, top - 24, (left + right) // 2 + 5, top - 22], fill="#ffd24a")
    for x, y in ((33, 64), (95, 64), (52, 54), (76, 54), (64, 72), (44, 84), (84, 84), (33, 84), (95, 84)):
        draw.rectangle([x - 1, y, x + 1, y + 4], fill="#ffe07a")
    draw.rectangle([59, 90, 69, 106], fill="#3a2430")
    draw.ellipse([59, 85, 69, 95], fill="#3a2430")
    for x in (61, 64, 67):
        draw.line([(x, 88), (x, 106)], fill="#6f5a5f")
