"""`manage agreement --batch NAME`: how far the annotators of a batch agree."""

import json
from argparse import ArgumentParser
from enum import Enum
from fractions import Fraction
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotation.models import Batch
from annotation.queries import agreement
from annotation.queries.agreement import Agreement
from annotation.rules.agreement import Figure, Undefined
from annotation.rules.jackknives import Interval, NoInterval

Range = Interval | Undefined | NoInterval | None


class Command(BaseCommand):
    help = "How far the annotators of a batch agree, on the opinions that are asked of every pair. Changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", required=True, help="its name")
        parser.add_argument("--raw", action="store_true", help="on the marks as made, not on canonical strikes")
        parser.add_argument(
            "--further",
            action="store_true",
            help="count also the opinions asked because the first differ; the figures are then biased",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        batch = Batch.objects.filter(name=options["batch"]).first()
        if batch is None:
            raise CommandError(f"There is no batch {options['batch']}.")
        found = agreement.of_batch(batch, raw_marks=options["raw"], further=options["further"])
        write = as_json if options["json"] else as_text
        self.stdout.write(write(found, batch, raw_marks=options["raw"], further=options["further"]))


def as_text(found: Agreement, batch: Batch, *, raw_marks: bool, further: bool) -> str:
    whole = batch.as_a_whole
    marks = "accepted or rejected" if whole else "marks as made" if raw_marks else "canonical strikes"
    rate, struck, kept = ("rejection rate", "rejected", "accepted") if whole else ("strike rate", "struck", "kept")
    words = "" if whole else f", {found.n_words:,} words"
    first = "the first opinion" if batch.wanted == 1 else f"the first {batch.wanted} opinions"
    lines = [
        f"Batch {batch.name}: {marks}, {'all opinions, further ones too,' if further else first} of each pair",
        f"judged by two or more: {found.n_pairs:,} pairs{words}; {found.n_judgments:,} judgments",
        "",
        f"{rate:<31}{shown(found.strike_rate)}",
        f"{f'specific agreement, {struck}':<31}{shown(found.struck, found.struck_interval)}",
        f"{f'specific agreement, {kept}':<31}{shown(found.kept)}",
        f"Krippendorff's alpha           {shown(found.alpha, found.alpha_interval)}",
        f"Gwet's AC1                     {shown(found.ac1)}",
        f"raw agreement                  {shown(found.raw)}",
    ]
    return "\n".join(lines)


def shown(figure: Figure, around: Range = None) -> str:
    if isinstance(figure, Undefined):
        return f"undefined: {figure.value}"
    value = f"{float(figure):.3f}"
    match around:
        case Interval():
            return f"{value}   95 % interval {around.low:.3f} to {around.high:.3f}"
        case Enum():
            return f"{value}   no interval: {around.value}"
        case _:
            return value


def as_json(found: Agreement, batch: Batch, *, raw_marks: bool, further: bool) -> str:
    """Figures are numbers, or null with their reason under `undefined`; intervals are pairs of numbers likewise."""
    counts = {"pairs": found.n_pairs, "words": found.n_words, "judgments": found.n_judgments}
    values: dict[str, Figure | Range] = {
        "strike_rate": found.strike_rate,
        "specific_agreement_struck": found.struck,
        "specific_agreement_struck_interval": found.struck_interval,
        "specific_agreement_kept": found.kept,
        "alpha": found.alpha,
        "alpha_interval": found.alpha_interval,
        "ac1": found.ac1,
        "raw_agreement": found.raw,
    }
    scope = {
        "batch": batch.name,
        "units": "pairs" if batch.as_a_whole else "words",
        "strikes": "raw" if raw_marks else "canonical",
        "opinions": "all" if further else "first",
    }
    undefined = {name: value.value for name, value in values.items() if isinstance(value, Enum)}
    plain = {name: number(value) for name, value in values.items()}
    return json.dumps(scope | counts | plain | {"undefined": undefined}, indent=2)


def number(value: Figure | Range) -> float | list[float] | None:
    match value:
        case Interval():
            return [value.low, value.high]
        case Fraction():
            return float(value)
        case _:
            return None
