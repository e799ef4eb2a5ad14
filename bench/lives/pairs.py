"""Many pairs whose pictures are small and quickly drawn."""

from dataclasses import replace
from functools import partial
from io import BytesIO, StringIO
from pathlib import Path

from django.core.management import call_command
from PIL import Image

from jdb_site.demo.pairs import demo_pairs, write_pairs

SIDE = 256


def drawn(n: int) -> bytes:
    """A picture of its own colour."""
    buffer = BytesIO()
    Image.new("RGB", (SIDE, SIDE), (n * 37 % 256, (n * 91 + n // 256 * 53) % 256, n % 256)).save(buffer, "PNG")
    return buffer.getvalue()


def open_many(folder: Path, n: int) -> None:
    """So many pairs in one batch, for all annotators that there are by then."""
    like = demo_pairs()[0]
    pairs = [
        replace(
            like,
            key=f"p{place}",
            prompt=f"a plain field of colour {place}, flat light, no frame",
            width=SIDE,
            height=SIDE,
            suffix=".png",
            draw=partial(drawn, place),
        )
        for place in range(n)
    ]
    write_pairs(folder / "many", pairs)
    quiet = {"stdout": StringIO(), "stderr": StringIO()}
    call_command("import_pairs", str(folder / "many"), "--source", "many", "--inline", **quiet)
    call_command("open_batch", "many", "--source", "many", stdout=StringIO(), no_color=True)
