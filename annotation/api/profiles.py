"""Models that may be asked, read, named and changed by programs. Of keys only the names of their variables are told."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import model_profiles
from annotation.api.office import OfficeView, said
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import Scope
from dataset.actions.profiles import Amounts
from dataset.choices import Transport
from dataset.models import ModelProfile
from dataset.queries import profiles

MODEL = OpenApiParameter("model", {"type": "integer", "minimum": 0, "maximum": BIGINT}, OpenApiParameter.PATH)
REFUSALS = {409: ErrorSerializer, 422: ErrorSerializer}
INT, MOST_TOKENS = 2**31 - 1, 2**53


class PriceSerializer(serializers.Serializer[Any]):
    """Dollars for a million tokens, as texts; batches cost `batch_factor` of them."""

    valid_from = serializers.DateTimeField()
    input = serializers.CharField(source="input_amount")
    cached = serializers.CharField(source="cached_amount")
    output = serializers.CharField(source="output_amount")
    batch_factor = serializers.CharField()


class ProfileSerializer(serializers.Serializer[Any]):
    """A model; `has_key` is null where it wants none, `price` the one in force, null before its first."""

    id = serializers.IntegerField(source="profile.pk")
    name = serializers.CharField(source="profile.name")
    model = serializers.CharField(source="profile.model")
    base_url = serializers.CharField(source="profile.base_url")
    transports = serializers.ListField(
        child=serializers.ChoiceField(choices=Transport.values), source="profile.transports"
    )
    strict_schema = serializers.BooleanField(source="profile.strict_schema")
    secret_name = serializers.CharField(source="profile.secret_name", allow_blank=True)
    has_key = serializers.BooleanField(allow_null=True)
    requests_per_minute = serializers.IntegerField(source="profile.requests_per_minute")
    tokens_per_minute = serializers.IntegerField(source="profile.tokens_per_minute")
    enqueued_tokens = serializers.IntegerField(source="profile.enqueued_tokens")
    at_once = serializers.IntegerField(source="profile.at_once")
    timeout_seconds = serializers.IntegerField(source="profile.timeout_seconds")
    extra = serializers.JSONField(source="profile.extra")
    stronger = serializers.CharField(source="profile.stronger.name", allow_null=True, default=None)
    price = PriceSerializer(allow_null=True)


class ProfilesSerializer(serializers.Serializer[Any]):
    """By name."""

    models = ProfileSerializer(many=True)


class OneProfileSerializer(serializers.Serializer[Any]):
    """One model with all its prices, the newest first."""

    model = ProfileSerializer()
    prices = PriceSerializer(many=True)


class PriceBody(serializers.Serializer[Any]):
    """Dollars for a million tokens. `cached` is as `input` where it is not said; `valid_from` is now."""

    input = serializers.DecimalField(max_digits=12, decimal_places=6, min_value=0)
    output = serializers.DecimalField(max_digits=12, decimal_places=6, min_value=0)
    cached = serializers.DecimalField(max_digits=12, decimal_places=6, min_value=0, allow_null=True, default=None)
    batch_factor = serializers.DecimalField(max_digits=4, decimal_places=3, min_value=0, default=Decimal(1))
    valid_from = serializers.DateTimeField(allow_null=True, default=None)


class ChangeProfileBody(serializers.Serializer[Any]):
    """What is not said stays. Where, which model, its schema and its keys are fixed once a run asks it."""

    model = serializers.CharField(max_length=200, required=False)
    base_url = serializers.CharField(max_length=300, allow_blank=True, required=False)
    transports = serializers.ListField(
        child=serializers.ChoiceField(choices=Transport.values), min_length=1, max_length=3, required=False
    )
    strict_schema = serializers.BooleanField(required=False)
    secret_name = serializers.CharField(max_length=100, allow_blank=True, required=False)
    requests_per_minute = serializers.IntegerField(min_value=1, max_value=INT, required=False)
    tokens_per_minute = serializers.IntegerField(min_value=1, max_value=INT, required=False)
    enqueued_tokens = serializers.IntegerField(min_value=0, max_value=MOST_TOKENS, required=False)
    at_once = serializers.IntegerField(min_value=1, max_value=1_000, required=False)
    timeout_seconds = serializers.IntegerField(min_value=1, max_value=600, required=False)
    extra = serializers.DictField(required=False)
    stronger = serializers.SlugRelatedField(
        slug_field="name", queryset=ModelProfile.objects.all(), allow_null=True, required=False
    )


class MakeProfileBody(ChangeProfileBody):
    """A further model with its price from now on."""

    name = serializers.SlugField(max_length=64)
    model = serializers.CharField(max_length=200)
    base_url = serializers.CharField(max_length=300, allow_blank=True, help_text="Empty: by files alone.")
    transports = serializers.ListField(
        child=serializers.ChoiceField(choices=Transport.values),
        min_length=1,
        max_length=3,
        default=[Transport.ONLINE.value],
    )
    price = PriceBody()


class Profiles(OfficeView):
    """All models; and naming a further one."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(operation_id="models_list", responses={200: ProfilesSerializer})
    def get(self, request: Request) -> Response:
        return Response(ProfilesSerializer({"models": profiles.everything(timezone.now())}).data)

    @extend_schema(
        operation_id="models_make", request=MakeProfileBody, responses={201: OneProfileSerializer} | REFUSALS
    )
    def post(self, request: Request) -> Response:
        body, now = said(MakeProfileBody, request), timezone.now()
        name, amounts = body.pop("name"), amounts_of(body.pop("price"))
        made = model_profiles.make(name=name, said=body, amounts=amounts, actor=self.person.username, now=now)
        return Response(told(made.pk, now), status=201)


class OneProfile(OfficeView):
    """One model; and changing it."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(
        operation_id="models_one", parameters=[MODEL], responses={200: OneProfileSerializer, 404: ErrorSerializer}
    )
    def get(self, request: Request, model: int) -> Response:
        return Response(told(model, timezone.now()))

    @extend_schema(
        operation_id="models_change",
        parameters=[MODEL],
        request=ChangeProfileBody,
        responses={200: OneProfileSerializer, 404: ErrorSerializer} | REFUSALS,
    )
    def post(self, request: Request, model: int) -> Response:
        found, body, now = get_object_or_404(ModelProfile, pk=model), said(ChangeProfileBody, request), timezone.now()
        model_profiles.change(profile=found, said=body, actor=self.person.username, now=now)
        return Response(told(model, now))


class ProfilePrices(OfficeView):
    """What a model costs from a moment on."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(
        operation_id="models_price",
        parameters=[MODEL],
        request=PriceBody,
        responses={200: OneProfileSerializer, 404: ErrorSerializer} | REFUSALS,
    )
    def post(self, request: Request, model: int) -> Response:
        found, body, now = get_object_or_404(ModelProfile, pk=model), said(PriceBody, request), timezone.now()
        since = body["valid_from"] or now
        model_profiles.set_price(
            profile=found, amounts=amounts_of(body), valid_from=since, actor=self.person.username, now=now
        )
        return Response(told(model, now))


def amounts_of(body: dict[str, Any]) -> Amounts:
    return Amounts(body["input"], body["output"], body["cached"], body["batch_factor"])


def told(model: int, now: datetime) -> dict[str, Any]:
    profile = get_object_or_404(ModelProfile.objects.select_related("stronger"), pk=model)
    prices = [*profile.prices.order_by("-valid_from")]
    in_force = next((price for price in prices if price.valid_from <= now), None)
    return dict(OneProfileSerializer({"model": profiles.known(profile, in_force), "prices": prices}).data)
