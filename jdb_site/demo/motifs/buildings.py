"""Houses, towers and the windows that glow in them."""

# Coordinates come in a row: where, how large, which colours.
# ruff: noqa: PLR0917

from jdb_site.demo.painting import (
    Picture,
    circle,
    clear,
    darker,
    ellipse,
    group,
    lighter,
    path,
    place,
    polygon,
    rect,
    smooth,
    stroke,
)


def house(p: Picture, width: float, height: float, wall: str, roof: str, glow: str = "") -> str:
    """A gabled house with a door, two windows and a chimney; `glow` lights the windows."""
    pane = glow or "#8fb4c8"
    parts = [
        rect(width * 0.2, -height * 1.72, width * 0.12, height * 0.5, darker(wall, 0.35)),
        rect(-width / 2, -height, width, height, p.linear(lighter(wall, 0.12), darker(wall, 0.12), angle=0)),
        polygon(
            [(-width * 0.6, -height * 0.96), (0, -height * 1.7), (width * 0.6, -height * 0.96)],
            p.linear(lighter(roof, 0.14), darker(roof, 0.1), angle=20),
        ),
        rect(-width * 0.09, -height * 0.52, width * 0.18, height * 0.52, darker(roof, 0.35), rx=3),
    ]
    for x in (-0.3, 0.3):
        parts.append(p.glow(x * width, -height * 0.56, width * 0.5, glow, 0.5) if glow else "")
        parts.append(
            rect(
                (x - 0.1) * width,
                -height * 0.72,
                width * 0.2,
                height * 0.3,
                pane,
                stroke=darker(wall, 0.5),
                stroke_width=3,
            )
        )
        parts.append(
            stroke(
                f"M{x * width} {-height * 0.72}v{height * 0.3}M{(x - 0.1) * width} {-height * 0.57}h{width * 0.2}",
                darker(wall, 0.5),
                2,
            )
        )
    return group(*parts)


def lighthouse(p: Picture, height: float, bands: tuple[str, str], lamp: str = "") -> str:
    """A tower in five bands with its lantern room; `lamp` is the colour of a lit lamp."""
    foot, top = height * 0.13, height * 0.085
    tower = f"M{-foot} 0L{-top} {-height * 0.78}H{top}L{foot} 0Z"
    stripes = [rect(-foot, -height * 0.156 * (i + 1), foot * 2, height * 0.157, bands[i % 2]) for i in range(5)]
    shade = rect(
        -foot,
        -height * 0.78,
        foot * 2,
        height * 0.78,
        p.linear(clear("#ffffff", 0.25), clear("#0b1030", 0), clear("#0b1030", 0.45), angle=0),
    )
    door = path(f"M{-foot * 0.24} 0V{-height * 0.07}a{foot * 0.24} {foot * 0.24} 0 0 1 {foot * 0.48} 0V0Z", "#3d2a2a")
    holes = [rect(-foot * 0.1, -height * y, foot * 0.2, height * 0.035, "#34303f") for y in (0.3, 0.5, 0.66)]
    glass = lamp or "#a7c4d4"
    room = group(
        rect(-top * 1.35, -height * 0.8, top * 2.7, height * 0.025, "#2b2c3b"),
        rect(-top * 0.8, -height * 0.89, top * 1.6, height * 0.09, glass),
        stroke(
            f"M{-top * 0.4} {-height * 0.89}v{height * 0.09}M{top * 0.4} {-height * 0.89}v{height * 0.09}", "#2b2c3b", 3
        ),
        path(f"M{-top} {-height * 0.885}Q0 {-height * 1.0} {top} {-height * 0.885}Z", "#a53a2f"),
        circle(0, -height * 0.95, top * 0.18, "#2b2c3b"),
    )
    return group(
        p.clipped(*stripes, shade, to=tower),
        door,
        *holes,
        room,
        p.glow(0, -height * 0.845, height * 0.3, lamp, 0.9) if lamp else "",
    )


