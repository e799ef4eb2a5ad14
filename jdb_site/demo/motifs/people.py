"""Simple people. Busts have the chin near y = 0; whole figures stand with their feet at y = 0."""

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
    rect,
    smooth,
    stroke,
)


def face(p: Picture, skin: str, *, lips: str = "#b8504a", brow: str = "#2b1d1a", closed: bool = False) -> str:
    """A face seen from the front: 220 px wide, from y = -270 to the chin at 0, with its neck."""
    oval = smooth(
        [(-104, -150), (-96, -230), (0, -282), (96, -230), (104, -150), (78, -58), (28, -6), (-28, -6), (-78, -58)]
    )
    neck = path("M-44 -60V60Q0 96 44 60V-60Z", p.linear(darker(skin, 0.3), darker(skin, 0.1)))
    ears = [ellipse(s * 104, -136, 16, 27, darker(skin, 0.1)) for s in (-1, 1)]
    cheeks = [circle(s * 60, -84, 32, p.radial(clear("#e8645a", 0.38), clear("#e8645a", 0))) for s in (-1, 1)]
    nose = stroke("M2 -140Q12 -104 14 -94Q4 -86 -8 -90", clear(darker(skin, 0.5), 0.6), 5)
    mouth = group(
        path("M-30 -50Q-12 -62 0 -56Q12 -62 30 -50Q0 -26 -30 -50Z", lips),
        stroke("M-30 -50Q0 -44 30 -50", darker(lips, 0.4), 3),
    )
    brows = stroke("M-70 -178Q-46 -192 -24 -180M70 -178Q46 -192 24 -180", brow, 8)
    light = path(oval, p.linear(clear("#ffffff", 0.22), clear("#ffffff", 0), clear("#3a1430", 0.25), angle=20))
    return group(neck, *ears, path(oval, skin), light, *cheeks, _gaze(closed=closed), brows, nose, mouth)


def _gaze(*, closed: bool) -> str:
    if closed:
        return stroke("M-70 -140Q-46 -124 -24 -140M70 -140Q46 -124 24 -140", "#2b1d1a", 6)
    return group(
        *(
            group(
                path(
                    f"M{s * 47 - 27} -140Q{s * 47} -166 {s * 47 + 27} -140Q{s * 47} -122 {s * 47 - 27} -140Z", "#fffaf4"
                ),
                circle(s * 47, -142, 14, "#4a2f22"),
                circle(s * 47, -142, 7, "#120c0c"),
                circle(s * 47 - 5, -147, 4, "#ffffff"),
                stroke(f"M{s * 47 - 28} -140Q{s * 47} -168 {s * 47 + 28} -140", "#2b1d1a", 6),
            )
            for s in (-1, 1)
        )
    )


def shoulders(p: Picture, cloth: str, *inside: str, wide: float = 330) -> str:
    """Clothed shoulders below the chin, down to y = 520."""
    d = smooth(
        [
            (-wide, 540),
            (-wide + 20, 260),
            (-wide * 0.6, 130),
            (-70, 62),
            (70, 62),
            (wide * 0.6, 130),
            (wide - 20, 260),
            (wide, 540),
        ]
    )
    return group(
        path(d, p.linear(lighter(cloth, 0.18), cloth, darker(cloth, 0.35), angle=35)),
        p.clipped(*inside, to=d) if inside else "",
    )


def girl(p: Picture, coat: str, hair: str, skin: str = "#f0c8a8", *, arm: str = "down") -> str:
    """A girl in a coat, 300 px high, facing us; her right arm is `down` or `out`, its hand then at (-92, -128)."""
    boots = [
        path(smooth([(s * 24 - 19, 4), (s * 24 + 17, 4), (s * 24 + 14, -52), (s * 24 - 14, -52)]), "#4a2f2a")
        for s in (-1, 1)
    ]
    body = smooth([(-86, -42), (0, -34), (86, -42), (62, -130), (40, -196), (-40, -196), (-62, -130)])
    cloth = p.linear(lighter(coat, 0.15), coat, darker(coat, 0.35), angle=25)
    reach = "M-38 -180Q-66 -150 -92 -130" if arm == "out" else "M-42 -178Q-72 -130 -66 -88"
    hand = circle(*((-94, -128) if arm == "out" else (-66, -80)), 12, skin)
    other = group(circle(66, -80, 12, skin), stroke("M42 -178Q72 -130 66 -88", darker(coat, 0.12), 29))
    locks = path(smooth([(-56, -196), (-62, -254), (0, -306), (62, -254), (56, -196), (30, -180), (-30, -180)]), hair)
    head = path(smooth([(-42, -232), (-36, -268), (0, -284), (36, -268), (42, -232), (22, -198), (-22, -198)]), skin)
    fringe = path(smooth([(-46, -238), (-38, -278), (0, -296), (38, -278), (46, -238), (26, -262), (-20, -258)]), hair)
    looks = group(
        *(circle(s * 16, -234, 4.4, "#2b1d1a") for s in (-1, 1)),
        *(circle(s * 25, -221, 7, clear("#e8645a", 0.4)) for s in (-1, 1)),
        stroke("M-7 -214Q0 -209 7 -214", "#a8483f", 3),
    )
    buttons = [circle(0, y, 4.5, lighter(coat, 0.5)) for y in (-160, -126, -92)]
    return group(
        locks,
        *boots,
        other,
        path(body, cloth),
        *buttons,
        stroke(reach, darker(coat, 0.08), 29),
        hand,
        rect(-26, -204, 52, 17, lighter(coat, 0.35), rx=8),
        head,
        fringe,
        looks,
    )


