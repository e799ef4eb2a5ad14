"""Cats, dogs, foxes and rabbits. About 200 px tall; they sit facing the viewer unless said otherwise."""

from jdb_site.demo.painting import (
    Picture,
    circle,
    clear,
    darker,
    ellipse,
    group,
    lighter,
    mix,
    path,
    place,
    polygon,
    smooth,
    stroke,
)


def fur(p: Picture, colour: str) -> str:
    """Lit from the upper left."""
    return p.linear(lighter(colour, 0.22), colour, darker(colour, 0.3), angle=55)


def eyes(gap: float, y: float, size: float, iris: str) -> str:
    """Two round eyes with slit pupils and a glint."""
    return group(
        *(
            group(
                ellipse(side * gap, y, size, size * 0.92, "#1a1420"),
                ellipse(side * gap, y, size * 0.86, size * 0.8, iris),
                ellipse(side * gap, y, size * 0.36, size * 0.74, "#120d16"),
                circle(side * gap - size * 0.28, y - size * 0.3, size * 0.22, "#ffffff"),
            )
            for side in (-1, 1)
        )
    )


def fox(p: Picture, coat: str = "#d8622a") -> str:
    """A fox that sits, its brush curled round to the right."""
    white, dark = "#fff4e6", "#3a2320"
    brush = smooth(
        [(20, -6), (80, 6), (140, -14), (168, -70), (146, -128), (128, -96), (112, -56), (70, -40), (30, -40)]
    )
    tip = smooth([(168, -70), (146, -130), (124, -92), (136, -82), (140, -66), (156, -58)])
    body = smooth([(-46, 0), (46, 2), (70, -44), (48, -104), (18, -146), (-30, -146), (-48, -100), (-58, -46)])
    chest = smooth([(-22, -40), (10, -36), (24, -86), (16, -140), (-24, -140), (-34, -88)])
    legs = [path(smooth([(x - 11, 4), (x + 12, 4), (x + 12, -70), (x - 10, -70)]), fur(p, coat)) for x in (-24, 12)]
    socks = [path(smooth([(x - 13, 6), (x + 14, 6), (x + 10, -22), (x - 9, -22)]), dark) for x in (-24, 12)]
    head = _fox_head(p, coat, white, dark)
    return group(
        path(brush, fur(p, coat)),
        path(tip, white),
        path(body, fur(p, coat)),
        path(chest, white),
        *legs,
        *socks,
        head,
    )


def _fox_head(p: Picture, coat: str, white: str, dark: str) -> str:
    """The head, three shades of fur on it."""
    head = path(
        smooth(
            [
                (-62, -186),
                (-40, -218),
                (0, -226),
                (36, -218),
                (58, -186),
                (30, -160),
                (6, -136),
                (-12, -136),
                (-36, -160),
            ]
        ),
        fur(p, coat),
    )
    cheeks = [
        path(smooth([(s * 56 - 2, -184), (s * 26 - 2, -190), (s * 6 - 2, -158), (-2, -136), (s * 18 - 2, -150)]), white)
        for s in (-1, 1)
    ]
    ears = [
        group(
            polygon([(s * 18 - 2, -216), (s * 56 - 2, -276), (s * 62 - 2, -196)], fur(p, coat)),
            polygon([(s * 30 - 2, -216), (s * 53 - 2, -258), (s * 55 - 2, -208)], dark),
        )
        for s in (-1, 1)
    ]
    face = group(
        *(path(f"M{s * 24 - 10} -187q8 -9 17 -1q-8 6 -17 1Z", "#1d1213") for s in (-1, 1)),
        ellipse(-2, -142, 10, 7.5, "#1d1213"),
        ellipse(-5, -145, 3, 2, "#8d7f7f"),
    )
    return group(*ears, head, *cheeks, face)


def cat_from_behind(p: Picture, coat: str, *, tail: float = 1) -> str:
    """A cat that sits with its back to us; the tail hangs to the side of `tail`'s sign."""
    body = smooth([(-46, 0), (46, 0), (58, -40), (42, -104), (24, -140), (-24, -140), (-42, -104), (-58, -40)])
    head = smooth([(-46, -168), (-34, -200), (0, -206), (34, -200), (46, -168), (26, -138), (-26, -138)])
    ears = [polygon([(s * 12, -200), (s * 40, -240), (s * 46, -178)], coat) for s in (-1, 1)]
    hook = f"M{tail * 30} -14C{tail * 96} -2 {tail * 92} 70 {tail * 52} 92S{tail * 34} 132 {tail * 58} 130"
    shine = path(smooth([(-44, -22), (-50, -44), (-36, -100), (-24, -128), (-30, -96)]), clear(lighter(coat, 0.6), 0.4))
    return group(stroke(hook, coat, 19), path(body, fur(p, coat)), *ears, path(head, fur(p, coat)), shine)


