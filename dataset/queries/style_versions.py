"""Trees of versions as values, and what a tree is built from."""

from django.db.models import F, Q

from dataset.choices import MachineRunState, StyleTreeState, StyleVersionState
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


def is_cancelled(version: StyleVersion) -> bool:
    """Whether assigning styles to it was begun and cancelled."""
    last = StyleStage.objects.filter(version=version).select_related("run").order_by("-number").first()
    return last is not None and last.run.state == MachineRunState.CANCELLED


def may_be_assigned(version: StyleVersion) -> bool:
    """Whether styles may be assigned to it now: it is a draft, or that was cancelled."""
    if version.state == StyleVersionState.DRAFT:
        return True
    return version.state == StyleVersionState.FROZEN and version.assigned_at is None and is_cancelled(version)
