"""What the workbench says, a file for each language: frontend/locales."""

import json
from functools import cache

from django.conf import settings

# Areas whose texts no other page says: the way to the first pair, and the desk.
AREAS = ("intro", "desk")


@cache
def strings(language: str, area: str = "work") -> dict[str, str]:
    """The texts of one language of `settings.LANGUAGES`, by key; those of an area only there."""
    found: dict[str, str] = json.loads((settings.LOCALES / f"{language}.json").read_text())
    return {key: text for key, text in found.items() if key.split(".")[0] == area or not is_apart(key)}


def is_apart(key: str) -> bool:
    return key.split(".", maxsplit=1)[0] in AREAS
