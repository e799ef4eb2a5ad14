"""A version of a style tree as pages show it: categories at the top and one level under, with styles."""

from collections.abc import Sequence

from dataset.actions import style_versions
from dataset.choices import StyleVersionState
from dataset.gateways import style_places
from dataset.models import StyleAssignment, StyleVersion
from dataset.rules.style_trees import Node, Tree
from tests.factories import StyleFactory, StyleSnapshotFactory, StyleTreeFactory, StyleVersionFactory

WORDS = ("oil painting", "watercolor", "anime", "manga", "haze", "odd thing")
NODES = {
    1: Node(1, None, "Media", "What it is made with."),
    2: Node(2, 1, "Painting", "Wet paint."),
    3: Node(3, 1, "Comics"),
    4: Node(4, None, "Weather"),
}
MEMBERS = {0: 2, 1: 2, 2: 3, 3: 3, 4: 4}


def drafted(words: Sequence[str] = WORDS) -> StyleVersion:
    """Styles with 10, 9, 8 … prompts: Media over Painting and Comics, Weather, and one style without a category."""
    snapshot = StyleSnapshotFactory(n_styles=len(words))
    for number, text in enumerate(words):
        StyleFactory(snapshot=snapshot, number=number, text=text, n_prompts=max(1, 10 - number))
    version: StyleVersion = StyleVersionFactory(tree=StyleTreeFactory(snapshot=snapshot, state="built"), last_number=4)
    keys = style_versions.save_nodes(version, Tree(NODES))
    placed = {style: keys[leaf] for style, leaf in MEMBERS.items()}
    style_places.begin(version=version.pk, snapshot=snapshot.pk, nodes=placed, kept=())
    style_versions.tell(version)
    return version


def assigned(version: StyleVersion) -> StyleVersion:
    """Frozen, with the style that has no category as a tie."""
    StyleAssignment.objects.filter(version=version).update(by="model", n_votes=1, n_for=1)
    StyleAssignment.objects.filter(version=version, node=None).update(by="model", n_votes=3, n_for=1, tied=True)
    version.state, version.assigned_at = StyleVersionState.FROZEN, version.created_at
    version.save(update_fields=["state", "assigned_at"])
    return version


def where(version: StyleVersion, text: str) -> str | None:
    """The category that a style is in."""
    rows = StyleAssignment.objects.filter(version=version, style__text=text)
    return rows.values_list("node__name", flat=True).get()
