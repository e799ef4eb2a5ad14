"""What an annotator chose for themselves: how the workbench looks and reacts. None of it changes what is judged."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal

Interface = Literal["en", "ko", "zh-hans"]
Enter = Literal["submits", "toggles"]
Theme = Literal["system", "light", "dark", "contrast"]

FONT_PX = (16, 28)
GOAL = (1, 10_000)
MOST_KEYS = 100
LONGEST_KEY = 100


@dataclass(frozen=True, slots=True)
class AccountChoices:
    """
    All choices but the exposure, which the queue reads, with what holds while nothing was chosen.

    `keys` has, for each command that was remapped, its physical keys with spaces between; an empty text is none.
    `interface` is None while nobody asked for a language, `clause_lines` while each prompt decides by its clauses,
    `goal` while nobody set out to judge so many pairs a day; `guideline_seen` is the version that was read last.
    """

    interface: Interface | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    single_keys: bool = True
    enter: Enter = "submits"
    font_px: int = 19
    keep_zoom: bool = False
    theme: Theme = "system"
    clause_lines: bool | None = None
    clean_preview: bool = True
    fold_arguments: bool = False
    progress: bool = True
    goal: int | None = None
    guideline_seen: int | None = None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


NAMES = frozenset(choice.name for choice in fields(AccountChoices))


def read(kept: Mapping[str, Any]) -> AccountChoices:
    """The choices from what was kept; what an older or newer version kept under other names is passed over."""
    return replace(AccountChoices(), **{name: value for name, value in kept.items() if name in NAMES})
