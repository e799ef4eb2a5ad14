"""A version of a style tree as it goes out."""

import hashlib
from typing import Any

from dataset.models import StyleVersion
from dataset.queries import style_versions as versions
from dataset.queries import styles
from dataset.rules.style_trees import bytes_of


def document(version: StyleVersion) -> dict[str, Any]:
    """The categories with plain parents and their styles, and a card; no time stands in it, and no key of a row."""
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
            "sha256": hashlib.sha256(bytes_of(tree)).hexdigest(),
            "snapshot_sha256": bytes(made.snapshot.sha256).hex(),
            "source": made.snapshot.source,
            "model": made.profile.model,
            "seed": made.seed,
            "patch_size": made.patch_size,
            "least_members": made.least_members,
        },
    }
