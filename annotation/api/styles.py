"""Style trees for programs: trees with their versions and stages, a version's categories and styles."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.api.office import PAGE, OfficeView, page
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import Scope
from dataset.choices import MachineRunState, PlacedBy, StyleAct, StyleVersionState
from dataset.models import StyleOperation, StyleTree, StyleVersion
from dataset.queries import style_builds, style_categories, style_differences, style_exports
from dataset.queries.style_builds import Building
from dataset.queries.style_categories import Branch

KEY = {"type": "integer", "minimum": 0, "maximum": BIGINT}
TREE = OpenApiParameter("tree", KEY, OpenApiParameter.PATH)
VERSION = OpenApiParameter("version", KEY, OpenApiParameter.PATH)
OTHER = OpenApiParameter("other", KEY, OpenApiParameter.PATH)
NUMBER = OpenApiParameter("number", KEY, OpenApiParameter.PATH)
FROM = OpenApiParameter("from", KEY, description="`next` of the page before this one.")


class StyleVersionSerializer(serializers.Serializer[Any]):
    """`metrics` are its figures: coverage, sizes, depth, Gini, ties."""

    id = serializers.IntegerField()
    tree = serializers.IntegerField(source="tree_id")
    number = serializers.IntegerField()
    state = serializers.ChoiceField(choices=StyleVersionState.values)
    based_on = serializers.IntegerField(source="based_on_id", allow_null=True)
    metrics = serializers.JSONField()
    actor = serializers.CharField()
    created_at = serializers.DateTimeField()
    assigned_at = serializers.DateTimeField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)


class StyleStageSerializer(serializers.Serializer[Any]):
    """A stage of a tree, with its run; `version` where it assigns styles to one."""

    task = serializers.CharField(source="stage.task")
    version = serializers.IntegerField(source="stage.version_id", allow_null=True)
    run = serializers.IntegerField(source="stage.run_id")
    state = serializers.ChoiceField(choices=MachineRunState.values, source="stage.run.state")
    n_questions = serializers.IntegerField(source="n")
    n_over = serializers.IntegerField()
    n_poison = serializers.IntegerField()
    spent_amount = serializers.CharField()


class StyleTreeSerializer(serializers.Serializer[Any]):
    """Sums of money are texts, in dollars; the cap is that of all stages but assignments."""

    id = serializers.IntegerField(source="tree.pk")
    state = serializers.CharField(help_text="building, assigning, paused, built or cancelled")
    snapshot = serializers.IntegerField(source="tree.snapshot_id")
    n_styles = serializers.IntegerField(source="tree.snapshot.n_styles")
    profile = serializers.CharField(source="tree.profile.name")
    seed = serializers.IntegerField(source="tree.seed")
    based_on = serializers.IntegerField(source="tree.based_on_id", allow_null=True)
    extends = serializers.BooleanField(source="tree.extends")
    cap_amount = serializers.CharField(source="tree.cap_amount")
    spent_amount = serializers.CharField()
    actor = serializers.CharField(source="tree.actor")
    created_at = serializers.DateTimeField(source="tree.created_at")
    stages = StyleStageSerializer(many=True)
    versions = StyleVersionSerializer(many=True)


class StyleTreesSerializer(serializers.Serializer[Any]):
    """The newest first."""

    trees = StyleTreeSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class StyleCategorySerializer(serializers.Serializer[Any]):
    """In the order of reading; `n_styles` with those of all that stands under it."""

    number = serializers.IntegerField()
    parent = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]  # Field has a `parent` of its own
    name = serializers.CharField()
    definition = serializers.CharField(allow_blank=True)
    locked = serializers.BooleanField()
    n_styles = serializers.IntegerField()
    n_prompts = serializers.IntegerField()


class StyleOperationSerializer(serializers.Serializer[Any]):
    """`act` and `arguments` can be sent again, to a draft that is as this one was."""

    number = serializers.IntegerField()
    act = serializers.ChoiceField(choices=StyleAct.values)
    arguments = serializers.JSONField()
    undoes = serializers.IntegerField(source="undoes.number", allow_null=True, default=None)
    actor = serializers.CharField()
    created_at = serializers.DateTimeField()


class OneStyleVersionSerializer(serializers.Serializer[Any]):
    """Operations in the order in which they were done."""

    version = StyleVersionSerializer()
    categories = StyleCategorySerializer(many=True)
    operations = StyleOperationSerializer(many=True)
    n_without = serializers.IntegerField()


class PlacedStyleSerializer(serializers.Serializer[Any]):
    """A style; `number` is what operations know it by."""

    number = serializers.IntegerField(source="style.number")
    text = serializers.CharField(source="style.text")
    n_prompts = serializers.IntegerField(source="style.n_prompts")
    by = serializers.ChoiceField(choices=PlacedBy.values)
    n_votes = serializers.IntegerField()
    n_for = serializers.IntegerField()
    tied = serializers.BooleanField()


class PlacedStylesSerializer(serializers.Serializer[Any]):
    """Frequent ones first."""

    styles = PlacedStyleSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class StyleCard(serializers.Serializer[Any]):
    """The file as `export_style_tree` writes it."""

    nodes = serializers.JSONField()
    unassigned = serializers.ListField(child=serializers.CharField())
    card = serializers.JSONField()


class StyleCategories(OfficeView):
    """The styles of a category of a version, a hundred at a time; under 0 those that have none."""

    reads = Scope.READ_MODELS

    @extend_schema(
        operation_id="styles_category",
        parameters=[VERSION, NUMBER, FROM],
        responses={200: PlacedStylesSerializer, 404: ErrorSerializer},
    )
    def get(self, request: Request, version: int, number: int) -> Response:
        found = version_of(version)
        if number and not style_categories.is_there(found, number):
            raise Http404
        said = request.query_params.get("from", "")
        start = int(said) if said.isascii() and said.isdecimal() and int(said) <= BIGINT else 0
        rows = [*style_categories.styles_in(found, number)[start : start + PAGE + 1]]
        following = start + PAGE if len(rows) > PAGE else None
        return Response(PlacedStylesSerializer({"styles": rows[:PAGE], "next": following}).data)


class StyleChangedSerializer(serializers.Serializer[Any]):
    """A category, or a style by its text; an empty path is nowhere."""

    name = serializers.CharField()
    before = serializers.ListField(child=serializers.CharField())
    after = serializers.ListField(child=serializers.CharField())


class StyleDifferenceSerializer(serializers.Serializer[Any]):
    """What leads from the other version to this one, and how alike they sort the styles that have a leaf in both."""

    n_shared = serializers.IntegerField(source="likeness.n")
    adjusted_rand = serializers.FloatField(source="likeness.adjusted_rand")
    v_measure = serializers.FloatField(source="likeness.v_measure")
    new = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    gone = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    changed = StyleChangedSerializer(many=True)
    styles = StyleChangedSerializer(many=True)


class StyleDifference(OfficeView):
    """Two versions held against each other."""

    reads = Scope.READ_MODELS

    @extend_schema(
        operation_id="styles_against",
        parameters=[VERSION, OTHER],
        responses={200: StyleDifferenceSerializer, 404: ErrorSerializer},
    )
    def get(self, request: Request, version: int, other: int) -> Response:
        difference = style_differences.between(version_of(other), version_of(version))
        return Response(StyleDifferenceSerializer(difference).data)


class StyleTreeFile(OfficeView):
    """A version as a file: categories with plain parents, their styles, a card of figures."""

    reads = Scope.READ_MODELS

    @extend_schema(operation_id="styles_file", parameters=[VERSION], responses={200: StyleCard, 404: ErrorSerializer})
    def get(self, request: Request, version: int) -> Response:
        return Response(style_exports.document(version_of(version)))


def version_of(version: int) -> StyleVersion:
    return get_object_or_404(StyleVersion.objects.select_related("tree__snapshot", "tree__profile"), pk=version)


def building_of(tree: int) -> Building:
    [found] = style_builds.buildings([get_object_or_404(style_builds.trees(), pk=tree)])
    return found


def listed(request: Request) -> dict[str, Any]:
    rows, following = page(style_builds.trees(), request)
    return dict(StyleTreesSerializer({"trees": style_builds.buildings(rows), "next": following}).data)


def told(version: StyleVersion) -> dict[str, Any]:
    """A version with its categories, and what was done to it."""
    shelf = style_categories.shelf(version)
    done = StyleOperation.objects.filter(version=version).select_related("undoes").order_by("number")
    parents = {under.number: over.number for over in shelf.every for under in over.beneath}
    categories = [category(one, parents.get(one.number)) for one in shelf.every]
    found = {"version": version, "categories": categories, "operations": done, "n_without": shelf.n_without}
    return dict(OneStyleVersionSerializer(found).data)


def category(branch: Branch, parent: int | None) -> dict[str, Any]:
    node = branch.node
    return {
        "number": branch.number,
        "parent": parent,
        "name": node.name,
        "definition": node.definition,
        "locked": node.locked,
        "n_styles": branch.n_styles,
        "n_prompts": branch.n_prompts,
    }


def tree_told(tree: StyleTree) -> dict[str, Any]:
    return dict(StyleTreeSerializer(building_of(tree.pk)).data)
