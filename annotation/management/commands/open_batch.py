"""`manage open_batch NAME`: pick pairs, freeze them into a batch, bring them into work."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from annotation.actions import batches, preparation
from annotation.errors import AnnotationError
from annotation.models import Annotator, Batch
from annotation.queries import batch_previews
from annotation.rules.selections import Selection


class Command(BaseCommand):
    help = "Open a batch: pick pairs, say how many opinions each gets and who gives them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="lower-case letters, digits and dashes")
        parser.add_argument("--source", default="", help="only pairs of this source")
        parser.add_argument("--language", action="append", default=[], help="only prompts of this language; repeatable")
        parser.add_argument(
            "--allow-trait", action="append", default=[], help="take prompts with this trait too; repeatable"
        )
        parser.add_argument("--judged-too", action="store_true", help="also pairs that a batch has already")
        parser.add_argument("--sample", type=int, help="so many pairs, drawn at random; all without it")
        parser.add_argument("--seed", type=int, default=0, help="of the draw and of the order; the same gives the same")
        parser.add_argument("--opinions", type=int, default=2, help="opinions wanted on each pair (2)")
        parser.add_argument("--at-most", type=int, default=3, help="opinions at most, where they differ (3)")
        parser.add_argument(
            "--split-to-desk", action="store_true", help="a word still split after three goes to the desk"
        )
        parser.add_argument(
            "--require-qualification", action="store_true", help="who has not qualified on gold waits until they have"
        )
        parser.add_argument("--annotator", action="append", default=[], help="a member's user name; all without it")
        parser.add_argument("--dry-run", action="store_true", help="show what would be picked, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        selection = selection_of(options)
        if options["dry_run"]:
            self.show(selection)
            return
        try:
            batch = batches.open_batch(
                name=options["name"],
                selection=selection,
                wanted=options["opinions"],
                at_most=options["at_most"],
                split_to_desk=options["split_to_desk"],
                requires_qualification=options["require_qualification"],
                annotators=members(options["annotator"]),
                actor="command line",
                now=timezone.now(),
            )
        except (AnnotationError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.prepare(batch)

    def show(self, selection: Selection) -> None:
        found = batch_previews.preview(batch_previews.look(selection))
        about = "about " if found.is_estimate else ""
        self.stdout.write(f"{about}{found.n_found} pairs found, {found.n_picked} picked")
        self.stdout.write(
            f"left out: {about}{found.n_not_ready} not ready, {found.n_already_judged} in a batch already"
        )
        for trait, n in sorted(found.n_left_out_by_trait.items()):
            self.stdout.write(f"left out: {about}{n} with the trait {trait}")
        for image in found.samples:
            self.stdout.write(f"  {image.source_key}  {image.prompt.text[:80]}")

    def prepare(self, batch: Batch) -> None:
        n_ready = 0
        while n := preparation.prepare(batch=batch):
            n_ready += n
            self.stdout.write(f"{n_ready} of {batch.n_pairs} pairs in work")
        self.stdout.write(self.style.SUCCESS(f"Batch {batch.name} is open."))


def selection_of(options: dict[str, Any]) -> Selection:
    return Selection(
        source=options["source"],
        languages=tuple(options["language"]),
        traits=tuple(options["allow_trait"]),
        unjudged=not options["judged_too"],
        sample=options["sample"],
        seed=options["seed"],
    )


def members(names: list[str]) -> list[Annotator]:
    """The annotators with these user names, or all who work."""
    working = Annotator.objects.working().select_related("user").order_by("pk")
    if not names:
        return list(working)
    found = list(working.filter(user__username__in=names))
    if unknown := set(names) - {annotator.user.username for annotator in found}:
        raise CommandError(f"No working annotator is named {', '.join(sorted(unknown))}.")
    return found
