"""Tables of style trees to take along."""

from annotation.queries.table_rows import Table, same
from dataset.models import (
    Style,
    StyleAssignment,
    StyleNode,
    StyleOperation,
    StyleSnapshot,
    StyleStage,
    StyleTree,
    StyleVersion,
)

STYLES: dict[str, Table] = {
    "style_snapshots": Table(
        StyleSnapshot.objects.all(),
        "each time that the styles of prompts were frozen",
        same("id source n_prompts n_words n_styles actor created_at"),
    ),
    "styles": Table(
        Style.objects.all(),
        "each style of a snapshot, with the forms it was met in",
        same("id snapshot number text is_artist n_prompts variants"),
    ),
    "style_trees": Table(
        StyleTree.objects.all(),
        "each tree that models build",
        {"id": "id", "snapshot": "snapshot", "profile": "profile__name"}
        | same("seed patch_size least_members thrice_from based_on extends cap_amount state actor created_at"),
    ),
    "style_stages": Table(
        StyleStage.objects.all(), "each stage of a tree, with its run", same("id tree number task version run")
    ),
    "style_versions": Table(
        StyleVersion.objects.all(),
        "each version of a tree, with its figures",
        same("id tree number based_on state metrics actor created_at assigned_at published_at"),
    ),
    "style_categories": Table(
        StyleNode.objects.filter(number__gt=0),
        "each category of a version",
        same("id version number depth name definition locked"),
    ),
    "style_operations": Table(
        StyleOperation.objects.all(),
        "each thing that somebody did to a version",
        same("id version number act arguments inverse undoes actor created_at"),
    ),
    "style_assignments": Table(
        StyleAssignment.objects.all(),
        "where each style is in a version",
        {"id": "id", "version": "version", "style": "style__text", "category": "node__number"}
        | same("by n_votes n_for tied actor"),
    ),
}
