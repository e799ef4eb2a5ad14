"""What the workbench says, a file for each language: frontend/locales."""

import json
from functools import cache

from django.conf import settings


@cache
def strings(language: str) -> dict[str, str]:
    """The texts of one language of `settings.LANGUAGES`, by key."""
    found: dict[str, str] = json.loads((settings.LOCALES / f"{language}.json").read_text())
    return found
