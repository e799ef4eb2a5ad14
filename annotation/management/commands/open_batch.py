"""`manage open_batch NAME`: pick pairs, freeze them into a batch, bring them into work."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone

from annotation.actions import batches, preparation
from annotation.actions.batches import Terms
from annotation.choices import SieveAct
from annotation.errors import AnnotationError
from annotation.models import Annotator, Batch, Group, GuidelineVersion
from annotation.queries import batch_previews
from annotation.rules.selections import Selection
from dataset.errors import DatasetError
from dataset.management import thresholds


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
        parser.add_argument("--from-length", type=int, help="only prompts of so many characters or more")
        parser.add_argument("--to-length", type=int, help="only prompts of so many characters or fewer")
        parser.add_argument(
            "--sensitive", choices=["none", "only"], help="leave sensitive pictures out, or take them alone"
        )
        thresholds.add_arguments(parser)
        parser.add_argument("--guideline", type=int, help="number of a published version; the newest without it")
        parser.add_argument(
            "--priority", type=int, default=0, help="whoever is in several is given of the highest first (0)"
        )
        parser.add_argument("--deadline", type=date.fromisoformat, help="a day, as 2026-12-24")
        parser.add_argument("--gold-share", type=int, default=0, help="of a hundred pairs given, how many are gold (0)")
        parser.add_argument("--as-a-whole", action="store_true", help="pairs are accepted or rejected, no word struck")
        parser.add_argument(
            "--unread", choices=["park", "exclude"], help="what too few of the members can be asked about"
        )
        parser.add_argument("--annotator", action="append", default=[], help="a member's user name; all without it")
        parser.add_argument("--group", action="append", default=[], help="all of a group beside them; repeatable")
        parser.add_argument("--dry-run", action="store_true", help="show what would be picked, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        selection = selection_of(options)
        try:
            if options["dry_run"]:
                self.show(selection)
                return
            batch = batches.open_batch(
                name=options["name"],
                selection=selection,
                wanted=options["opinions"],
                at_most=options["at_most"],
                split_to_desk=options["split_to_desk"],
                requires_qualification=options["require_qualification"],
                terms=terms_of(options),
                unread=SieveAct(options["unread"]) if options["unread"] else None,
                annotators=members(options["annotator"], options["group"]),
                actor="command line",
                now=timezone.now(),
            )
        except (AnnotationError, DatasetError, ValueError) as error:
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
        for kind, n in found.n_left_out_by_score.items():
            self.stdout.write(f"left out: {about}{n} by their {kind} score, or without one")
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
        least=options["from_length"],
        most=options["to_length"],
        sensitive={"none": False, "only": True}.get(options["sensitive"]),
        scores=thresholds.limits_of(options),
        sample=options["sample"],
        seed=options["seed"],
    )


def terms_of(options: dict[str, Any]) -> Terms:
    """Guideline, priority, deadline, gold, and how pairs are judged."""
    guideline = None
    if (number := options["guideline"]) is not None:
        guideline = GuidelineVersion.objects.filter(number=number, published_at__isnull=False).first()
        if guideline is None:
            raise CommandError(f"No version {number} of the guideline is published.")
    if options["as_a_whole"] and options["gold_share"]:
        raise CommandError("Gold is judged by its words: pairs accepted or rejected as a whole have none.")
    return Terms(
        guideline, options["priority"], options["deadline"], options["gold_share"], as_a_whole=options["as_a_whole"]
    )


def members(names: list[str], groups: list[str]) -> list[Annotator]:
    """The annotators with these user names and those in these groups, or all who work."""
    working = Annotator.objects.working().select_related("user").order_by("pk")
    if not names and not groups:
        return list(working)
    if missing := set(groups) - {*Group.objects.filter(name__in=groups).values_list("name", flat=True)}:
        raise CommandError(f"No group is named {', '.join(sorted(missing))}.")
    chosen = Q(user__username__in=names) | Q(groups__group__name__in=groups)
    found = list(working.filter(chosen).distinct())
    if unknown := set(names) - {annotator.user.username for annotator in found}:
        raise CommandError(f"No working annotator is named {', '.join(sorted(unknown))}.")
    return found
