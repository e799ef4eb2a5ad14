from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import claims, cycles, skips
from annotation.api.flags import ReasonsField
from annotation.api.permissions import AnnotatorView, IsAnnotator
from annotation.api.trails import TrailField
from annotation.api.work import BIGINT, ErrorSerializer, WorkSerializer, work_json
from annotation.choices import LONGEST_NOTE, FlagReason, ReceiptOutcome, SkipReason
from annotation.queries import workbench
from annotation.rules.answers import Answer
from annotation.rules.leases import AT_MOST_HELD
from annotation.rules.outcomes import PairOutcome

MAX_WORDS = 32_767


class WordsField(serializers.ListField):
    """Word indices in any order; kept sorted, each once."""

    child = serializers.IntegerField(min_value=0, max_value=MAX_WORDS)

    def to_internal_value(self, data: Any) -> tuple[int, ...]:  # type: ignore[override]  # a tuple is what actions take
        return tuple(sorted(set(super().to_internal_value(data))))


class AnswerBody(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    pair = serializers.IntegerField(min_value=1, max_value=BIGINT)
    slot = serializers.IntegerField(min_value=1, max_value=BIGINT)
    tokens_hash = serializers.CharField(max_length=64)
    outcome = serializers.ChoiceField(choices=[outcome.value for outcome in PairOutcome])
    struck = WordsField(max_length=MAX_WORDS)
    unsure = WordsField(max_length=MAX_WORDS, default=list)
    active_ms = serializers.IntegerField(min_value=0, max_value=24 * 3600 * 1000, default=0)
    refill = serializers.IntegerField(min_value=0, max_value=AT_MOST_HELD, default=0)
    flags = ReasonsField(max_length=len(FlagReason), default=list)
    note = serializers.CharField(max_length=LONGEST_NOTE, allow_blank=True, default="", help_text="Beside the flags.")
    trail = TrailField(default=None, allow_null=True)


def answer_of(found: dict[str, Any]) -> Answer:
    """What was judged; marks on words say nothing when the whole pair was set apart."""
    outcome = PairOutcome(found["outcome"])
    judged = outcome is PairOutcome.JUDGED
    return Answer(
        uuid=found["uuid"],
        pair_id=found["pair"],
        outcome=outcome,
        tokens_hash=found["tokens_hash"],
        struck=found["struck"] if judged else (),
        unsure=found["unsure"] if judged else (),
        active_ms=found["active_ms"],
        flags=tuple(found["flags"]),
        note=found["note"] if found["flags"] else "",
        trail=found["trail"],
    )


class ReceiptSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    pair = serializers.IntegerField()
    outcome = serializers.ChoiceField(choices=ReceiptOutcome.choices)
    revision = serializers.IntegerField()
    struck = serializers.ListField(child=serializers.IntegerField())


class AnsweredSerializer(serializers.Serializer[Any]):
    receipt = ReceiptSerializer()
    judged_today = serializers.IntegerField()
    work = WorkSerializer(allow_null=True)


class SkipBody(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    pair = serializers.IntegerField(min_value=1, max_value=BIGINT)
    slot = serializers.IntegerField(min_value=1, max_value=BIGINT)
    reason = serializers.ChoiceField(choices=SkipReason.choices)
    note = serializers.CharField(max_length=LONGEST_NOTE, allow_blank=True, default="")
    refill = serializers.IntegerField(min_value=0, max_value=AT_MOST_HELD, default=0)
    trail = TrailField(default=None, allow_null=True)


class SkippedSerializer(serializers.Serializer[Any]):
    work = WorkSerializer(allow_null=True)


# One of each reads every body: to make them and their fields anew takes longer than to read.
ANSWER_BODY, SKIP_BODY = AnswerBody(), SkipBody()
ERRORS = {404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer}


class Submit(AnnotatorView):
    """Keep an answer, once: the same UUID gets the same receipt. It carries the refill, so a cycle is one request."""

    permission_classes = [IsAnnotator]

    @extend_schema(request=AnswerBody, responses={200: AnsweredSerializer, **ERRORS})
    def post(self, request: Request) -> Response:
        body, now = ANSWER_BODY.run_validation(request.data), timezone.now()
        receipt, work = cycles.answer(annotator=self.annotator, answer=answer_of(body), wanted=body["refill"], now=now)
        return Response(
            {
                "receipt": receipt.as_dict(),
                "judged_today": workbench.judged_today(annotator=self.annotator, now=now),
                "work": None if work is None else work_json(work),
            }
        )


class Correct(Submit):
    """Judge a pair again: a new revision, which counts until the pair is settled."""


class Skip(AnnotatorView):
    """Pass a pair on to somebody else, for good."""

    permission_classes = [IsAnnotator]

    @extend_schema(request=SkipBody, responses={200: SkippedSerializer, **ERRORS})
    def post(self, request: Request) -> Response:
        found, now = SKIP_BODY.run_validation(request.data), timezone.now()
        skips.skip(
            annotator=self.annotator,
            pair_id=found["pair"],
            reason=SkipReason(found["reason"]),
            uuid=found["uuid"],
            trail=found["trail"],
            note=found["note"],
            now=now,
        )
        work = claims.refill(annotator=self.annotator, wanted=found["refill"], now=now)
        return Response({"work": None if work is None else work_json(work)})
