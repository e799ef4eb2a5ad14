"""Large animals of field and forest, in profile, looking left."""

from jdb_site.demo.motifs.pets import fur
from jdb_site.demo.painting import (
    Picture,
    circle,
    clear,
    darker,
    ellipse,
    group,
    lighter,
    path,
    polygon,
    smooth,
    stroke,
)


def horse(p: Picture, coat: str, mane: str) -> str:
    """About 330 px high and 380 long."""
    far = darker(coat, 0.35)
    legs = [_leg(x, tone, coat) for x, tone in ((-88, far), (118, far), (-112, coat), (146, coat))]
    tail = path(smooth([(160, -210), (196, -190), (206, -110), (188, -40), (172, -60), (180, -120), (158, -176)]), mane)
    body = smooth(
        [
            (-140, -170),
            (-120, -226),
            (-40, -226),
            (60, -222),
            (150, -226),
            (172, -180),
            (150, -130),
            (60, -116),
            (-90, -122),
        ]
    )
    neck = smooth([(-146, -170), (-160, -240), (-168, -300), (-130, -330), (-100, -290), (-60, -222), (-90, -160)])
    head = smooth(
        [(-130, -336), (-168, -322), (-222, -262), (-232, -240), (-214, -226), (-180, -240), (-136, -276), (-118, -304)]
    )
    hair = path(
        smooth(
            [(-140, -344), (-116, -336), (-84, -280), (-42, -222), (-62, -200), (-96, -250), (-120, -300), (-150, -318)]
        ),
        mane,
    )
    ear = polygon([(-140, -330), (-132, -364), (-118, -330)], coat)
    face = group(circle(-164, -292, 6, "#1c1416"), ellipse(-222, -243, 4, 5, darker(coat, 0.6)))
    return group(
        tail, *legs, path(body, fur(p, coat)), path(neck, fur(p, coat)), ear, path(head, fur(p, coat)), hair, face
    )


def _leg(x: float, tone: str, coat: str) -> str:
    limb = smooth([(x - 20, -150), (x + 22, -150), (x + 12, -90), (x + 10, -20), (x - 10, -20), (x - 8, -90)])
    return group(path(limb, tone), polygon([(x - 10, -24), (x + 10, -24), (x + 15, 0), (x - 15, 0)], darker(coat, 0.7)))


def deer(p: Picture, coat: str, *, antlers: bool = True) -> str:
    """A stag or a hind, 270 px high without antlers."""
    far = darker(coat, 0.3)
    legs = [
        stroke(f"M{x} -110Q{x - 6} -60 {x} 0", tone, 13) for x, tone in ((-44, far), (70, far), (-62, coat), (88, coat))
    ]
    body = smooth([(-90, -130), (-60, -166), (30, -160), (96, -164), (112, -128), (80, -96), (-50, -96)])
    neck = smooth([(-92, -120), (-112, -190), (-104, -230), (-78, -230), (-62, -180), (-40, -130)])
    head = smooth([(-80, -262), (-110, -254), (-152, -222), (-150, -208), (-112, -214), (-82, -224), (-70, -244)])
    ear = path(smooth([(-82, -256), (-56, -280), (-46, -272), (-66, -248)]), coat)
    rack = stroke(
        "M-92 -258Q-92 -310 -128 -340M-97 -292Q-120 -296 -140 -290M-104 -318Q-104 -346 -96 -362"
        "M-82 -258Q-70 -312 -36 -338M-76 -290Q-54 -292 -36 -284M-62 -318Q-62 -346 -72 -362",
        lighter(coat, 0.5),
        8,
    )
    face = group(circle(-112, -240, 5, "#1c1416"), ellipse(-152, -216, 7, 6, "#1c1416"))
    tail = ellipse(112, -146, 14, 18, lighter(coat, 0.6))
    return group(
        rack if antlers else "",
        tail,
        *legs,
        path(body, fur(p, coat)),
        path(neck, fur(p, coat)),
        ear,
        path(head, fur(p, coat)),
        face,
    )


def elephant(p: Picture, coat: str = "#8b8f9e") -> str:
    """About 330 px high and 440 long."""
    far = darker(coat, 0.25)
    legs = [
        path(smooth([(x - 36, 0), (x + 36, 0), (x + 36, -130), (x - 36, -130)]), fur(p, tone))
        for x, tone in ((-62, far), (118, far), (-112, coat), (158, coat))
    ]
    body = smooth(
        [(-160, -150), (-120, -270), (20, -310), (160, -280), (210, -180), (180, -100), (0, -80), (-130, -90)]
    )
    head = smooth([(-250, -190), (-236, -290), (-170, -322), (-104, -290), (-96, -200), (-150, -150), (-220, -150)])
    trunk = stroke("M-216 -190Q-262 -120 -246 -50T-286 -6", coat, 46)
    rings = stroke("M-262 -124L-222 -116M-268 -96L-226 -92M-268 -66L-226 -68", clear(darker(coat, 0.5), 0.5), 4)
    ear = smooth([(-140, -300), (-60, -300), (-34, -220), (-76, -140), (-130, -170), (-150, -240)])
    tusk = path("M-206 -168Q-250 -140 -276 -158Q-250 -176 -216 -192Z", "#fbf1dc")
    tail = stroke("M206 -210Q244 -160 232 -100", far, 11)
    face = group(circle(-196, -242, 8, "#1c1416"), circle(-198, -245, 2.6, "#ffffff"))
    return group(
        tail,
        *legs,
        path(body, fur(p, coat)),
        trunk,
        rings,
        path(head, fur(p, coat)),
        tusk,
        path(ear, fur(p, lighter(coat, 0.06))),
        face,
    )
