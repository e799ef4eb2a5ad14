"""`manage build_style_tree PROFILE --cap DOLLARS`: sort the styles of prompts into a tree, by a model."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Sum
from django.utils import timezone

from dataset.actions import style_snapshots, style_trees
from dataset.actions.style_trees import Wish
from dataset.choices import StyleTreeState
from dataset.errors import DatasetError
from dataset.management.amounts import amount
from dataset.management.run_options import profile
from dataset.management.style_stages import ask_all
from dataset.models import StyleStage, StyleTree, StyleVersion
from dataset.rules.style_snapshots import PATCH

ACTOR = "build_style_tree"


class Command(BaseCommand):
    help = "Sort the styles of prompts into a tree of categories, by a model. Stopped, --tree goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("profile", nargs="?", help="a model, as `set_profile` named it")
        parser.add_argument("--cap", type=amount, help="dollars that the tree may cost at most")
        parser.add_argument("--stronger", help="the model to ask where the first gives no valid answer")
        parser.add_argument("--source", default="", help="only styles of prompts of this source")
        parser.add_argument("--seed", type=int, default=1, help="of the order within patches (1)")
        parser.add_argument("--patch", type=int, default=PATCH, help=f"styles in one question ({PATCH})")
        parser.add_argument("--least", type=int, help="styles of a leaf (20, fewer where there are fewer than 60,000)")
        parser.add_argument("--thrice-from", type=int, default=100, help="prompts from which a style gets three votes")
        parser.add_argument("--based-on", type=int, help="a version whose locked categories stay")
        parser.add_argument("--extend", action="store_true", help="all its categories stay: only new styles are sorted")
        parser.add_argument("--in-background", action="store_true", help="leave it to the workers")
        parser.add_argument("--tree", type=int, help="go on with this tree; with --cap under another cap")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            tree = self.found(options) if options["tree"] else self.begun(options)
        except DatasetError as error:
            raise CommandError(str(error)) from error
        again = f"build_style_tree --tree {tree.pk}"
        if options["in_background"]:
            self.stdout.write(f"Tree {tree.pk} is the workers'. See how far it is: {again}")
            return
        ask_all(tree, self.stderr, again)
        self.tell(tree)

    def found(self, options: dict[str, Any]) -> StyleTree:
        tree = StyleTree.objects.select_related("snapshot").filter(pk=options["tree"]).first()
        if tree is None:
            raise CommandError(f"There is no tree {options['tree']}.")
        style_trees.resume(tree=tree, cap=options["cap"])
        return tree

    def begun(self, options: dict[str, Any]) -> StyleTree:
        if options["profile"] is None or options["cap"] is None:
            raise CommandError("Name a model and a cap, as: build_style_tree small --cap 5")
        asked, stronger = profile(options["profile"]), profile(options["stronger"]) if options["stronger"] else None
        base = StyleVersion.objects.filter(pk=options["based_on"]).first() if options["based_on"] else None
        if base is None and (options["based_on"] or options["extend"]):
            raise CommandError("Name a version that is there: --based-on VERSION.")
        now = timezone.now()
        snapshot = style_snapshots.take(source=options["source"], actor=ACTOR, now=now)
        self.stderr.write(f"{snapshot.n_words:,} words of style come to {snapshot.n_styles:,} styles.")
        wish = Wish(
            seed=options["seed"],
            patch=options["patch"],
            least=options["least"],
            thrice_from=options["thrice_from"],
            based_on=base,
            extends=options["extend"],
        )
        return style_trees.start(
            snapshot=snapshot, profile=asked, cap=options["cap"], wish=wish, actor=ACTOR, now=now, stronger=stronger
        )

    def tell(self, tree: StyleTree) -> None:
        tree.refresh_from_db()
        spent = StyleStage.objects.filter(tree=tree).aggregate(n=Sum("run__budget__spent_amount"))["n"] or 0
        if tree.state != StyleTreeState.BUILT:
            raise CommandError(f"Tree {tree.pk} was cancelled; ${spent:.4f} spent.")
        version = StyleVersion.objects.filter(tree=tree).latest("number")
        told = version.metrics
        self.stdout.write(
            f"Tree {tree.pk}, version {version.pk}: {told['n_leaves']:,} leaves, {told['coverage']:.1%} of"
            f" {told['n_styles']:,} styles in one; ${spent:.4f} spent. Next: assign_styles {version.pk} --cap DOLLARS"
        )