def hanbok_girl(p: Picture, top: str, skirt: str, ribbon: str) -> str:
    """A girl in a hanbok, 330 px high, facing us."""
    bell = smooth([(-46, -206), (46, -206), (92, -110), (124, -8), (0, 6), (-124, -8), (-92, -110)])
    folds = stroke("M-22 -196Q-40 -100 -62 -4M0 -196V2M22 -196Q40 -100 62 -4", clear(darker(skirt, 0.4), 0.4), 4)
    sleeves = [
        path(
            smooth([(s * 34, -240), (s * 70, -222), (s * 104, -150), (s * 84, -126), (s * 40, -152), (s * 30, -196)]),
            p.linear(lighter(top, 0.1), darker(top, 0.18)),
        )
        for s in (-1, 1)
    ]
    cuffs = [stroke(f"M{s * 104} -152L{s * 82} -126", ribbon, 12) for s in (-1, 1)]
    hands = [circle(s * 88, -134, 12, "#f4d0b0") for s in (-1, 1)]
    jacket = smooth([(-48, -248), (0, -258), (48, -248), (54, -196), (0, -184), (-54, -196)])
    collar = stroke("M-22 -256L4 -208L26 -256", "#ffffff", 9)
    bow = stroke("M4 -208Q-30 -226 -28 -204T4 -206M4 -208L-10 -110M6 -208L20 -124", ribbon, 10)
    braid = stroke("M36 -296Q56 -240 50 -180", "#1f1618", 19)
    hair = path(smooth([(-44, -290), (-40, -336), (0, -352), (40, -336), (44, -290), (0, -276)]), "#1f1618")
    head = path(
        smooth([(-38, -296), (-32, -324), (0, -338), (32, -324), (38, -296), (22, -262), (-22, -262)]), "#f4d0b0"
    )
    part = path(
        smooth([(-42, -296), (-36, -334), (0, -350), (36, -334), (42, -296), (22, -324), (0, -334), (-22, -324)]),
        "#1f1618",
    )
    looks = group(
        *(circle(s * 14, -298, 4, "#2b1d1a") for s in (-1, 1)),
        *(circle(s * 23, -286, 7, clear("#e8645a", 0.4)) for s in (-1, 1)),
        stroke("M-6 -278Q0 -274 6 -278", "#b8403f", 3.4),
    )
    return group(
        hair,
        path(bell, p.linear(lighter(skirt, 0.2), skirt, darker(skirt, 0.25), angle=25)),
        folds,
        *hands,
        *sleeves,
        *cuffs,
        path(jacket, p.linear(lighter(top, 0.25), darker(top, 0.05))),
        collar,
        bow,
        head,
        part,
        looks,
        braid,
        rect(38, -196, 26, 34, ribbon, rx=5),
    )


def walker(p: Picture, coat: str, legs: str = "#23232f") -> str:
    """A grown-up from behind, 290 px high, in mid-step."""
    steps = stroke("M-14 -100L-26 -8M14 -100L30 -12", legs, 25)
    body = smooth([(-56, -90), (56, -90), (50, -190), (30, -226), (-30, -226), (-50, -190)])
    arms = stroke("M-40 -206Q-64 -150 -56 -110M40 -206Q64 -160 52 -112", darker(coat, 0.15), 23)
    head = group(rect(-11, -240, 22, 24, "#d8a888"), circle(0, -256, 29, "#3a2a26"))
    return group(steps, arms, path(body, p.linear(lighter(coat, 0.12), darker(coat, 0.25), angle=25)), head)


def umbrella(p: Picture, width: float, colour: str) -> str:
    """An open umbrella; its handle's end is the origin."""
    w, h = width / 2, width * 0.72
    top = (
        f"M{-w} {-h}C{-w * 0.9} {-h - w * 1.05} {w * 0.9} {-h - w * 1.05} {w} {-h}"
        f"Q{w * 0.75} {-h - w * 0.16} {w * 0.5} {-h}Q{w * 0.25} {-h - w * 0.16} 0 {-h}"
        f"Q{-w * 0.25} {-h - w * 0.16} {-w * 0.5} {-h}"
        f"Q{-w * 0.75} {-h - w * 0.16} {-w} {-h}Z"
    )
    ribs = stroke(
        f"M0 {-h - w * 0.78}Q{-w * 0.5} {-h - w * 0.5} {-w * 0.5} {-h}M0 {-h - w * 0.78}"
        f"V{-h}M0 {-h - w * 0.78}Q{w * 0.5} {-h - w * 0.5} {w * 0.5} {-h}",
        clear(darker(colour, 0.5), 0.5),
        3,
    )
    pole = stroke(f"M0 {-h - w * 0.86}V0", "#2b2b36", 6)
    return group(pole, path(top, p.linear(lighter(colour, 0.25), colour, darker(colour, 0.3), angle=25)), ribs)


