"""A landscape of facets."""

# Coordinates come in a row: where, how large, which colours.
# ruff: noqa: PLR0917

from math import cos, pi, sin

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.painting import (
    Picture,
    darker,
    lighter,
    mix,
    polygon,
    rect,
)


def low_poly_lake() -> Image:
    """Facetted mountains, a lake and facetted firs."""
    p = Picture(1536, 1024, seed=92)
    p.backdrop("#2f7f8f")
    for j in range(8):
        for i in range(13):
            tone = mix(mix("#3f7fc8", "#ffd8b0", j / 8), "#ffffff", p.chance.uniform(0, 0.12))
            x, y = i * 128, j * 84
            p.add(
                polygon([(x, y), (x + 129, y), (x, y + 85)], tone),
                polygon([(x + 128, y - 1), (x + 129, y + 85), (x - 1, y + 85)], lighter(tone, 0.05)),
            )
    p.add(polygon([(1200 + 74 * cos(pi * k / 4), 190 + 74 * sin(pi * k / 4)) for k in range(8)], "#fff4cf"))
    for x, y, w, h, tone in (
        (260, 640, 640, 360, "#8a96c0"),
        (1300, 640, 760, 420, "#7a86b4"),
        (760, 650, 800, 520, "#5f6fa6"),
    ):
        _facets(p, x, y, w, h, tone)
    for i in range(16):
        for j in range(6):
            tone = mix(mix("#7fc8d8", "#1f5f86", j / 5), "#ffffff", p.chance.uniform(0, 0.2))
            x, y = i * 104 - 30, 640 + j * 66
            p.add(
                polygon([(x, y), (x + 105, y), (x + 52, y + 67)], tone),
                polygon([(x + 104, y), (x + 156, y + 67), (x + 52, y + 67)], darker(tone, 0.08)),
            )
    for side in (0, 1):
        for k in range(9):
            x, y = (-40 + k * 62, 880 + k * 22) if side == 0 else (1576 - k * 70, 850 + k * 24)
            tone = mix("#4f9a5a", "#2f6f4a", p.chance.random())
            p.add(
                polygon([(x - 90, y), (x + 80, y - 16), (x + 60, 1060), (x - 120, 1060)], tone),
                polygon([(x + 80, y - 16), (x + 150, y + 60), (x + 60, 1060)], darker(tone, 0.15)),
            )
            if k % 2 == 0:
                _facet_pine(p, x, y + 12, p.chance.uniform(200, 290))
    return finished(p, bloom=0.15, grain=0, rim=0.12)


def _facets(p: Picture, x: float, y: float, w: float, h: float, tone: str) -> None:
    rows = 5
    for j in range(rows):
        top, low = h * (1 - j / rows), h * (1 - (j + 1) / rows)
        a, b = w / 2 * j / rows, w / 2 * (j + 1) / rows
        n = 2 * j + 1
        for k in range(n + 1):
            x0, x1 = x - b + 2 * b * k / (n + 1), x - b + 2 * b * (k + 1) / (n + 1)
            up = x - a + 2 * a * k / n if j else x
            base = "#f4f8ff" if j == 0 or (j == 1 and k % 2 == 0) else tone
            shade = mix(base, "#1f2a5a", 0.06 + 0.34 * (k / (n + 1)) + p.chance.uniform(0, 0.1))
            p.add(polygon([(x0, y - low), (x1, y - low), (up, y - top)], shade))
            if k < n and j:
                right = x - a + 2 * a * (k + 1) / n
                p.add(
                    polygon(
                        [(up, y - top), (right, y - top), (x1, y - low)],
                        mix(base, "#1f2a5a", 0.1 + 0.36 * (k / (n + 1))),
                    )
                )


def _facet_pine(p: Picture, x: float, y: float, tall: float) -> None:
    p.add(rect(x - tall * 0.04, y - tall * 0.16, tall * 0.08, tall * 0.16, "#6f4a3a"))
    for k in range(3):
        foot, half, top = y - tall * (0.14 + 0.24 * k), tall * (0.26 - 0.05 * k), y - tall * (0.52 + 0.24 * k)
        p.add(
            polygon([(x - half, foot), (x, top), (x - half * 0.1, foot + tall * 0.04)], "#4fa86a"),
            polygon([(x - half * 0.1, foot + tall * 0.04), (x, top), (x + half, foot)], "#256b4f"),
        )
