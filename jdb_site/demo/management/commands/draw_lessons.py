"""`manage draw_lessons`: draw the pictures of the worked examples that the product ships."""

import io
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from PIL import Image

from annotation.rules.lessons import SIDE, lessons
from jdb_site.demo.pairs import demo_pairs

FOLDER = Path(__file__).resolve().parents[3] / "static" / "lessons"


class Command(BaseCommand):
    help = "Draw the pictures of the worked examples anew, into jdb_site/static/lessons."

    def handle(self, *args: Any, **options: Any) -> None:
        FOLDER.mkdir(exist_ok=True)
        drawn = {pair.key: pair for pair in demo_pairs()}
        for lesson in lessons():
            place = FOLDER / f"{lesson.picture}.webp"
            with Image.open(io.BytesIO(drawn[lesson.picture].draw())) as image:
                image.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(place, "WEBP", quality=74, method=6)
            self.stdout.write(f"{place.name}: {place.stat().st_size / 1000:.0f} kB")
