"""Clean prompts, read by the office: kept, or sent back to the desk."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import proofs
from annotation.actions.proofs import Reading
from annotation.api.disputes import AFTER, BATCH
from annotation.api.office import PAGE, OfficeView, said
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import ProofDecision, Scope
from annotation.models import Batch, BatchPair
from annotation.queries import proofs as queries
from annotation.queries.results import Result

PAIR = OpenApiParameter("pair", {"type": "integer", "minimum": 0, "maximum": BIGINT}, OpenApiParameter.PATH)


class ProofSerializer(serializers.Serializer[Any]):
    """A changed pair whose clean prompt nobody has read; `struck` by their place in the prompt."""

    pair = serializers.IntegerField()
    verdict = serializers.IntegerField()
    batch = serializers.CharField()
    picture = serializers.UUIDField()
    prompt = serializers.CharField()
    struck = serializers.ListField(child=serializers.IntegerField())
    clean_prompt = serializers.CharField(allow_blank=True)


class ProofsSerializer(serializers.Serializer[Any]):
    """The oldest first."""

    proofs = ProofSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class ProofBody(serializers.Serializer[Any]):
    """What is said of the clean prompt of a verdict, kept once for its `uuid`; `back` says why."""

    uuid = serializers.UUIDField()
    verdict = serializers.IntegerField(min_value=1, max_value=BIGINT)
    decision = serializers.ChoiceField(choices=ProofDecision.values)
    reason = serializers.CharField(max_length=300, allow_blank=True, default="")


class ReadSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    pair = serializers.IntegerField()
    decision = serializers.CharField()
    n_due = serializers.IntegerField(help_text="How many are still to be read; beyond a thousand nobody counts.")


class Proofs(OfficeView):
    """What is to be read, page by page."""

    reads = Scope.READ_PROOFS

    @extend_schema(
        operation_id="proofs_list", parameters=[BATCH, AFTER], responses={200: ProofsSerializer, 404: ErrorSerializer}
    )
    def get(self, request: Request) -> Response:
        asked = request.query_params
        batch = get_object_or_404(Batch, name=asked["batch"].replace("\0", "")) if asked.get("batch") else None
        after = asked.get("after", "")
        key = int(after) if after.isascii() and after.isdecimal() and int(after) <= BIGINT else None
        found = queries.due(batch=batch, limit=PAGE, after=key)
        return Response({"proofs": [told(one) for one in found.results], "next": found.next})


class OneProof(OfficeView):
    """Keeping a clean prompt, or sending its pair back to the desk."""

    reads, writes = Scope.READ_PROOFS, Scope.WRITE_PROOFS

    @extend_schema(
        operation_id="proofs_read",
        parameters=[PAIR],
        request=ProofBody,
        responses={200: ReadSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request, pair: int) -> Response:
        this, body = get_object_or_404(BatchPair, pk=pair), said(ProofBody, request)
        decision = ProofDecision(body["decision"])
        reason = body["reason"] if decision == ProofDecision.BACK else ""
        reading = Reading(body["uuid"], this.pk, body["verdict"], decision, reason)
        kept = proofs.read(reader=self.person, reading=reading, now=timezone.now())
        return Response({"uuid": kept.uuid, "pair": this.pk, "decision": kept.decision, "n_due": queries.n_due()})


def told(one: Result) -> dict[str, Any]:
    return {
        "pair": one.pair.pk,
        "verdict": one.verdict.pk,
        "batch": one.pair.batch.name,
        "picture": one.pair.image.public_id,
        "prompt": one.pair.tokenisation.prompt.text if one.pair.tokenisation else "",
        "struck": one.verdict.struck,
        "clean_prompt": one.clean_text,
    }
