"""Streets and cities after dark."""

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import buildings, land, letters, people, weather
from jdb_site.demo.painting import (
    Picture,
    circle,
    clear,
    ellipse,
    group,
    lighter,
    mix,
    path,
    place,
    polygon,
    rect,
    stroke,
)


def wet_ground(p: Picture, top: float, dark: str, lights: tuple[tuple[float, str], ...]) -> None:
    """Asphalt that mirrors each light as a wavering column."""
    p.add(rect(0, top, p.width, p.height - top, p.linear(lighter(dark, 0.12), dark)))
    for x, colour in lights:
        for i in range(16):
            y = top + 8 + i * (p.height - top) / 16
            wide = p.chance.uniform(26, 70) * (1 + i / 10)
            p.add(ellipse(x + p.chance.uniform(-14, 14), y, wide, 4 + i * 0.5, clear(colour, 0.5 - 0.024 * i)))


def neon_diner(sign: str) -> Image:
    """A corner diner at night in the rain, its neon sign in large letters."""
    p = Picture(1536, 1024, seed=71)
    weather.sky(p, "#070b1f", "#14183f", "#2a1f4f")
    for i in range(12):
        p.add(
            place(buildings.block(p, 150, p.chance.uniform(330, 640), "#141a38", "#ffcf7a", 0.3), x=i * 132 - 20, y=760)
        )
    p.add(rect(330, 330, 900, 440, p.linear("#3a2448", "#20142f")), rect(330, 318, 900, 24, "#56356a"))
    p.add(rect(400, 560, 560, 200, p.linear("#ffdf9a", "#e89a4a")), p.glow(680, 660, 420, "#ffb85a", 0.5))
    p.add(stroke("M540 560V760M680 560V760M820 560V760M400 560H960V760H400Z", "#20142f", 9))
    p.add(
        *(
            group(
                rect(x - 34, 716, 68, 12, "#8c3b32"), rect(x - 5, 728, 10, 32, "#5a2a28"), circle(x, 606, 22, "#fff2c0")
            )
            for x in (470, 610, 750, 890)
        )
    )
    p.add(rect(1020, 540, 130, 220, "#140d22"), rect(1036, 556, 98, 130, "#e8a85a"), circle(1130, 650, 7, "#ffe0a0"))
    p.add(
        rect(490, 352, 580, 176, "#120a1f", rx=22, stroke="#2fd0e8", stroke_width=5),
        p.glow(780, 440, 460, "#ff3f8a", 0.5),
    )
    p.add(letters.neon(sign, 780, 490, 112, "#ff4f96"))
    p.add(p.glow(780, 352, 200, "#2fd0e8", 0.25), stroke("M520 510H1040", "#2fd0e8", 5))
    wet_ground(
        p,
        770,
        "#0c0d1f",
        ((780, "#ff4f96"), (540, "#ffb85a"), (860, "#ffb85a"), (1080, "#e8a85a"), (180, "#4a6fd0"), (1380, "#ffcf7a")),
    )
    for x in (210, 1330):
        p.add(
            stroke(f"M{x} 790V300Q{x} 260 {x + 50} 260", "#0c0d1a", 12),
            p.glow(x + 56, 268, 170, "#ffe0a0", 0.8),
            ellipse(x + 56, 264, 24, 9, "#fff4d0"),
        )
    weather.rain(p, 260)
    return finished(p, bloom=0.6)


def rainy_alley() -> Image:
    """A narrow alley at night in the rain; one person with an umbrella walks away from us."""
    p = Picture(1024, 1536, seed=73)
    weather.sky(p, "#0a0f26", "#1b1f4a", "#4a2f66")
    p.add(p.glow(512, 820, 520, "#ff9a6a", 0.5))
    _walls(p)
    _signs(p)
    p.add(stroke("M0 300Q512 420 1024 280M0 380Q500 470 1024 360", "#0a0818", 4))
    wet_ground(
        p, 1150, "#0e0c1f", ((150, "#ff3f7a"), (330, "#3fe0d0"), (512, "#ff9a6a"), (868, "#ffb02e"), (700, "#a86aff"))
    )
    p.add(
        ellipse(512, 1296, 110, 15, clear("#05040c", 0.7)),
        place(
            people.walker(p, "#2f3f66"),
            place(people.umbrella(p, 250, "#d9382f"), x=42, y=-150),
            x=512,
            y=1290,
            scale=1.15,
        ),
    )
    weather.rain(p, 330)
    return finished(p, bloom=0.6)


