"""What the workbench must foretell: the golden prompts as the browser gets them, and what tidy leaves of each."""

import json
from pathlib import Path

from annotation.rules.views import token_views
from dataset.rules.cleaning import Level, clean
from dataset.rules.tokeniser import tokenise
from tests.dataset.rules.golden_prompts import GOLDEN

FILE = Path(__file__).parents[3] / "frontend" / "src" / "core" / "golden.json"


def golden_previews() -> str:
    """The file's text. `python -m tests.annotation.rules.golden_previews` writes it anew."""
    rows = []
    for golden in GOLDEN.values():
        tokens = tokenise(golden.prompt)
        views, tail = token_views(golden.prompt, tokens, {})
        cleaned = clean(golden.prompt, tokens, golden.struck, Level.TIDY, golden.language)
        rows.append(
            {
                "prompt": golden.prompt,
                "language": golden.language,
                "tokens": [view._asdict() for view in views],
                "tail": tail,
                "struck": list(golden.struck),
                "auto": list(cleaned.auto),
                "clean": cleaned.text,
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(golden_previews(), encoding="utf-8")
