"""The deep sea, and the sky as a sea."""

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import swimmers, vessels, weather
from jdb_site.demo.painting import (
    Picture,
    circle,
    clear,
    ellipse,
    group,
    mix,
    path,
    place,
    polygon,
    rect,
    smooth,
    stroke,
)


def jellyfish() -> Image:
    p = Picture(1024, 1536, seed=45)
    weather.sky(p, "#0f5f86", "#0a2f66", "#07123a", "#050a22")
    weather.rays(p, 420, -80, "#8fe8ff", (-360, -160, 40, 260), 1100)
    for i, (x, y, s, colour) in enumerate(
        (
            (520, 520, 1.7, "#ff7ab8"),
            (230, 300, 0.8, "#7ad0ff"),
            (830, 330, 0.9, "#c08aff"),
            (800, 980, 1.0, "#7ad0ff"),
            (200, 960, 0.7, "#ffb07a"),
        )
    ):
        p.add(place(swimmers.jellyfish(p, colour, 320), x=x, y=y, scale=s, turn=(-6, 12, -14, 10, -8)[i]))
    swimmers.bubbles(p, 60)
    for _ in range(120):
        p.add(
            circle(
                p.chance.uniform(0, 1024),
                p.chance.uniform(0, 1536),
                p.chance.uniform(0.8, 2.4),
                clear("#bff4ff", p.chance.uniform(0.3, 0.9)),
            )
        )
    return finished(p, bloom=0.5)


def whale_above_the_clouds() -> Image:
    p = Picture(1536, 1024, seed=46)
    weather.sky(p, "#3f4f9f", "#a878b8", "#ffb49a", "#ffe6c0")
    weather.stars(p, 90, 400)
    weather.crescent(p, 210, 160, 54)
    for x, y, width in ((240, 560, 520), (1250, 600, 560), (760, 660, 420)):
        weather.cloud(p, x, y, width, "#ffd8cf", "#d89fb8")
    p.add(place(swimmers.whale(p, "#4a6fa8"), x=740, y=410, scale=1.45, turn=-6))
    for x, y, width in ((80, 820, 640), (620, 900, 760), (1200, 840, 700), (380, 1010, 800), (1080, 1030, 900)):
        weather.cloud(p, x, y, width, "#fff4ea", "#e0a8b8")
    p.add(place(vessels.sailboat(p, 110, "#8c3f3a", "#fff4e0"), x=1130, y=778))
    return finished(p)


def reef() -> Image:
    """Fishes over a coral reef; a small yellow submarine."""
    p = Picture(1536, 1024, seed=47)
    weather.sky(p, "#5fd0e0", "#1f8fc0", "#0f4f8f", "#0a2f5f")
    weather.rays(p, 900, -60, "#e0ffff", (-700, -400, -120, 160, 460), 1000)
    p.add(place(_submarine(p), x=980, y=420, scale=1.35))
    for i in range(9):
        x, y = 200 + 100 * (i % 4) + p.chance.uniform(-30, 30), 300 + 90 * (i // 4) + p.chance.uniform(-20, 20)
        p.add(place(swimmers.fish(p, "#ff9a3a", "#ffffff"), x=x, y=y, scale=0.8 + 0.3 * p.chance.random()))
    sand = smooth([(-60, 900), (300, 850), (700, 890), (1100, 840), (1600, 890), (1600, 1100), (-60, 1100)])
    p.add(path(sand, p.linear("#e8d8a0", "#8f9f86")))
    for i in range(20):
        x = 40 + i * 78 + p.chance.uniform(-24, 24)
        p.add(
            place(
                swimmers.coral(
                    p,
                    p.chance.uniform(80, 210),
                    p.chance.choice(("#f0567a", "#ff8a5a", "#a85ad0", "#f2c04a", "#e8436a")),
                ),
                x=x,
                y=930 + p.chance.uniform(-30, 60),
            )
        )
    swimmers.bubbles(p, 50)
    return finished(p)


def _submarine(p: Picture) -> str:
    yellow = p.linear("#fff0a0", "#f4c430", "#b87a1a")
    hull = smooth([(-190, 0), (-150, -70), (0, -90), (140, -66), (190, 0), (140, 66), (0, 86), (-150, 68)])
    ports = [
        group(circle(x, -8, 34, "#b8741f"), circle(x, -8, 25, p.radial("#e0fbff", "#3f8fb0", x=0.35, y=0.3)))
        for x in (-96, -8, 80)
    ]
    screw = group(
        rect(186, -14, 30, 28, "#b8741f", rx=6),
        ellipse(222, -34, 11, 32, "#d9952f"),
        ellipse(222, 34, 11, 32, "#d9952f"),
    )
    tower = group(
        rect(-50, -140, 110, 70, yellow, rx=18),
        stroke("M10 -136V-200H-30", "#d9952f", 13),
        polygon([(110, -50), (190, -120), (186, -30)], "#d9952f"),
    )
    lamp = group(
        polygon(
            [(-186, 10), (-560, -60), (-560, 150)], p.linear(clear("#fff8c8", 0.6), clear("#fff8c8", 0), angle=180)
        ),
        circle(-184, 10, 15, "#fffbe0"),
    )
    return group(
        lamp, screw, tower, path(hull, yellow), stroke("M-186 34Q0 70 184 34", clear("#8f5a14", 0.5), 6), *ports
    )


def rocket_over_dunes() -> Image:
    """A rocket that climbs from a strange desert."""
    p = Picture(seed=48)
    weather.sky(p, "#120a3a", "#4a1f6f", "#c8507f", "#ffb07a")
    weather.stars(p, 200, 700)
    p.add(
        p.glow(230, 250, 300, "#8fd0ff", 0.35),
        circle(230, 250, 120, p.radial("#bfe8ff", "#4a86c8", "#1f2f7f", x=0.35, y=0.3, r=0.8)),
    )
    p.add(
        ellipse(
            230, 250, 210, 34, "none", stroke=clear("#ffe0c0", 0.8), stroke_width=13, transform="rotate(-16 230 250)"
        )
    )
    p.add(
        path(
            "M114 281A120 120 0 1 1 346 219Q300 226 230 246Q150 268 114 281Z",
            p.radial("#bfe8ff", "#4a86c8", "#1f2f7f", x=0.35, y=0.42, r=0.9),
        )
    )
    for y, top, base in ((760, "#a84a6f", "#7a2f5f"), (850, "#7a2f5f", "#4a1f4f"), (940, "#4a1f4f", "#1f0f33")):
        p.add(
            path(
                smooth([(-60, y + 40), (200, y - 30), (460, y + 30), (760, y - 40), (1100, y + 20)], closed=False)
                + "L1100 1100L-60 1100Z",
                p.linear(top, base),
            )
        )
    p.add(place(vessels.rocket(p, 380, "#f4efe6", "#d9432f"), x=620, y=560, turn=14))
    for x, y, r in ((470, 960, 70), (540, 930, 60), (400, 985, 60), (600, 975, 70), (500, 1000, 90)):
        p.add(circle(x, y, r, p.radial(clear("#fff0e0", 0.9), clear(mix("#ffc8a0", "#a85a7a", 0.3), 0.2))))
    return finished(p)
