"""A link as a QR code that a template draws: one path of squares, sharp at any size on paper."""

from dataclasses import dataclass

import segno

QUIET = 4  # modules of white on each side, as the standard asks


@dataclass(frozen=True, slots=True)
class Code:
    """`path` draws its dark modules as squares of 1 in a drawing of `size` × `size`, the quiet zone included."""

    size: int
    path: str


def code(text: str) -> Code:
    """The smallest code of that text that bears a fold or a stain (error correction M)."""
    rows = [*segno.make_qr(text, error="m").matrix_iter(border=QUIET)]
    squares = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return Code(len(rows), "".join(squares))