def onion_dome(p: Picture, width: float, height: float, wall: str, dome: str, stripe: str) -> str:
    """A tower with a striped onion dome and a cross-topped spire."""
    bulb = smooth(
        [
            (-width * 0.42, 0),
            (-width * 0.62, -width * 0.5),
            (-width * 0.3, -width * 0.95),
            (0, -width * 1.4),
            (width * 0.3, -width * 0.95),
            (width * 0.62, -width * 0.5),
            (width * 0.42, 0),
        ]
    )
    swirls = [
        stroke(
            f"M{-width * 0.7 + width * 0.28 * i:.1f} {width * 0.1:.1f}"
            f"Q{-width * 0.2 + width * 0.28 * i:.1f} {-width * 0.6:.1f} "
            f"{width * 0.1 * (i - 2):.1f} {-width * 1.45:.1f}",
            stripe,
            width * 0.09,
        )
        for i in range(6)
    ]
    shade = path(bulb, p.linear(clear("#ffffff", 0.3), clear("#0b1030", 0), clear("#0b1030", 0.4), angle=0))
    tower = rect(-width * 0.4, 0, width * 0.8, height, p.linear(lighter(wall, 0.1), darker(wall, 0.25), angle=0))
    arches = [
        path(
            f"M{x * width - width * 0.09} {height * 0.45}V{height * 0.2}"
            f"a{width * 0.09} {width * 0.09} 0 0 1 {width * 0.18} 0V{height * 0.45}Z",
            "#ffe2a0",
        )
        for x in (-0.2, 0.2)
    ]
    spire = stroke(
        f"M0 {-width * 1.38}v{-width * 0.4}M{-width * 0.1} {-width * 1.62}h{width * 0.2}", "#f1c65b", width * 0.05
    )
    return place(
        tower,
        *arches,
        rect(-width * 0.48, -4, width * 0.96, width * 0.14, lighter(wall, 0.3)),
        path(bulb, dome),
        p.clipped(*swirls, to=bulb),
        shade,
        spire,
        y=-height,
    )


def castle(p: Picture, size: float, stone: str, roof: str, glow: str) -> str:
    """A castle of three round towers."""
    parts = []
    for x, w, h in ((-0.42, 0.26, 0.7), (0.42, 0.26, 0.78), (0, 0.56, 0.55), (0.0, 0.24, 1.1)):
        wall = p.linear(lighter(stone, 0.15), stone, darker(stone, 0.3), angle=0)
        parts.append(rect((x - w / 2) * size, -h * size, w * size, h * size, wall))
        tip = h + (0.0 if w > 0.5 else 0.42)
        if w > 0.5:
            parts += [
                rect((x - w / 2 + 0.08 * i) * size, -(h + 0.05) * size, 0.05 * size, 0.06 * size, stone)
                for i in range(7)
            ]
        else:
            parts.append(
                polygon(
                    [((x - w * 0.66) * size, -h * size), (x * size, -tip * size), ((x + w * 0.66) * size, -h * size)],
                    p.linear(lighter(roof, 0.2), darker(roof, 0.15), angle=0),
                )
            )
            parts.append(stroke(f"M{x * size} {-tip * size}v{-0.1 * size}", "#3a3044", 3))
        parts.append(ellipse(x * size, -h * 0.72 * size, 0.03 * size, 0.05 * size, glow))
    gate = path(f"M{-0.09 * size} 0V{-0.15 * size}a{0.09 * size} {0.09 * size} 0 0 1 {0.18 * size} 0V0Z", "#2b1f2e")
    return group(*parts, gate)


def block(p: Picture, width: float, height: float, wall: str, glow: str, lit: float = 0.5) -> str:
    """A city block with a grid of windows, part of them lit."""
    parts = [rect(0, -height, width, height, p.linear(lighter(wall, 0.08), darker(wall, 0.2)))]
    across, down = max(2, round(width / 30)), max(2, round(height / 38))
    cells = [(i, j) for i in range(across) for j in range(down) if p.chance.random() < lit]
    lights = [
        f"M{(i + 0.28) * width / across:.1f} {-height + (j + 0.3) * height / down:.1f}"
        f"h{width / across * 0.44:.1f}v{height / down * 0.42:.1f}h{-width / across * 0.44:.1f}Z"
        for i, j in cells
    ]
    return group(*parts, path("".join(lights), glow, opacity=0.85))
