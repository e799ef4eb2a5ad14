"""Runs of models begun by a program; and what one would take, asked before."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import machine_starts
from annotation.api.office import OfficeView, said
from annotation.api.score_limits import limits, limits_field
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import Scope
from dataset.actions.machine_runs import Means, Wanted
from dataset.choices import Among, Split, Transport
from dataset.models import ModelProfile, Template
from dataset.queries import profiles


class RunBody(serializers.Serializer[Any]):
    """
    What is asked, of whom, about which prompts. Without a `template` and `version` the one in force is asked with;
    `poison_of` is the number of a run: what that got no valid answer to, or that of one `code`.
    """

    profile = serializers.SlugField(max_length=64)
    stronger = serializers.SlugField(max_length=64, allow_null=True, default=None)
    template = serializers.SlugField(max_length=64, allow_null=True, default=None)
    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1, allow_null=True, default=None)
    transport = serializers.ChoiceField(choices=Transport.values, allow_null=True, default=None)
    cap = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0)
    priority = serializers.IntegerField(min_value=-100, max_value=100, default=0)
    source = serializers.CharField(max_length=64, default="", allow_blank=True)  # type: ignore[assignment]  # its own name
    languages = serializers.ListField(child=serializers.CharField(max_length=8), max_length=50, default=list)
    split = serializers.ChoiceField(choices=["", *Split.values], default="", allow_blank=True)
    most = serializers.IntegerField(min_value=1, max_value=BIGINT, allow_null=True, default=None)
    sample = serializers.IntegerField(min_value=1, max_value=10_000_000, allow_null=True, default=None)
    seed = serializers.IntegerField(min_value=0, max_value=2**31, default=0)
    scores = limits_field()
    poison_of = serializers.IntegerField(min_value=1, max_value=BIGINT, allow_null=True, default=None)
    code = serializers.CharField(max_length=16, default="", allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if (attrs["template"] is None) != (attrs["version"] is None):
            raise serializers.ValidationError("Name a template with its version, or neither.")
        return attrs


class EstimateSerializer(serializers.Serializer[Any]):
    """
    `n_known` of the prompts were asked the same of the same model before. `expected_amount` rests on the last
    `measured_by` prompts of this template, of this model where `same_model`; on a guess where that is 0. `most_amount`
    is for asking each prompt once; `seconds` is null where nobody can say. Sums of money are texts, in dollars.
    """

    n_prompts = serializers.IntegerField()
    n_known = serializers.IntegerField()
    n_asked = serializers.IntegerField()
    n_calls = serializers.IntegerField()
    n_input = serializers.IntegerField()
    n_output = serializers.IntegerField()
    expected_amount = serializers.CharField()
    most_amount = serializers.CharField()
    seconds = serializers.SerializerMethodField()
    measured_by = serializers.IntegerField()
    same_model = serializers.BooleanField()
    per_minute = serializers.FloatField(allow_null=True)

    def get_seconds(self, estimate: Any) -> float | None:
        return None if estimate.takes is None else float(estimate.takes.total_seconds())


class PreviewRun(OfficeView):
    """What a run would take before it begins."""

    reads = writes = Scope.WRITE_MODELS
    is_an_act = False

    @extend_schema(
        operation_id="previews_run",
        request=RunBody,
        responses={200: EstimateSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        found = machine_starts.estimate(**asked(said(RunBody, request), self.person.username), now=timezone.now())
        return Response(EstimateSerializer(found).data)


def asked(body: dict[str, Any], actor: str) -> dict[str, Any]:
    """The template, what is wanted and by what means, as the body says."""
    wanted = wanted_of(body)
    if body["template"]:
        template = get_object_or_404(Template, name=body["template"], version=body["version"])
    else:
        template = machine_starts.template_for(wanted=wanted, actor=actor, now=timezone.now())
    return {"template": template, "wanted": wanted, "means": means_of(body)}


def means_of(body: dict[str, Any]) -> Means:
    """By which model, how, for how much; a trial has no priority."""
    profile = get_object_or_404(ModelProfile, name=body["profile"])
    stronger = get_object_or_404(ModelProfile, name=body["stronger"]) if body["stronger"] else None
    transport = Transport(body["transport"] or profiles.first_transport(profile))
    return Means(profile, body["cap"], transport, stronger, body.get("priority", 0))


def wanted_of(body: dict[str, Any]) -> Wanted:
    drawn = {name: body[name] for name in ("most", "sample")}
    drawn["seed"] = body["seed"] if body["sample"] is not None else 0
    if body["poison_of"] is not None:
        return Wanted(among=Among.POISON, of_run=body["poison_of"], code=body["code"], **drawn)
    return Wanted(
        source=body["source"],
        languages=tuple(body["languages"]),
        split=body["split"],
        scores=limits(body.get("scores", ())),
        **drawn,
    )
