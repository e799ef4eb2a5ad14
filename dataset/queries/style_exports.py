"""A version of a style tree as it goes out."""

import hashlib
from dataclasses import replace
from typing import Any

from django.db.models import Q

from dataset.models import StyleStage, StyleVersion
from dataset.queries import style_versions as versions
from dataset.queries import styles
from dataset.rules.style_trees import Tree, bytes_of


def document(version: StyleVersion) -> dict[str, Any]:
    """
    The categories with plain parents and their styles, and a card; no time stands in it, and no key of a row.

    The card cites both: the categories by their own digest, and with the styles that are assigned to them by `sha256`.
    """
    tree, words = versions.tree_of(version), styles.words(version.tree.snapshot)
    told = tree.as_json()
    for node in told["nodes"]:
        node["styles"] = [{"style": words[one].text, "prompts": words[one].n_prompts} for one in node["styles"]]
    made = version.tree
    return told | {
        "unassigned": [word.text for number, word in enumerate(words) if number not in tree.members],
        "card": version.metrics
        | {
            "format": "strikeout-style-tree/1",
            "state": version.state,
            "sha256": digest(tree),
            "categories_sha256": digest(replace(tree, members={})),
            "snapshot_sha256": bytes(made.snapshot.sha256).hex(),
            "source": made.snapshot.source,
            "model": made.profile.model,
            "templates": templates(version),
            "seed": made.seed,
            "patch_size": made.patch_size,
            "least_members": made.least_members,
        },
    }


def digest(tree: Tree) -> str:
    return hashlib.sha256(bytes_of(tree)).hexdigest()


def templates(version: StyleVersion) -> dict[str, str]:
    """What models were told, by task: of the stages of its tree, and of the assigning of this version."""
    of_it = Q(version=version) | Q(version__isnull=True)
    stages = StyleStage.objects.filter(of_it, tree=version.tree_id)
    rows = stages.order_by("number").values_list("task", "run__template__name", "run__template__version")
    return {task: f"{name}@{number}" for task, name, number in rows}
