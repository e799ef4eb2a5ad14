"""Versions of the guideline for programs: written ruling by ruling, counted, published with what becomes of pairs."""

import json
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import rulings
from annotation.actions.reaches import Order
from annotation.actions.rulings import Wording
from annotation.api.office import OfficeView, said
from annotation.api.ruling_versions import VersionSerializer, VersionsSerializer, told, versions
from annotation.api.work import ErrorSerializer
from annotation.choices import Remedy, RulingDecision, Scope
from annotation.models import GuidelineVersion, Ruling
from annotation.rules.guidelines import LANGUAGES
from annotation.rules.rulings import problem

LONGEST_TITLE = 150
LONGEST_TEXT = 10_000
LONGEST_LINE = 200
VERSION = OpenApiParameter("version", {"type": "integer", "minimum": 0, "maximum": 2**31 - 1}, OpenApiParameter.PATH)
REFUSALS = {404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer}


class DraftBody(serializers.Serializer[Any]):
    """`begin` the next version with the rulings of the newest, or `drop` the draft with all that was changed in it."""

    act = serializers.ChoiceField(choices=["begin", "drop"])


class NoticeBody(serializers.Serializer[Any]):
    """A line by language."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        line = {"max_length": LONGEST_LINE, "allow_blank": True, "default": ""}
        return {code: serializers.CharField(**line) for code in LANGUAGES}  # type: ignore[arg-type]  # its options


class VersionActBody(serializers.Serializer[Any]):
    """
    `count` what the changes touch, in the background; or `publish`, for good.

    `remedy` and `follows` say what becomes of pairs that are touched, once they are counted.
    """

    act = serializers.ChoiceField(choices=["count", "publish"])
    reason = serializers.CharField(max_length=500, required=False, help_text="Why it changes; `publish` needs it.")
    notice = NoticeBody(required=False, help_text="The line by which annotators are told.")
    remedy = serializers.ChoiceField(choices=Remedy.values, default=Remedy.LEAVE.value)
    follows = serializers.BooleanField(default=False, help_text="Pairs that nobody began are judged under it.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["act"] == "publish" and "reason" not in attrs:
            raise serializers.ValidationError({"reason": "Say why it changes. The reason stays in the record."})
        return attrs


class TextBody(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=LONGEST_TITLE, allow_blank=True, default="")
    body = serializers.CharField(max_length=LONGEST_TEXT, allow_blank=True, default="")


class TextsBody(serializers.Serializer[Any]):
    """By language. What is missing may come later, before it is published."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {code: TextBody(required=False) for code in LANGUAGES}


class ExampleBody(serializers.Serializer[Any]):
    """A prompt, what its picture shows, the words to strike; `image` is the public id of a picture that is here."""

    prompt = serializers.CharField(max_length=500)
    picture = serializers.CharField(max_length=500, allow_blank=True, default="")
    struck = serializers.ListField(child=serializers.CharField(max_length=150), max_length=50, default=[])
    language = serializers.ChoiceField(choices=[*LANGUAGES], default=LANGUAGES[0])
    image = serializers.UUIDField(required=False)


class RulingBody(serializers.Serializer[Any]):
    """
    `write`: from now on it says this and nothing else; a code that the draft has not is added at its end. `remove`.

    `matcher`: the words that it speaks of, as `words` by language, a `pattern` on up to `run` words, `kinds` of token,
    `names` after a lead; null: none.
    """

    act = serializers.ChoiceField(choices=["write", "remove"])
    decision = serializers.ChoiceField(choices=RulingDecision.values, default=RulingDecision.JUDGE.value)
    matcher = serializers.JSONField(allow_null=True, default=None)
    texts = TextsBody(default={})
    examples = serializers.ListField(child=ExampleBody(), default=[], max_length=4)
    origin = serializers.CharField(max_length=LONGEST_TITLE, allow_blank=True, default="")

    def validate_matcher(self, data: Any) -> Any:
        if data is not None and not isinstance(data, dict):
            raise serializers.ValidationError("an object with fields is wanted")
        if wrong := unwritable(data) or problem(data):
            raise serializers.ValidationError(wrong)
        return data