def astronaut(p: Picture, suit: str = "#eef1f6") -> str:
    """An astronaut astride, facing left: helmet to boots 330 px, seat at (24, -172), hands at (-84, -180)."""
    shade = p.linear("#ffffff", suit, "#9aa3b8", angle=35)
    limbs = stroke("M24 -178L-34 -130L-14 -58M24 -178L54 -120L10 -62", "#cfd6e2", 35) + stroke(
        "M24 -262L-20 -214L-80 -184", "#dfe4ee", 29
    )
    torso = path(smooth([(-22, -176), (60, -164), (78, -250), (46, -302), (-8, -292), (-26, -240)]), shade)
    pack = rect(52, -296, 46, 104, p.linear("#c3cad8", "#7f88a0"), rx=14)
    helmet = group(
        circle(2, -342, 56, shade),
        ellipse(-16, -340, 38, 34, p.radial("#ffd98a", "#c8742f", "#4a2440", x=0.3, y=0.3, r=0.85)),
        ellipse(-30, -354, 10, 6, "#fff6e0cc"),
    )
    boots = [
        path(smooth([(x - 24, y + 12), (x + 14, y + 12), (x + 14, y - 16), (x - 14, y - 16)]), "#5f6a86")
        for x, y in ((-16, -44), (8, -48))
    ]
    return group(
        pack, limbs, torso, rect(-4, -258, 40, 26, "#d9432f", rx=5), *boots, circle(-84, -182, 18, "#5f6a86"), helmet
    )


def kite(p: Picture, size: float, colours: tuple[str, str]) -> str:
    """A diamond kite with bows on its tail."""
    s = size
    corners = ((0, -s), (s * 0.66, -s * 0.1), (0, s), (-s * 0.66, -s * 0.1))
    panes = [polygon([corners[i], corners[(i + 1) % 4], (0, -s * 0.1)], colours[i % 2]) for i in range(4)]
    tail = stroke(
        f"M0 {s}Q{s * 0.6} {s * 1.5} {s * 0.1} {s * 1.9}T{s * 0.4} {s * 2.8}", mix(colours[0], "#ffffff", 0.3), 4
    )
    bows = [
        place(
            polygon([(0, 0), (-s * 0.16, -s * 0.1), (-s * 0.16, s * 0.1)], colours[1]),
            polygon([(0, 0), (s * 0.16, -s * 0.1), (s * 0.16, s * 0.1)], colours[0]),
            x=x * s,
            y=y * s,
        )
        for x, y in ((0.34, 1.4), (0.16, 1.85), (0.02, 2.3))
    ]
    return group(tail, *bows, *panes, stroke(f"M0 {-s}V{s}M{-s * 0.66} {-s * 0.1}H{s * 0.66}", "#4a3428", 4))


def superhero(p: Picture, suit: str, cape: str) -> str:
    """A caped figure, fists on hips, 420 px high."""
    cloak = path(
        smooth([(-50, -330), (50, -330), (150, -60), (60, -90), (0, -40), (-80, -80), (-170, -40)]),
        p.linear(cape, darker(cape, 0.45)),
    )
    legs = stroke("M-26 -190L-44 -20M26 -190L44 -20", darker(suit, 0.1), 44) + stroke(
        "M-40 -80L-46 -14M40 -80L46 -14", cape, 46
    )
    torso = path(
        smooth([(-80, -320), (80, -320), (52, -220), (44, -176), (-44, -176), (-52, -220)]),
        p.linear(lighter(suit, 0.2), suit, darker(suit, 0.35), angle=30),
    )
    arms = (
        stroke("M-76 -306L-124 -246L-60 -204M76 -306L124 -246L60 -204", suit, 34)
        + circle(-58, -202, 21, cape)
        + circle(58, -202, 21, cape)
    )
    head = group(
        rect(-17, -350, 34, 34, "#c88a64"),
        ellipse(0, -376, 42, 48, "#d89a74"),
        path("M-44 -390Q-40 -440 6 -434Q52 -432 42 -384Q20 -406 -44 -390Z", "#241a1c"),
        path("M-42 -386H42Q40 -360 16 -364Q0 -372 -16 -364Q-40 -360 -42 -386Z", cape),
        *(ellipse(s * 18, -376, 8, 5, "#ffffff") for s in (-1, 1)),
        stroke("M-10 -348Q0 -342 12 -350", "#8c4a3a", 4),
    )
    star = polygon(
        [
            (0, -300),
            (9, -278),
            (33, -276),
            (15, -260),
            (20, -237),
            (0, -250),
            (-20, -237),
            (-15, -260),
            (-33, -276),
            (-9, -278),
        ],
        "#ffd23f",
    )
    return group(cloak, legs, torso, star, rect(-48, -192, 96, 20, "#ffd23f", rx=5), arms, head)
