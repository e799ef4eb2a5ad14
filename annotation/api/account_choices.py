import re
from typing import Any, get_args

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import account_choices
from annotation.api.permissions import AnnotatorView, IsAnnotator
from annotation.api.work import ErrorSerializer
from annotation.choices import Exposure
from annotation.rules.account_choices import FONT_PX, GOAL, LONGEST_KEY, MOST_KEYS, Enter, Interface, Theme

NUMBER = 2**31 - 1
COMMAND = re.compile(rf"[\w.:-]{{1,{LONGEST_KEY}}}", re.ASCII)


class KeysField(serializers.DictField):
    """Command → its physical keys."""

    child = serializers.CharField(max_length=LONGEST_KEY, allow_blank=True)

    def to_internal_value(self, data: Any) -> dict[str, str]:
        found = super().to_internal_value(data)
        if len(found) > MOST_KEYS or not all(COMMAND.fullmatch(command) for command in found):
            raise serializers.ValidationError("There are not so many commands.")
        return found


class ChoicesBody(serializers.Serializer[Any]):
    exposure = serializers.ChoiceField(choices=Exposure.values, required=False)
    interface = serializers.ChoiceField(choices=get_args(Interface), required=False, allow_null=True)
    keys = KeysField(required=False)
    single_keys = serializers.BooleanField(required=False)
    enter = serializers.ChoiceField(choices=get_args(Enter), required=False)
    font_px = serializers.IntegerField(min_value=FONT_PX[0], max_value=FONT_PX[1], required=False)
    keep_zoom = serializers.BooleanField(required=False)
    theme = serializers.ChoiceField(choices=get_args(Theme), required=False)
    clause_lines = serializers.BooleanField(required=False, allow_null=True)
    clean_preview = serializers.BooleanField(required=False)
    fold_arguments = serializers.BooleanField(required=False)
    progress = serializers.BooleanField(required=False)
    goal = serializers.IntegerField(min_value=GOAL[0], max_value=GOAL[1], required=False, allow_null=True)
    guideline_seen = serializers.IntegerField(min_value=0, max_value=NUMBER, required=False, allow_null=True)


class ChoicesSerializer(serializers.Serializer[Any]):
    exposure = serializers.ChoiceField(choices=Exposure.values)
    interface = serializers.ChoiceField(choices=get_args(Interface), allow_null=True)
    keys = serializers.DictField(child=serializers.CharField())
    single_keys = serializers.BooleanField()
    enter = serializers.ChoiceField(choices=get_args(Enter))
    font_px = serializers.IntegerField()
    keep_zoom = serializers.BooleanField()
    theme = serializers.ChoiceField(choices=get_args(Theme))
    clause_lines = serializers.BooleanField(allow_null=True)
    clean_preview = serializers.BooleanField()
    fold_arguments = serializers.BooleanField()
    progress = serializers.BooleanField()
    goal = serializers.IntegerField(allow_null=True)
    guideline_seen = serializers.IntegerField(allow_null=True)


class Choose(AnnotatorView):
    """Save the choices that are named, and keep the others; answers with all of them."""

    permission_classes = [IsAnnotator]

    @extend_schema(request=ChoicesBody, responses={200: ChoicesSerializer, 422: ErrorSerializer})
    def put(self, request: Request) -> Response:
        body = ChoicesBody(data=request.data)
        body.is_valid(raise_exception=True)
        return Response(account_choices.save(annotator=self.annotator, chosen=body.validated_data))