def unwritable(data: Any) -> str:
    """Why the database takes no such JSON; empty when it does."""
    try:
        written = json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return "a text holds half a character"
    return "a text holds a null character" if b"\\u0000" in written else ""


class Rulings(OfficeView):
    """Every version of the guideline; and beginning a draft, or dropping it."""

    reads, writes = Scope.READ_RULINGS, Scope.WRITE_RULINGS

    @extend_schema(operation_id="rulings_list", responses={200: VersionsSerializer})
    def get(self, request: Request) -> Response:
        return Response(versions())

    @extend_schema(operation_id="rulings_draft", request=DraftBody, responses={200: VersionsSerializer, **REFUSALS})
    def post(self, request: Request) -> Response:
        act, by, now = said(DraftBody, request)["act"], self.person.username, timezone.now()
        if act == "begin":
            rulings.begin_draft(actor=by, now=now)
        else:
            draft = get_object_or_404(GuidelineVersion, published_at__isnull=True)
            rulings.drop_draft(version=draft, actor=by, now=now)
        return Response(versions())


class OneVersion(OfficeView):
    """A version with its rulings, how it differs, and what it touches; counting that, and publishing it."""

    reads, writes = Scope.READ_RULINGS, Scope.WRITE_RULINGS

    @extend_schema(
        operation_id="rulings_one", parameters=[VERSION], responses={200: VersionSerializer, 404: ErrorSerializer}
    )
    def get(self, request: Request, version: int) -> Response:
        return Response(told(asked(version), timezone.now().date()))

    @extend_schema(
        operation_id="rulings_act",
        parameters=[VERSION],
        request=VersionActBody,
        responses={200: VersionSerializer, **REFUSALS},
    )
    def post(self, request: Request, version: int) -> Response:
        found, body = asked(version), said(VersionActBody, request)
        by, now = self.person.username, timezone.now()
        if body["act"] == "count":
            rulings.seek_reach(version=found, actor=by, now=now)
        else:
            order = Order(Remedy(body["remedy"]), body["follows"])
            notice = body.get("notice", {})
            rulings.publish(version=found, reason=body["reason"], order=order, notice=notice, actor=by, now=now)
        return Response(told(asked(version), now.date()))


class OneRuling(OfficeView):
    """One ruling of a draft: what it says from now on, or that it goes."""

    reads, writes = Scope.READ_RULINGS, Scope.WRITE_RULINGS

    @extend_schema(
        operation_id="rulings_write",
        parameters=[VERSION],
        request=RulingBody,
        responses={200: VersionSerializer, **REFUSALS},
    )
    def post(self, request: Request, version: int, code: str) -> Response:
        found, body = asked(version), said(RulingBody, request)
        by, now = self.person.username, timezone.now()
        known = Ruling.objects.filter(guideline=found, code=code).exists()
        if body["act"] == "remove":
            get_object_or_404(Ruling, guideline=found, code=code)
            rulings.remove_ruling(version=found, code=code, actor=by, now=now)
        else:
            act = rulings.change_ruling if known else rulings.add_ruling
            act(version=found, code=code, wording=wording(body), actor=by, now=now)
        return Response(told(asked(version), now.date()))


def asked(version: int) -> GuidelineVersion:
    return get_object_or_404(GuidelineVersion, number=version)


def wording(body: dict[str, Any]) -> Wording:
    examples = [
        {name: str(value) if name == "image" else value for name, value in one.items()} for one in body["examples"]
    ]
    blank = {"title": "", "body": ""}
    texts = {code: dict(body["texts"].get(code, blank)) for code in LANGUAGES}
    return Wording(RulingDecision(body["decision"]), body["matcher"], texts, examples, body["origin"])
