"""Two versions of style trees, held against each other."""

from dataset.models import StyleVersion
from dataset.queries import style_versions as versions
from dataset.queries import styles
from dataset.rules import style_metrics
from dataset.rules.style_metrics import Distance, Likeness
from dataset.rules.style_trees import Tree


def likeness_of(left: StyleVersion, right: StyleVersion) -> Likeness:
    """How alike they sort the styles that both put into a leaf; their snapshots may differ."""
    return style_metrics.likeness(leaves_by_text(left), leaves_by_text(right))


def leaves_by_text(version: StyleVersion) -> dict[str, int]:
    words = styles.words(version.tree.snapshot)
    return {words[style].text: leaf for style, leaf in versions.tree_of(version).members.items()}


def distance_of(before: StyleVersion, after: StyleVersion) -> Distance | None:
    """What leads from one to the other; None where their numbers do not mean the same categories."""
    if after.tree_id != before.tree_id and after.tree.based_on_id != before.pk:
        return None
    old, new = versions.tree_of(before), versions.tree_of(after)
    places = {word.text: place for place, word in enumerate(styles.words(before.tree.snapshot))}
    words = styles.words(after.tree.snapshot)
    added = {word.text: place for place, word in enumerate(words, len(places)) if word.text not in places}
    known = places | added
    members = {known[words[style].text]: leaf for style, leaf in new.members.items()}
    return style_metrics.distance(old, Tree(new.nodes, members))
