"""What the workbench says, a file for each language: frontend/locales."""

import json
from functools import cache

from django.conf import settings

# Texts of the way to the first pair, which the workbench itself never says.
INTRO = "intro."


@cache
def strings(language: str, area: str = "work") -> dict[str, str]:
    """The texts of one language of `settings.LANGUAGES`, by key; those of the way there only in the area `intro`."""
    found: dict[str, str] = json.loads((settings.LOCALES / f"{language}.json").read_text())
    return {key: text for key, text in found.items() if area == "intro" or not key.startswith(INTRO)}
