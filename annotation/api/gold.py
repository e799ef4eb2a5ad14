"""Gold, made and taken out by a program."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import gold
from annotation.api.office import BEFORE, PAGE, OfficeView, said
from annotation.api.score_limits import limits, limits_field
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import GoldSource, Scope
from annotation.models import Batch, Gold
from annotation.queries import gold as queries
from dataset.models import Image

MOST_AT_ONCE = 500
MOST_WORDS = 5000
REFUSALS = {404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer}


class GoldSerializer(serializers.Serializer[Any]):
    """What is known of a picture: the words that it does not show, by their place in the prompt."""

    picture = serializers.UUIDField()
    version = serializers.IntegerField()
    in_use = serializers.BooleanField()
    struck = serializers.ListField(child=serializers.IntegerField())
    prompt = serializers.CharField()
    guideline = serializers.IntegerField()
    source = serializers.ChoiceField(choices=GoldSource.values)  # type: ignore[assignment]  # a field of that name
    reason = serializers.CharField()
    created_at = serializers.DateTimeField()


class GoldListSerializer(serializers.Serializer[Any]):
    """The newest version of each picture's gold, the latest made first."""

    gold = GoldSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class GoldVersionsSerializer(serializers.Serializer[Any]):
    """All versions of one picture's gold, the newest first."""

    gold = GoldSerializer(many=True)


class TakeGoldBody(serializers.Serializer[Any]):
    """Of which settled pairs, on which nobody differs, at most so many become gold."""

    batch = serializers.CharField(max_length=64, required=False)
    scores = limits_field()
    at_most = serializers.IntegerField(min_value=1, max_value=MOST_AT_ONCE)
    reason = serializers.CharField(max_length=500)


class GoldTakenSerializer(serializers.Serializer[Any]):
    n_made = serializers.IntegerField()


class GoldActBody(serializers.Serializer[Any]):
    """`set` what is true of the picture, by the words to strike; or `retire` it."""

    act = serializers.ChoiceField(choices=["set", "retire"])
    struck = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=32_767), max_length=MOST_WORDS, required=False
    )
    reason = serializers.CharField(max_length=500)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["act"] == "set" and "struck" not in attrs:
            raise serializers.ValidationError({"struck": "Say which words are struck; none is an empty list."})
        return attrs


class AllGold(OfficeView):
    """The project's gold, page by page; and more of it, made of settled pairs."""

    reads, writes = Scope.READ_GOLD, Scope.WRITE_GOLD

    @extend_schema(operation_id="gold_list", parameters=[BEFORE], responses={200: GoldListSerializer})
    def get(self, request: Request) -> Response:
        before = request.query_params.get("before", "")
        key = int(before) if before.isascii() and before.isdecimal() and int(before) <= BIGINT else None
        found = queries.everything(before=key, limit=PAGE + 1)
        following = found[PAGE - 1].pk if len(found) > PAGE else None
        return Response({"gold": [told(one) for one in found[:PAGE]], "next": following})

    @extend_schema(operation_id="gold_take", request=TakeGoldBody, responses={200: GoldTakenSerializer, **REFUSALS})
    def post(self, request: Request) -> Response:
        body = said(TakeGoldBody, request)
        batch = get_object_or_404(Batch, name=body["batch"]) if "batch" in body else None
        limit, reason, by = body["at_most"], body["reason"], self.person.username
        within = limits(body.get("scores", []))
        n = gold.take_settled(batch=batch, limits=within, limit=limit, reason=reason, actor=by, now=timezone.now())
        return Response({"n_made": n})


class GoldOfPicture(OfficeView):
    """The gold of one picture; saying what is true of it, or measuring nobody by it any more."""

    reads, writes = Scope.READ_GOLD, Scope.WRITE_GOLD

    @extend_schema(operation_id="gold_one", responses={200: GoldVersionsSerializer, 404: ErrorSerializer})
    def get(self, request: Request, public_id: UUID) -> Response:
        return Response(versions(asked(public_id)))

    @extend_schema(operation_id="gold_act", request=GoldActBody, responses={200: GoldVersionsSerializer, **REFUSALS})
    def post(self, request: Request, public_id: UUID) -> Response:
        image, body = asked(public_id), said(GoldActBody, request)
        reason, by, now = body["reason"], self.person.username, timezone.now()
        if body["act"] == "set":
            gold.set_by_hand(image=image, struck=body["struck"], reason=reason, actor=by, now=now)
        else:
            gold.retire(image=image, reason=reason, actor=by, now=now)
        return Response(versions(image))


def asked(public_id: UUID) -> Image:
    return get_object_or_404(Image.objects.select_related("prompt"), public_id=public_id)


def versions(image: Image) -> dict[str, Any]:
    return {"gold": [told(one) for one in queries.versions(image)]}


def told(one: Gold) -> dict[str, Any]:
    names = ("in_use", "struck", "source", "reason", "created_at")
    return {name: getattr(one, name) for name in names} | {
        "picture": one.image.public_id,
        "version": one.number,
        "prompt": one.tokenisation.prompt.text,
        "guideline": one.guideline.number,
    }
