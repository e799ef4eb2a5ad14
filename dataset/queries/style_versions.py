"""Trees of versions as values, and what a tree is built from."""

from django.db.models import F, Q

from dataset.choices import StyleTreeState
from dataset.models import MachineRun, StyleAssignment, StyleNode, StyleStage, StyleTree, StyleVersion
from dataset.queries import styles
from dataset.rules.style_builds import Asked, Setup, Stage
from dataset.rules.style_trees import Node, Tree


def tree_of(version: StyleVersion) -> Tree:
    """The categories of a version with its styles, in two queries."""
    rows = [*StyleNode.objects.filter(version=version, number__gt=0)]
    by_path = {row.path: row.number for row in rows}
    nodes = {
        row.number: Node(row.number, by_path.get(row.path[: -StyleNode.steplen]), row.name, row.definition, row.locked)
        for row in rows
    }
    placed = StyleAssignment.objects.filter(version=version, node__isnull=False)
    return Tree(nodes, dict(placed.values_list("style__number", "node__number")))


def setup(tree: StyleTree) -> Setup:
    """What a tree is built from."""
    words = styles.words(tree.snapshot)
    found = Setup(words, tree.seed, tree.patch_size, tree.least_members, extends=tree.extends)
    if tree.based_on is None:
        return found
    base = tree_of(tree.based_on)
    before = styles.words(tree.based_on.tree.snapshot)
    now = {word.text: number for number, word in enumerate(words)}
    members = {now[before[style].text]: leaf for style, leaf in base.members.items() if before[style].text in now}
    return Setup(words, tree.seed, tree.patch_size, tree.least_members, Tree(base.nodes, members), extends=tree.extends)


def stages(tree: StyleTree) -> list[Stage]:
    """What a tree's stages asked and were answered, but for assignments."""
    rows = StyleStage.objects.filter(tree=tree, version__isnull=True).order_by("number")
    return [asked(row) for row in rows]


def is_built_upon(run: MachineRun) -> bool:
    """Whether this run is a stage of a tree, and what it was answered led to a further one, a tree or assignments."""
    stages = StyleStage.objects.filter(run=run)
    over = Q(tree__stages__number__gt=F("number")) | ~Q(tree__state=StyleTreeState.BUILDING)
    return stages.filter(Q(version__isnull=True) & over | Q(version__assigned_at__isnull=False)).exists()


def asked(stage: StyleStage) -> Stage:
    steps = stage.steps.order_by("number").values_list("meant", "answer")
    return Stage(stage.task, [Asked(meant, answer) for meant, answer in steps])
