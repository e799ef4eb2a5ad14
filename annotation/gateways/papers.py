"""
Sheets of paper as PDF, the same bytes for the same paper. Import it late: it loads Pillow, which web processes spare.

Latin, Greek and Cyrillic letters come along in the file. Korean, Chinese and Japanese ones are named by the fonts that
PDF readers bring (Adobe's CID fonts): whole fonts of them would be megabytes.
"""

import io
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import getFont, getRegisteredFontNames, registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer
from reportlab.platypus import Table as Grid

from annotation.rules.papers import Block, Drawing, Heading, Paper, Points, Row, Said, Table

FONTS = Path(__file__).parent / "fonts"
PLAIN, BOLD = "DejaVuSans", "DejaVuSans-Bold"
KOREAN, CHINESE, JAPANESE = "HYSMyeongJo-Medium", "STSong-Light", "HeiseiMin-W3"
BY_LANGUAGE = {"ko": KOREAN, "zh-hans": CHINESE, "ja": JAPANESE}
INK, MUTED, LINE = HexColor("#1d1d1b"), HexColor("#5f5f5a"), HexColor("#c9c8c2")
KINDS = {"day": HexColor("#ecebe6"), "pairs": HexColor("#9a9992"), "judging": HexColor("#2f4f7f")}
OTHER_KIND = HexColor("#8ea6cb")
SIZES = (8.5, 7.5, 6.5)
LENGTHS = (1, 1.5, 2, 3, 5, 8, 16)  # of a sheet that has to hold all, in A4
MARGIN, BELOW = 16 * mm, 20 * mm
UNKNOWN = "▯"


def drawn(paper: Paper) -> bytes:
    """The paper as a PDF file."""
    load_fonts()
    if not paper.is_one:
        return written(paper, SIZES[0], 1)[0]
    tries = [(size, 1.0) for size in SIZES] + [(SIZES[-1], length) for length in LENGTHS[1:]]
    for size, length in tries:
        file, n_pages = written(paper, size, length)
        if n_pages == 1:
            break
    return file


def load_fonts() -> None:
    if PLAIN in getRegisteredFontNames():
        return
    for name in (PLAIN, BOLD):
        registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
    registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)
    for name in (KOREAN, CHINESE, JAPANESE):
        registerFont(UnicodeCIDFont(name))


def written(paper: Paper, size: float, length: float) -> tuple[bytes, int]:
    """The file, in type of that size on sheets of that length, and how many sheets it takes."""
    out, sheet = io.BytesIO(), (A4[0], A4[1] * length)
    document = BaseDocTemplate(out, pagesize=sheet, title=paper.title, lang=paper.language, invariant=1)
    frame = Frame(MARGIN, BELOW, sheet[0] - 2 * MARGIN, sheet[1] - BELOW - MARGIN, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame]))
    typeset = Typeset(paper, size, frame._width)  # noqa: SLF001  it has no other name
    counted: list[int] = []
    document.build(list(typeset.flowables()), canvasmaker=lambda *args, **kw: Sheets(typeset, counted, *args, **kw))
    return out.getvalue(), counted[0]


