"""Work as JSON: what an annotator holds, or why nothing."""

from functools import cache
from typing import Any
from uuid import UUID

from django.urls import reverse
from rest_framework import serializers

from annotation.actions import claims
from annotation.queries import workbench

ANY = UUID(int=0)
BIGINT = 2**63 - 1


class TokenSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    before = serializers.CharField()
    kind = serializers.CharField()
    clause = serializers.IntegerField()
    word = serializers.IntegerField(allow_null=True)
    locked = serializers.CharField(allow_null=True)


class BatchNameSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class RenditionsSerializer(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {name: serializers.CharField() for name in workbench.RENDITIONS}


class ImageSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    thumbhash = serializers.CharField()
    sensitivity = serializers.CharField()
    renditions = RenditionsSerializer()


class PairSerializer(serializers.Serializer[Any]):
    pair = serializers.IntegerField()
    slot = serializers.IntegerField()
    batch = BatchNameSerializer()
    lease_ends_at = serializers.DateTimeField()
    language = serializers.CharField()
    tokens_hash = serializers.CharField()
    prompt = serializers.CharField()
    n_words = serializers.IntegerField()
    tokens = TokenSerializer(many=True)
    tail = serializers.CharField()
    image = ImageSerializer()
    draft = serializers.JSONField(allow_null=True)


class WorkSerializer(serializers.Serializer[Any]):
    """`looking`: ask again in `retry_after` seconds. `no_work`: nothing for you now. `paused`: no batch is open."""

    state = serializers.ChoiceField(choices=["work", "looking", "no_work", "paused"])
    retry_after = serializers.IntegerField(allow_null=True)
    pairs = PairSerializer(many=True)


class ErrorSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.JSONField()


def image_url(image: UUID, rendition: str) -> str:
    return image_url_of(rendition).replace(str(ANY), str(image))


@cache
def image_url_of(rendition: str) -> str:
    """The address of one image's rendition: Django's `reverse` takes longer than all else that makes a pair's JSON."""
    return reverse("image", args=[ANY, rendition])


def work_json(work: claims.Work) -> dict[str, Any]:
    return {
        "state": work.state,
        "retry_after": work.retry_after,
        "pairs": [workbench.pair_json(row, image_url) for row in work.pairs],
    }