def _signs(p: Picture) -> None:
    """Upright neon signs in an invented script."""
    signs = (
        (150, 430, 76, 300, "#ff3f7a"),
        (300, 620, 56, 220, "#3fe0d0"),
        (868, 380, 84, 330, "#ffb02e"),
        (712, 640, 52, 230, "#a86aff"),
        (880, 800, 70, 170, "#3fa0ff"),
    )
    for x, y, w, h, colour in signs:
        p.add(
            p.glow(x, y + h / 2, h * 0.9, colour, 0.5),
            rect(x - w / 2, y, w, h, "#120c20", rx=10, stroke=colour, stroke_width=6),
        )
        for k in range(round(h / 62)):
            p.add(
                stroke(
                    f"M{x - w * 0.24} {y + 30 + k * 58}h{w * 0.48}m{-w * 0.24} 0v26m{-w * 0.2} 0h{w * 0.4}",
                    lighter(colour, 0.5),
                    6,
                )
            )


def _walls(p: Picture) -> None:
    """House fronts that recede, with their windows."""
    for side in (-1, 1):
        for i in range(4):
            near, far = 512 + side * (512 - i * 112), 512 + side * (512 - (i + 1) * 112)
            wall = mix("#20183a", "#5a3f6a", i / 4)
            p.add(
                polygon(
                    [(near, 0), (far, 160 + i * 70), (far, 1150 - i * 60), (near, 1210 - i * 70)],
                    p.linear(mix(wall, "#ffffff", 0.06), wall),
                )
            )
            for k in range(4):
                y = 260 + k * 190 + i * 30
                p.add(
                    polygon(
                        [
                            (near - side * 26, y),
                            (far + side * 20, y + 12),
                            (far + side * 20, y + 84),
                            (near - side * 26, y + 90),
                        ],
                        p.chance.choice(("#ffcf7a", "#1a1430", "#ffb05a", "#2a2044")),
                    )
                )


def skyline() -> Image:
    """Towers of a future city over water, a flying car between them."""
    p = Picture(1536, 1024, seed=74)
    weather.sky(p, "#0c0a2f", "#3a1466", "#c83a8a", "#ff9a6a")
    weather.sun(p, 768, 620, 170, "#ffb05a", 3)
    for y in (560, 600, 640, 676):
        p.add(rect(560, y, 420, 9, clear("#8a2a7a", 0.55)))
    for row, (tone, top) in enumerate((("#5a2a7a", 420), ("#33205f", 520), ("#161338", 600))):
        for i in range(15):
            wide = p.chance.uniform(66, 120)
            x, tall = (
                i * 108 - 20 + p.chance.uniform(-20, 20),
                p.chance.uniform(760 - top - 120, 760 - top + 260) * (0.72 if 4 < i < 10 else 1),
            )
            glow = p.chance.choice(("#ff6ac0", "#5ae0ff", "#ffd06a"))
            p.add(place(buildings.block(p, wide, tall, tone, glow, 0.2 + 0.14 * row), x=x, y=760))
            if p.chance.random() < 0.5:
                p.add(
                    stroke(f"M{x + wide / 2:.0f} {760 - tall:.0f}v-60", tone, 5),
                    circle(x + wide / 2, 700 - tall, 4, "#ff5a7a"),
                )
    land.water(p, 758, 1024, "#0f0c2f", "#7a2f7a", "#ff8ac0", n=120)
    land.glitter(p, 768, 760, 1024, "#ffb07a", 60, 150)
    for x, y, s, tone in ((520, 330, 1.0, "#5ae0ff"), (1080, 250, 0.8, "#ff6ac0")):
        car = group(
            p.glow(-20, 14, 130, tone, 0.6),
            path(
                "M-80 10Q-70 -8 -40 -10Q-20 -36 24 -32Q50 -28 60 -8Q84 -4 84 10Q0 26 -80 10Z",
                p.linear("#e8ecff", "#5f5f96"),
            ),
            path("M-30 -10Q-14 -28 20 -26Q40 -22 46 -8Z", "#1a1f4a"),
            stroke("M-70 16H70", tone, 5),
        )
        p.add(place(car, x=x, y=y, scale=s))
    return finished(p, bloom=0.5)
