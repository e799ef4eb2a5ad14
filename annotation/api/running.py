"""A batch while it runs, changed by a program: its terms, what somebody holds of it, pairs that leave it."""

from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import running, sieves, withdrawals
from annotation.api.batches import BatchSerializer, MembersSerializer, members_of, one_of
from annotation.api.office import OfficeView, said
from annotation.api.work import ErrorSerializer
from annotation.choices import Scope, SieveAct
from annotation.models import Annotator, Batch
from annotation.queries import images

AT_MOST_NAMED = 500
REFUSALS = {404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer}


class TermsBody(serializers.Serializer[Any]):
    """What is left out stays as it is; a `deadline` of null takes it away. Of a hundred pairs `gold_share` are gold."""

    priority = serializers.IntegerField(min_value=-100, max_value=100, required=False)
    deadline = serializers.DateField(required=False, allow_null=True)
    gold_share = serializers.IntegerField(min_value=0, max_value=20, required=False)


class LeasesBody(serializers.Serializer[Any]):
    """Whose pairs, and to whom: null is back to the queue, for whoever comes first."""

    annotator = serializers.CharField(max_length=150)
    to = serializers.CharField(max_length=150, allow_null=True, default=None)


class SieveBody(serializers.Serializer[Any]):
    """What becomes of the pairs of this kind that nobody met, and why."""

    act = serializers.ChoiceField(choices=SieveAct.values)
    language = serializers.CharField(max_length=8, allow_blank=True)
    sensitive = serializers.BooleanField(default=False)
    reason = serializers.CharField(max_length=300)


class WithdrawalsBody(serializers.Serializer[Any]):
    """Pictures by their public id or their key at the source; all of them or none."""

    pictures = serializers.ListField(
        child=serializers.CharField(max_length=300), min_length=1, max_length=AT_MOST_NAMED
    )
    reason = serializers.CharField(max_length=300)


class Running(OfficeView):
    """What these views share."""

    reads, writes = Scope.READ_BATCHES, Scope.WRITE_BATCHES


class ChangeTerms(Running):
    """How urgent a batch is, by when it should end, how much gold it gives, while it runs."""

    @extend_schema(operation_id="batches_change_terms", request=TermsBody, responses={200: BatchSerializer, **REFUSALS})
    def post(self, request: Request, name: str) -> Response:
        batch = get_object_or_404(Batch, name=name)
        terms = {"priority": batch.priority, "deadline": batch.deadline} | said(TermsBody, request)
        running.change_terms(batch=batch, actor=self.person.username, now=timezone.now(), **terms)
        return Response(one_of(name))


class MoveLeases(Running):
    """Taking back what somebody holds of a batch, or handing it to another. What those may not be given goes back."""

    @extend_schema(
        operation_id="batches_move_leases", request=LeasesBody, responses={200: MembersSerializer, **REFUSALS}
    )
    def post(self, request: Request, name: str) -> Response:
        batch, body = get_object_or_404(Batch, name=name), said(LeasesBody, request)
        giver = get_object_or_404(Annotator, user__username=body["annotator"])
        by, now = self.person.username, timezone.now()
        if body["to"] is None:
            running.give_back(batch=batch, annotator=giver, actor=by, now=now)
        else:
            taker = get_object_or_404(Annotator, user__username=body["to"])
            running.hand_over(batch=batch, giver=giver, taker=taker, actor=by, now=now)
        return Response(members_of(batch))


class SievePairs(Running):
    """Leaving out, parking or taking up again the pairs of a kind that nobody met; the first of them at once."""

    @extend_schema(operation_id="batches_sieve", request=SieveBody, responses={200: BatchSerializer, **REFUSALS})
    def post(self, request: Request, name: str) -> Response:
        batch, body, now = get_object_or_404(Batch, name=name), said(SieveBody, request), timezone.now()
        act = SieveAct(body.pop("act"))
        order = sieves.begin(batch=batch, act=act, actor=self.person.username, now=now, **body)
        sieves.go_on(sieve=order, now=now)
        return Response(one_of(name))


class WithdrawPictures(Running):
    """Taking pictures of a batch out of use, and their pairs out of work, with one reason."""

    @extend_schema(
        operation_id="batches_withdraw", request=WithdrawalsBody, responses={200: BatchSerializer, **REFUSALS}
    )
    def post(self, request: Request, name: str) -> Response:
        batch, body = get_object_or_404(Batch, name=name), said(WithdrawalsBody, request)
        found = images.of_batch_named(batch, [*dict.fromkeys(body["pictures"])])
        if found.unknown:
            unknown = f"Not in the batch, or out of use: {', '.join(found.unknown)}."
            raise serializers.ValidationError({"pictures": unknown})
        reason, by, now = body["reason"], self.person.username, timezone.now()
        with transaction.atomic():
            for image in found.images:
                withdrawals.withdraw_image(image=image, reason=reason, actor=by, now=now)
        return Response(one_of(name))
