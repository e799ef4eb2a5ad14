"""`manage score_template TEMPLATE MODEL --cap DOLLARS`: ask the golden set with a template, and tell how it did."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dataset.actions import golden_runs
from dataset.actions.machine_runs import Means
from dataset.choices import Transport
from dataset.errors import DatasetError
from dataset.management.amounts import amount
from dataset.management.run_options import profile
from dataset.management.templates import template_by
from dataset.models import ModelProfile, Template
from dataset.queries import golden_results, profiles
from dataset.queries.golden_results import Score
from dataset.rules.golden_scores import Interval, Tally

ACTOR = "score_template"


class Command(BaseCommand):
    help = (
        "Ask a model about the golden set with a template, and tell how near its answers are to those of people. What "
        "was asked before is not asked again. Without --cap nothing is asked: what is known is told."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "template", help="its name, perhaps with a version: annotate or annotate@2; else the newest"
        )
        parser.add_argument("profile", help="a model, as `set_profile` named it")
        parser.add_argument("--cap", type=amount, help="dollars that it may cost at most")
        parser.add_argument("--stronger", help="the model to ask where the first gives no valid answer")
        parser.add_argument("--transport", choices=Transport.values, help="how it is asked: one by one where it can be")
        parser.add_argument("--in-background", action="store_true", help="leave it to the workers")

    def handle(self, *args: Any, **options: Any) -> None:
        template, asked = template_by(options["template"]), profile(options["profile"])
        if options["cap"] is not None:
            self.ask(template, asked, options)
            if options["in_background"]:
                return
        self.tell(golden_results.of(template, asked.model))

    def ask(self, template: Template, asked: ModelProfile, options: dict[str, Any]) -> None:
        stronger = profile(options["stronger"]) if options["stronger"] else None
        transport = Transport(options["transport"] or profiles.first_transport(asked))
        means = Means(asked, options["cap"], transport, stronger)
        try:
            run = golden_runs.start(template=template, means=means, actor=ACTOR, now=timezone.now())
        except DatasetError as error:
            raise CommandError(str(error)) from error
        call_command(
            "annotate_prompts",
            run=run.pk,
            in_background=options["in_background"],
            stdout=self.stdout,
            stderr=self.stderr,
        )

    def tell(self, score: Score) -> None:
        self.stdout.write(f"{score.template} by {score.model}, {score.n_ended:,} of {score.n:,} golden prompts:")
        if not score.n_ended:
            return
        self.stdout.write(f"  valid        {share(score.valid)}{between(score.valid_interval)}")
        self.stdout.write(f"  at once      {share(score.at_once)}")
        if score.asks_for_words:
            for kind, tally in score.by_kind.items():
                self.stdout.write(f"  {kind:<12} {told(tally)}")
            self.stdout.write(f"  all words    {told(score.words)}{between(score.words_interval)}")
        if score.caption is not None:
            self.stdout.write(f"  captions     {score.caption:.3f} like those of people (ROUGE-1)")
        n_fitting, n_asked = score.questions
        self.stdout.write(f"  questions    {n_fitting:,} of {n_asked:,} look where they should")
        for what, codes in score.codes:
            listed = ", ".join(f"{code} {n:,}" for code, n in codes) or "none"
            self.stdout.write(f"  {what.lower():<12} {listed}")
        self.stdout.write(f"  cost         ${score.cost_amount:.4f}; {score.n_known:,} answers were known before")
        missing = golden_runs.lacks(score, golden_runs.bar()) if golden_runs.needs_trial(score.template) else []
        self.stdout.write(f"Not passed: {'; '.join(missing)}." if missing else "Passed.")


def told(tally: Tally) -> str:
    return f"precision {share(tally.precision)}  recall {share(tally.recall)}  F1 {share(tally.f1)}"


def share(value: float | None) -> str:
    return "    –" if value is None else f"{value:.3f}"


def between(found: Interval | None) -> str:
    return "" if found is None else f"  ({found.low:.3f} to {found.high:.3f} at 95 %)"