def cat_head(p: Picture, coat: str, iris: str) -> str:
    """A cat's face, large: about 400 px wide, its middle at the origin."""
    inner, muzzle = mix(coat, "#f3a6a0", 0.6), lighter(coat, 0.55)
    ears = [
        group(
            path(smooth([(s * 60, -130), (s * 165, -285), (s * 190, -70)]) + "Z", fur(p, coat)),
            path(smooth([(s * 88, -132), (s * 156, -235), (s * 172, -92)]), inner),
        )
        for s in (-1, 1)
    ]
    face = smooth(
        [
            (-205, 10),
            (-170, -110),
            (-80, -165),
            (0, -170),
            (80, -165),
            (170, -110),
            (205, 10),
            (150, 110),
            (60, 158),
            (-60, 158),
            (-150, 110),
        ]
    )
    stripes = (
        "M-40 -160L-28 -105M0 -168V-100M40 -160L28 -105M-196 20L-140 22M-186 58L-134 50M196 20L140 22M186 58L134 50"
    )
    cheeks = [ellipse(s * 42, 86, 60, 46, p.radial(lighter(muzzle, 0.3), muzzle)) for s in (-1, 1)]
    nose = path("M-22 46Q0 38 22 46Q14 70 0 74Q-14 70 -22 46Z", "#d9777a")
    mouth = stroke("M0 74V92M0 92Q-18 112 -40 100M0 92Q18 112 40 100", darker(coat, 0.6), 5)
    whiskers = stroke("M-70 84L-220 60M-70 96L-224 104M70 84L220 60M70 96L224 104", "#fffaf0", 2.6)
    return group(
        *ears,
        path(face, fur(p, coat)),
        stroke(stripes, clear(darker(coat, 0.45), 0.55), 13),
        *cheeks,
        nose,
        mouth,
        eyes(86, -24, 46, iris),
        whiskers,
    )


def cat_bust(p: Picture, coat: str, iris: str) -> str:
    """A cat's head on its shoulders; the shoulders end at y = 420."""
    chest = smooth([(-250, 430), (-220, 250), (-120, 110), (120, 110), (220, 250), (250, 430), (0, 470)])
    bib = smooth([(-90, 430), (-84, 250), (0, 140), (84, 250), (90, 430)])
    return group(path(chest, fur(p, coat)), path(bib, lighter(coat, 0.4), opacity=0.7), cat_head(p, coat, iris))


def dog(p: Picture, coat: str, ear: str) -> str:
    """A dog that stands in profile and looks left; 150 px high, 220 long."""
    far = darker(coat, 0.3)
    legs = [
        path(smooth([(x - 11, 0), (x + 12, 0), (x + 11, -70), (x - 12, -70)]), tone)
        for x, tone in ((-44, far), (66, far), (-66, coat), (84, coat))
    ]
    body = smooth([(-84, -70), (-60, -112), (20, -114), (92, -108), (100, -70), (50, -52), (-40, -48)])
    tail = stroke("M92 -96Q136 -116 134 -162", coat, 15)
    head = smooth(
        [(-100, -108), (-158, -120), (-164, -138), (-126, -150), (-110, -176), (-70, -178), (-52, -146), (-60, -104)]
    )
    flap = smooth([(-86, -172), (-62, -176), (-46, -140), (-52, -108), (-72, -112), (-80, -142)])
    face = group(
        ellipse(-162, -138, 10, 8, "#241a1c"),
        circle(-112, -152, 6, "#241a1c"),
        circle(-114, -154, 2, "#ffffff"),
        stroke("M-156 -122Q-138 -116 -122 -122", darker(coat, 0.6), 3),
    )
    collar = stroke("M-92 -104Q-70 -92 -54 -112", "#c8352e", 10)
    return group(tail, *legs, path(body, fur(p, coat)), path(head, fur(p, coat)), collar, path(flap, fur(p, ear)), face)


def rabbit(p: Picture, coat: str = "#f6f1ea") -> str:
    """A rabbit that sits upright."""
    shade, pink = darker(coat, 0.12), "#f0b3b0"
    ears = [
        group(
            ellipse(s * 26, -262, 17, 62, fur(p, coat), transform=f"rotate({s * 9} {s * 26} -200)"),
            ellipse(s * 26, -258, 8, 46, pink, transform=f"rotate({s * 9} {s * 26} -200)"),
        )
        for s in (-1, 1)
    ]
    body = smooth([(-58, 0), (58, 0), (72, -50), (48, -118), (0, -134), (-48, -118), (-72, -50)])
    head = smooth([(-58, -166), (-44, -206), (0, -218), (44, -206), (58, -166), (34, -132), (0, -124), (-34, -132)])
    feet = [ellipse(s * 34, -6, 34, 15, fur(p, coat)) for s in (-1, 1)]
    face = group(
        *(circle(s * 25, -174, 8, "#3b2026") for s in (-1, 1)),
        *(circle(s * 25 - 3, -177, 2.6, "#ffffff") for s in (-1, 1)),
        path("M-8 -156Q0 -161 8 -156L0 -147Z", pink),
        stroke("M0 -147V-140M0 -140Q-9 -132 -16 -138M0 -140Q9 -132 16 -138", shade, 3),
    )
    return group(*ears, path(body, fur(p, coat)), *feet, path(head, fur(p, coat)), face)


def curled_cat(p: Picture, coat: str) -> str:
    """A cat asleep, curled up; 260 px wide."""
    body = smooth([(-130, -30), (-100, -96), (-10, -124), (90, -104), (132, -46), (100, -4), (-80, 0)])
    head = place(
        *(polygon([(s * 14, -40), (s * 40, -74), (s * 46, -18)], coat) for s in (-1, 1)),
        path(smooth([(-50, -8), (-38, -42), (0, -50), (38, -42), (50, -8), (26, 24), (-26, 24)]), fur(p, coat)),
        stroke("M-30 -8Q-20 2 -10 -8M10 -8Q20 2 30 -8M0 6V12", darker(coat, 0.65), 4),
        path("M-6 2H6L0 9Z", "#d9777a"),
        x=-78,
        y=-42,
        turn=-14,
    )
    tail = stroke("M118 -30Q104 4 20 -2T-96 -6", darker(coat, 0.12), 26)
    stripes = stroke(
        "M0 -120Q8 -96 2 -78M40 -118Q48 -94 42 -74M80 -106Q88 -84 80 -64", clear(darker(coat, 0.5), 0.4), 11
    )
    return group(path(body, fur(p, coat)), stripes, tail, head)
