"""What programs do to style trees: steer them, change versions, have styles assigned, publish."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import style_steering
from annotation.actions.style_steering import DEFINITION, OF_TREE, OF_VERSION
from annotation.api.office import OfficeView, said
from annotation.api.styles import (
    TREE,
    VERSION,
    OneStyleVersionSerializer,
    StyleTreeSerializer,
    building_of,
    told,
    tree_told,
    version_of,
)
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import Scope
from dataset.choices import StyleAct
from dataset.models import StyleOperation, StyleTree, StyleVersion
from dataset.rules.style_words import LONGEST

MOST_STYLES = 100_000
UNDO = "undo"


def a_number(**given: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, max_value=BIGINT, **given)


def several(**given: Any) -> serializers.ListField:
    return serializers.ListField(child=a_number(), max_length=MOST_STYLES, **given)


def dollars(**given: Any) -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0, **given)


class PartBody(serializers.Serializer[Any]):
    """What is split off: a name, and the styles and categories that it takes."""

    number = a_number(required=False)
    parent = a_number(required=False, allow_null=True)  # type: ignore[assignment]  # Field has a `parent` of its own
    name = serializers.CharField(max_length=LONGEST)
    definition = serializers.CharField(max_length=DEFINITION, required=False, allow_blank=True)
    styles = several(required=False)
    children = several(required=False)


class ArgumentsBody(serializers.Serializer[Any]):
    """
    rename: `number`, `name`, `definition`. move: `number`, `parent` (null for the top). merge: `numbers`, `into`.

    split: `number`, `parts`. lock, unlock: `number`. place: `styles`, `into` (null for none). undo: `number` of the
    operation.
    """

    number = a_number(required=False)
    name = serializers.CharField(max_length=LONGEST, required=False)
    definition = serializers.CharField(max_length=DEFINITION, required=False, allow_blank=True)
    parent = a_number(required=False, allow_null=True)  # type: ignore[assignment]  # Field has a `parent` of its own
    into = a_number(required=False, allow_null=True)
    numbers = several(required=False)
    parts = PartBody(many=True, required=False)
    styles = several(required=False)


class VersionBody(serializers.Serializer[Any]):
    """`cap` in dollars goes with `assign`; `arguments` with what changes categories, and with `undo`."""

    act = serializers.ChoiceField(choices=[*StyleAct.values, UNDO, *OF_VERSION])
    arguments = ArgumentsBody(required=False)
    cap = dollars(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["act"] == "assign" and not attrs.get("cap"):
            raise serializers.ValidationError({"cap": "Say what it may cost at most."})
        return attrs


class SteerTreeBody(serializers.Serializer[Any]):
    """`cap` goes with `resume`: what the tree, or its assigning, may cost from now on."""

    act = serializers.ChoiceField(choices=OF_TREE)
    cap = dollars(required=False, allow_null=True, default=None)


class OneStyleTree(OfficeView):
    """One tree: how far it is; pausing it, going on with it, ending it."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(
        operation_id="styles_tree", parameters=[TREE], responses={200: StyleTreeSerializer, 404: ErrorSerializer}
    )
    def get(self, request: Request, tree: int) -> Response:
        return Response(StyleTreeSerializer(building_of(tree)).data)

    @extend_schema(
        operation_id="styles_steer",
        parameters=[TREE],
        request=SteerTreeBody,
        responses={200: StyleTreeSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request, tree: int) -> Response:
        found, body = get_object_or_404(StyleTree, pk=tree), said(SteerTreeBody, request)
        given = {"cap": body["cap"]} if body["act"] == "resume" else {}
        getattr(style_steering, body["act"])(tree=found, actor=self.person.username, now=timezone.now(), **given)
        return Response(tree_told(found))


class OneStyleVersion(OfficeView):
    """A version with its categories; changing it, undoing that, assigning styles, publishing, drawing up a draft."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(
        operation_id="styles_version",
        parameters=[VERSION],
        responses={200: OneStyleVersionSerializer, 404: ErrorSerializer},
    )
    def get(self, request: Request, version: int) -> Response:
        return Response(told(version_of(version)))

    @extend_schema(
        operation_id="styles_act",
        parameters=[VERSION],
        request=VersionBody,
        responses={200: OneStyleVersionSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request, version: int) -> Response:
        """The version as it is then; of `draw_up` the draft."""
        found, body = version_of(version), said(VersionBody, request)
        return Response(told(version_of(self.done(found, body).pk)))

    def done(self, version: StyleVersion, body: dict[str, Any]) -> StyleVersion:
        act, given, actor, now = body["act"], body.get("arguments", {}), self.person.username, timezone.now()
        if act == "draw_up":
            return style_steering.draw_up(version=version, actor=actor, now=now)
        if act == "assign":
            style_steering.assign(version=version, cap=body["cap"], actor=actor, now=now)
        elif act == "publish":
            style_steering.publish(version=version, actor=actor, now=now)
        elif act == UNDO:
            rows = StyleOperation.objects.select_related("version")
            found = get_object_or_404(rows, version=version, number=given.get("number"))
            style_steering.undo(operation=found, actor=actor, now=now)
        else:
            style_steering.operate(version=version, act=act, arguments=given, actor=actor, now=now)
        return version
