"""Hostile CSV: what comes of its rows, or why none of it can be read. The last row of each is sound."""

from typing import NamedTuple

HEADER = b"img_path,prompt\n"
LAST = b"last.png,a sound fox\n"


class CsvCase(NamedTuple):
    """`said` are the reasons of the rows, empty where one goes in; or the name of the error."""

    name: str
    data: bytes
    said: tuple[str, ...] | str
    prompts: tuple[str, ...] = ()


def rows(name: str, data: bytes, *said: str, prompts: tuple[str, ...] = ()) -> CsvCase:
    """These lines between a plain header and the last row."""
    return CsvCase(name, HEADER + data + LAST, (*said, ""), (*prompts, "a sound fox"))


def headed(name: str, header: bytes, row: bytes = b"last.png,a sound fox\n") -> CsvCase:
    """A header under which nothing can be read for sure."""
    return CsvCase(name, header + b"\n" + row, "ColumnsUnclear")


CELLS = [
    rows("quotes", b'a.png,"a ""red"" fox"\n', "", prompts=('a "red" fox',)),
    rows("line feeds in a cell", b'a.png,"a fox,\nsitting\r\nthere"\n', "", prompts=("a fox,\nsitting\r\nthere",)),
    rows("a quote in the middle", b'a.png,a "red" fox\n', "", prompts=('a "red" fox',)),
    rows("a quote that ends early", b'a.png,"a fox"x\n', "", prompts=("a foxx",)),
    rows("a formula", b"a.png,=1+1\nb.png,@SUM(A1)\n", "", "", prompts=("=1+1", "@SUM(A1)")),
    rows("a formula for an image", b"=cmd|' /C calc'!A0,a fox\n", "bad_suffix"),
    rows("too few cells", b"a.png\n", "bad_cells"),
    rows("too many cells", b"a.png,a fox,and more\n", "bad_cells"),
    rows("100,000 cells", b"," * 100_000 + b"\n", "bad_cells"),
    rows("a NUL", b"a.png,a \0fox\n", "bad_characters"),
    rows("Latin-1", b"a.png,caf\xe9\n", "not_utf8"),
    rows("Latin-1 in the path", b"caf\xe9.png,a fox\n", "not_utf8"),
    rows("a surrogate in UTF-8", b"a.png,\xed\xa0\x80\n", "not_utf8"),
    rows("carriage returns at the end", b"a.png,a fox\r\n", "", prompts=("a fox",)),
    rows("empty lines", b"\n\r\n\n", prompts=()),
    rows("a line of 1.5 MB", b"a.png," + b"x" * 1_500_000 + b"\n", "line_too_long"),
    rows("a path that leads out", b"../../a.png,a fox\n", "unsafe_path"),
    rows("a link", b"https://example.org/a.png,a fox\n", "image_is_a_link"),
    rows("a byte order mark in the middle", b"\xef\xbb\xbfa.png,a fox\n", "unsafe_path"),
    rows("the header again", HEADER, "bad_suffix"),
]

HEADERS = [
    CsvCase("a byte order mark", b"\xef\xbb\xbf" + HEADER + LAST, ("",), ("a sound fox",)),
    CsvCase(
        "two usual names for one thing", b"image,file,prompt,text\nlast.png,x,a sound fox,y\n", ("",), ("a sound fox",)
    ),
    headed("the same column twice", b"img_path,prompt,prompt", b"last.png,a sound fox,a fox\n"),
    headed("the same column twice, in other letters", b"img_path,Prompt,PROMPT ", b"last.png,a sound fox,a fox\n"),
    headed("two columns of images", b"img_path,IMG_PATH,prompt", b"last.png,x.png,a sound fox\n"),
    headed(
        "a score twice, so that the lower one could hide the higher",
        b"img_path,prompt,image_nsfw_score,image_nsfw_score",
        b"last.png,a sound fox,0.9,0.1\n",
    ),
    headed("no header", b"a.png,a fox"),
    headed("UTF-16", "img_path,prompt".encode("utf-16")),
    headed("a header of NULs", bytes(1000)),
    headed("an overlong header", b"img_path,prompt," + b"x" * 1_500_000),
    CsvCase("nothing", b"", "ColumnsUnclear"),
]

CSVS = [*CELLS, *HEADERS]
