from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import desk_claims, desk_decisions
from annotation.api.judgments import MAX_WORDS, WordsField
from annotation.api.permissions import IsAdjudicator, PersonView
from annotation.api.work import BIGINT, ErrorSerializer, ImageSerializer, TokenSerializer, image_url
from annotation.choices import FlagReason
from annotation.models import Batch, User
from annotation.queries import desk_cases, desk_waiting, people
from annotation.queries.desk_waiting import Wanted
from annotation.rules.desk_cases import Became, Decision, Order
from annotation.rules.outcomes import DeskReason, PairOutcome

HELD_AT_MOST = 10
PASSED_AT_MOST = 500


class PairsField(serializers.ListField):
    """Pairs by their ids."""

    child = serializers.IntegerField(min_value=1, max_value=BIGINT)


class CasesBody(serializers.Serializer[Any]):
    n = serializers.IntegerField(min_value=0, max_value=HELD_AT_MOST)
    has = PairsField(max_length=2 * HELD_AT_MOST, default=list)
    passed = PairsField(max_length=PASSED_AT_MOST, default=list)
    batch = serializers.CharField(max_length=64, allow_blank=True, default="")
    order = serializers.ChoiceField(choices=[order.value for order in Order], default=Order.DISPUTE.value)


class OpinionSerializer(serializers.Serializer[Any]):
    letter = serializers.CharField()
    outcome = serializers.ChoiceField(choices=[outcome.value for outcome in PairOutcome])
    struck = serializers.ListField(child=serializers.IntegerField())
    unsure = serializers.ListField(child=serializers.IntegerField())


class FlagCountSerializer(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=FlagReason.choices)
    n = serializers.IntegerField()


class CaseSerializer(serializers.Serializer[Any]):
    """`asked` are the words to decide, `agreed` those struck without asking, `preset` the majority among the asked."""

    pair = serializers.IntegerField()
    batch = serializers.CharField()
    language = serializers.CharField()
    tokens_hash = serializers.CharField()
    prompt = serializers.CharField()
    n_words = serializers.IntegerField()
    tokens = TokenSerializer(many=True)
    tail = serializers.CharField()
    image = ImageSerializer()
    reason = serializers.ChoiceField(choices=["", *(reason.value for reason in DeskReason)])
    asked = serializers.ListField(child=serializers.IntegerField())
    agreed = serializers.ListField(child=serializers.IntegerField())
    preset = serializers.ListField(child=serializers.IntegerField())
    about_the_whole = serializers.BooleanField()
    opinions = OpinionSerializer(many=True)
    flags = FlagCountSerializer(many=True)
    notes = serializers.ListField(child=serializers.CharField())


class CasesSerializer(serializers.Serializer[Any]):
    """`gone`: of what I have, what somebody else settled or holds now. `n_waiting` counts no further than 1000."""

    cases = CaseSerializer(many=True)
    gone = serializers.ListField(child=serializers.IntegerField())
    n_waiting = serializers.IntegerField()


class DecisionBody(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    pair = serializers.IntegerField(min_value=1, max_value=BIGINT)
    outcome = serializers.ChoiceField(choices=[outcome.value for outcome in PairOutcome])
    asked = WordsField(max_length=MAX_WORDS, help_text="The words that were shown to be decided.")
    struck = WordsField(max_length=MAX_WORDS)
    note = serializers.CharField(max_length=500, allow_blank=True, default="")
    more = CasesBody(required=False, allow_null=True, default=None)


class DecidedSerializer(serializers.Serializer[Any]):
    """`late`: somebody else was quicker; the decision is kept beside theirs."""

    uuid = serializers.UUIDField()
    pair = serializers.IntegerField()
    became = serializers.ChoiceField(choices=[became.value for became in Became])
    work = CasesSerializer(allow_null=True)


class Claim(PersonView):
    """Give me cases of the desk to decide, which nobody else is given meanwhile."""

    permission_classes = [IsAdjudicator]

    @extend_schema(request=CasesBody, responses={200: CasesSerializer, 404: ErrorSerializer, 422: ErrorSerializer})
    def post(self, request: Request) -> Response:
        body = CasesBody(data=request.data)
        body.is_valid(raise_exception=True)
        return Response(handed(self.person, body.validated_data))


class Decide(PersonView):
    """Decide a case. The same UUID is told the same; with `more`, further cases come with the answer."""

    permission_classes = [IsAdjudicator]

    @extend_schema(
        request=DecisionBody,
        responses={200: DecidedSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        body = DecisionBody(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        receipt = desk_decisions.decide(
            adjudicator=self.person,
            decision=decision_of(said),
            repeat_share=settings.DESK_REPEAT_SHARE,
            now=timezone.now(),
        )
        return Response(
            {
                "uuid": str(receipt.uuid),
                "pair": receipt.pair,
                "became": receipt.became.value,
                "work": None if said["more"] is None else handed(self.person, said["more"]),
            }
        )


def decision_of(said: dict[str, Any]) -> Decision:
    """Marks on words say nothing when the whole pair was set apart."""
    return Decision(
        uuid=said["uuid"],
        pair_id=said["pair"],
        outcome=said["outcome"],
        asked=said["asked"],
        struck=said["struck"] if said["outcome"] == PairOutcome.JUDGED else (),
        note=said["note"],
    )


def handed(person: User, said: dict[str, Any]) -> dict[str, Any]:
    """New cases for this person, as JSON."""
    batch = get_object_or_404(Batch, name=said["batch"]) if said["batch"] else None
    wanted = Wanted(
        n=said["n"],
        has=tuple(said["has"]),
        passed=tuple(said["passed"]),
        batch=batch,
        order=Order(said["order"]),
        spared=people.is_spared(person),
        repeat_days=settings.DESK_REPEAT_DAYS,
    )
    now = timezone.now()
    found = desk_claims.claim(adjudicator=person, wanted=wanted, now=now)
    return {
        "cases": desk_cases.as_json([(case.pair, case.sample) for case in found.cases], image_url),
        "gone": found.gone,
        "n_waiting": desk_waiting.n_waiting(person, wanted, now),
    }
