"""Thresholds on scores, as options of every command that chooses pairs."""

from argparse import ArgumentParser
from typing import Any

from dataset.rules.score_limits import Kind, Limit


def add_arguments(parser: ArgumentParser) -> None:
    group = parser.add_argument_group(
        "thresholds on scores", "both ends count; who scored is the newest of its kind, and may be named"
    )
    for kind in Kind:
        group.add_argument(f"--{kind}-least", type=float, metavar="S", help=f"only pairs with this {kind} or more")
        group.add_argument(f"--{kind}-most", type=float, metavar="S", help=f"only pairs with this {kind} or less")
        group.add_argument(
            f"--{kind}-by", default="", metavar="NAME@VERSION", help="by this scorer; `collected`: as it came"
        )
    group.add_argument("--unscored", action="store_true", help="also pairs without such a score; left out otherwise")


def limits_of(options: dict[str, Any]) -> tuple[Limit, ...]:
    """The thresholds that were given."""
    return tuple(
        Limit(
            kind,
            options[f"{kind}_by"],
            options[f"{kind}_least"],
            options[f"{kind}_most"],
            unscored=options["unscored"],
        )
        for kind in Kind
        if options[f"{kind}_least"] is not None or options[f"{kind}_most"] is not None
    )