class Sheets(Canvas):  # type: ignore[misc]  # its base has no types
    """A canvas whose sheets wait until their number is known, for the foot of each."""

    def __init__(self, typeset: "Typeset", counted: list[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.typeset, self.counted, self.waiting = typeset, counted, list[dict[str, Any]]()

    def showPage(self) -> None:  # noqa: N802  reportlab's name
        self.waiting.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        self.counted.append(len(self.waiting))
        for n, page in enumerate(self.waiting, 1):
            self.__dict__.update(page)
            self.foot(self.typeset.paper.page_of.format(n=n, m=len(self.waiting)))
            super().showPage()
        super().save()

    def foot(self, page_of: str) -> None:
        width = self.typeset.width
        for text, align, left, wide in (
            (self.typeset.paper.foot, TA_LEFT, 0.0, width * 0.75),
            (page_of, TA_RIGHT, width * 0.75, width * 0.25),
        ):
            line = self.typeset.text(text, size=6.5, muted=True, align=align)
            line.wrap(wide, BELOW)
            line.drawOn(self, MARGIN + left, BELOW - 6 * mm - line.height)


class Strip(Flowable):  # type: ignore[misc]  # its base has no types
    """A drawing as wide as the sheet."""

    def __init__(self, drawing: Drawing, width: float) -> None:
        super().__init__()
        self.drawing, self.scale = drawing, width / drawing.width
        self.width, self.height = width, drawing.height * self.scale

    def draw(self) -> None:
        canvas, of, scale = self.canv, self.drawing, self.scale
        for bar in of.bars:
            canvas.setFillColor(KINDS.get(bar.kind, OTHER_KIND))
            top = self.height - (bar.y + bar.height) * scale
            canvas.rect(bar.x * scale, top, bar.width * scale, bar.height * scale, stroke=0, fill=1)
        canvas.setStrokeColor(LINE)
        canvas.setFillColor(MUTED)
        canvas.setFont(PLAIN, 6)
        canvas.setLineWidth(0.4)
        for mark in of.marks:
            canvas.line(
                mark.x * scale, self.height - mark.top * scale, mark.x * scale, self.height - mark.bottom * scale
            )
            put = {"start": canvas.drawString, "end": canvas.drawRightString}.get(mark.anchor, canvas.drawCentredString)
            put(mark.x * scale, self.height - mark.bottom * scale - 6.5, mark.text)


class Typeset:
    """A paper in type of one size on a sheet of one width."""

    def __init__(self, paper: Paper, size: float, width: float) -> None:
        self.paper, self.size, self.width = paper, size, width

    def flowables(self) -> Iterator[Flowable]:
        yield self.text(self.paper.title, size=self.size * 1.7, bold=True)
        for block in self.paper.blocks:
            yield Spacer(0, self.size * (1.1 if isinstance(block, Heading) else 0.5))
            yield from self.block(block)

    def block(self, block: Block) -> Iterator[Flowable]:
        match block:
            case Heading():
                yield self.text(block.text, size=self.size * 1.2, bold=True, keep=True)
            case Said():
                yield self.text(block.text, muted=block.is_muted)
            case Points():
                yield from (self.text(text, point=True) for text in block.texts)
            case Drawing():
                yield Strip(block, self.width)
            case Table():
                yield self.grid(block)

    def grid(self, table: Table) -> Flowable:
        shares = sum(column.share for column in table.columns)
        heads = Row([column.head for column in table.columns], is_muted=True)
        rules = [("LINEBELOW", (0, 0), (-1, 0), 0.8, INK), ("LINEBELOW", (0, 1), (-1, -1), 0.3, LINE)]
        sums = [n for n, row in enumerate(table.rows, 1) if row.is_sum]
        return Grid(
            [self.cells(table, row) for row in (heads, *table.rows)],
            colWidths=[self.width * column.share / shares for column in table.columns],
            repeatRows=1,
            style=[
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 2),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
                ("TOPPADDING", (0, 0), (-1, -1), self.size * 0.25),
                ("BOTTOMPADDING", (0, 0), (-1, -1), self.size * 0.35),
                *rules,
                *(("LINEABOVE", (0, n), (-1, n), 0.8, INK) for n in sums[:1]),
            ],
        )

    def cells(self, table: Table, row: Row) -> list[Paragraph]:
        return [
            self.text(cell, muted=row.is_muted, bold=row.is_sum, align=TA_RIGHT if column.is_number else TA_LEFT)
            for column, cell in zip(table.columns, row.cells, strict=True)
        ]

    def text(
        self,
        text: str,
        *,
        size: float | None = None,
        bold: bool = False,
        muted: bool = False,
        keep: bool = False,
        point: bool = False,
        align: int = TA_LEFT,
    ) -> Paragraph:
        size = size or self.size
        style = ParagraphStyle(
            "text",
            fontName=BOLD if bold else PLAIN,
            fontSize=size,
            leading=size * 1.4,
            textColor=MUTED if muted else INK,
            alignment=align,
            keepWithNext=keep,
            leftIndent=size * 1.2 if point else 0,
            splitLongWords=1,
        )
        return Paragraph(marked(text, self.paper.language), style, bulletText="•" if point else None)


def marked(text: str, language: str) -> str:
    """The text for a paragraph, each run of letters in a font that has them."""
    whole = unicodedata.normalize("NFC", text)
    parts = []
    for font, run in groupby(whole, lambda letter: font_of(letter, whole, language)):
        said = escape("".join(run)).replace("\n", "<br/>")
        if font is None:
            said = UNKNOWN * len(said)
        parts.append(f'<font name="{font}">{said}</font>' if font else said)
    return "".join(parts)


def font_of(letter: str, whole: str, language: str) -> str | None:
    """The font of a letter beside the sheet's own, which is ""; None where none has it."""
    if letter == "\n" or ord(letter) in getFont(PLAIN).face.charToGlyph:
        return ""
    if ord(letter) > 0xFFFF or unicodedata.east_asian_width(letter) not in "WF":
        return None
    if any(is_hangul(one) for one in whole):
        return KOREAN
    return JAPANESE if any("\u3040" <= one <= "\u30ff" for one in whole) else BY_LANGUAGE.get(language, CHINESE)


def is_hangul(letter: str) -> bool:
    return "\uac00" <= letter <= "\ud7a3" or "\u3131" <= letter <= "\u318e"
