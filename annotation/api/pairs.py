"""A pair's life for programs, and the remedies when something in it went wrong."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import rounds, withdrawals
from annotation.api.office import OfficeView, said
from annotation.api.record import EntrySerializer
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import PairState, Scope, SlotState
from annotation.models import BatchPair
from annotation.queries import lives
from dataset.choices import Outcome
from dataset.models import Image
from dataset.queries import scores

ACTS: dict[str, Callable[..., object]] = {
    "set_aside": rounds.set_aside,
    "take_up_again": rounds.take_up_again,
    "new_round": rounds.new_round,
    "reopen": rounds.reopen,
}
STATES = {state: state.name.lower() for state in PairState}
PLACES = {state: state.name.lower() for state in SlotState}
PAIR = OpenApiParameter("pair", {"type": "integer", "minimum": 0, "maximum": BIGINT}, OpenApiParameter.PATH)
REFUSALS = {404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer}
OF_REVISION = ("revision", "outcome", "struck", "canonical", "unsure", "active_ms", "created_at")


class RemedyBody(serializers.Serializer[Any]):
    """What is done with the round, and why."""

    act = serializers.ChoiceField(choices=[*ACTS])
    reason = serializers.CharField(max_length=500)


class ReasonBody(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)


class RevisionSerializer(serializers.Serializer[Any]):
    """`canonical`: the strikes after the rules for words that are never judged alone."""

    revision = serializers.IntegerField()
    outcome = serializers.ChoiceField(choices=Outcome.values)
    struck = serializers.ListField(child=serializers.IntegerField())
    canonical = serializers.ListField(child=serializers.IntegerField())
    unsure = serializers.ListField(child=serializers.IntegerField())
    active_ms = serializers.IntegerField()
    created_at = serializers.DateTimeField()


class GivenOpinionSerializer(serializers.Serializer[Any]):
    """What one person was asked, and their answers, the first one first."""

    annotator = serializers.CharField()
    place = serializers.ChoiceField(choices=[*PLACES.values()])
    revisions = RevisionSerializer(many=True)


class RoundSerializer(serializers.Serializer[Any]):
    """The pair in one batch, judged once over. Words are meant by their place in the prompt."""

    pair = serializers.IntegerField()
    batch = serializers.CharField()
    round = serializers.IntegerField()
    state = serializers.ChoiceField(choices=[*STATES.values()])
    outcome = serializers.CharField(allow_blank=True)
    struck = serializers.ListField(child=serializers.IntegerField())
    words = serializers.ListField(child=serializers.CharField())
    opinions = GivenOpinionSerializer(many=True)


class VerdictSerializer(serializers.Serializer[Any]):
    """Without a moment of `superseded_at` it is the current one."""

    number = serializers.IntegerField()
    outcome = serializers.ChoiceField(choices=Outcome.values)
    struck = serializers.ListField(child=serializers.IntegerField())
    clean_prompt = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    superseded_at = serializers.DateTimeField(allow_null=True)


class SaidSerializer(serializers.Serializer[Any]):
    """A score of the picture, or of it with its prompt; by `collected`: as it came with the pair."""

    kind = serializers.CharField()
    scorer = serializers.CharField()
    score = serializers.FloatField()


class LifeSerializer(serializers.Serializer[Any]):
    """Newest first. The record is that of the picture and its pairs, at most 200 entries."""

    picture = serializers.UUIDField()
    source = serializers.CharField()  # type: ignore[assignment]  # a field of that name
    source_key = serializers.CharField()
    prompt = serializers.CharField()
    language = serializers.CharField(allow_blank=True)
    sensitivity = serializers.CharField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    scores = SaidSerializer(many=True)
    rounds = RoundSerializer(many=True)
    verdicts = VerdictSerializer(many=True)
    exports = serializers.ListField(child=serializers.IntegerField(), help_text="Those that carry its clean prompt.")
    record = EntrySerializer(many=True)


class Life(OfficeView):
    """All that happened to one picture and its prompt."""

    reads = Scope.READ_PAIRS

    @extend_schema(operation_id="pairs_one", responses={200: LifeSerializer, 404: ErrorSerializer})
    def get(self, request: Request, public_id: UUID) -> Response:
        return Response(told(asked(public_id)))


class Remedy(OfficeView):
    """Setting a round aside, taking it up again, having the pair judged anew, reopening its verdict."""

    reads, writes = Scope.READ_PAIRS, Scope.WRITE_PAIRS

    @extend_schema(
        operation_id="pairs_remedy",
        parameters=[PAIR],
        request=RemedyBody,
        responses={200: LifeSerializer, **REFUSALS},
    )
    def post(self, request: Request, public_id: UUID, pair: int) -> Response:
        image = asked(public_id)
        this = get_object_or_404(BatchPair, pk=pair, image=image)
        body = said(RemedyBody, request)
        act = ACTS[body["act"]]
        if body["act"] == "new_round" and this.state == PairState.SETTLED:
            act = rounds.reopen  # so that the record names the exports that carry its verdict
        act(pair=this, actor=self.person.username, reason=body["reason"], now=timezone.now())
        return Response(told(asked(public_id)))


class Withdrawal(OfficeView):
    """Taking a picture out of use, and its pairs out of work. Withdrawn again, it stays so."""

    reads, writes = Scope.READ_PAIRS, Scope.WRITE_PAIRS

    @extend_schema(
        operation_id="pairs_withdraw",
        request=ReasonBody,
        responses={200: LifeSerializer, 404: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        image, body = asked(public_id), said(ReasonBody, request)
        if image.withdrawn_at is None:
            reason, by = body["reason"], self.person.username
            withdrawals.withdraw_image(image=image, reason=reason, actor=by, now=timezone.now())
        return Response(told(asked(public_id)))


def asked(public_id: UUID) -> Image:
    return get_object_or_404(Image.objects.select_related("prompt"), public_id=public_id)


def told(image: Image) -> dict[str, Any]:
    life = lives.of(image)
    names = [str(name) for name in EntrySerializer().fields]
    return {
        "picture": image.public_id,
        "source": image.source,
        "source_key": image.source_key,
        "prompt": image.prompt.text,
        "language": image.prompt.language,
        "sensitivity": image.sensitivity,
        "withdrawn_at": image.withdrawn_at,
        "scores": [dict(zip(("kind", "scorer", "score"), one, strict=True)) for one in scores.of_image(image)],
        "rounds": [round_of(one) for one in life.rounds],
        "verdicts": [verdict(one) for one in life.verdicts],
        "exports": [one.run.pk for one in life.exports if one.is_in_it],
        "record": [{name: getattr(entry, name) for name in names} for entry in life.record],
    }


def round_of(this: lives.Round) -> dict[str, Any]:
    pair = this.pair
    return {
        "pair": pair.pk,
        "batch": pair.batch.name,
        "round": pair.round,
        "state": STATES[PairState(pair.state)],
        "outcome": pair.outcome or "",
        "struck": pair.struck or [],
        "words": [token.text for token in this.tokens if token.word is not None],
        "opinions": [opinion(one) for one in this.opinions],
    }


def opinion(one: lives.Opinion) -> dict[str, Any]:
    annotator = one.slot.annotator
    return {
        "annotator": annotator.user.username if annotator else "",
        "place": PLACES[SlotState(one.slot.state)],
        "revisions": [{name: getattr(row, name) for name in OF_REVISION} for row in one.revisions],
    }


def verdict(one: lives.Published) -> dict[str, Any]:
    found = one.verdict
    names = ("number", "outcome", "struck", "created_at", "superseded_at")
    clean = found.tidy_prompt.text if found.tidy_prompt else ""
    return {name: getattr(found, name) for name in names} | {"clean_prompt": clean}
