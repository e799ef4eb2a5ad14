"""Runs of models, steered by a program; caps on what they cost, and the switch."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import machine_starts, machine_steering
from annotation.api.machine_starts import RunBody, asked
from annotation.api.office import BEFORE, RUN, OfficeView, page, said
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import Scope
from dataset.choices import BudgetScope, MachineRunState, Transport
from dataset.models import Budget, Halt, MachineRun, ModelProfile
from dataset.queries import answer_figures, machine_money, machine_progress

HALT = OpenApiParameter("halt", {"type": "integer", "minimum": 0, "maximum": BIGINT}, OpenApiParameter.PATH)


class MachineRunSerializer(serializers.Serializer[Any]):
    """Sums of money are texts, in dollars."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(choices=MachineRunState.values)
    because = serializers.CharField(allow_blank=True)
    profile = serializers.CharField(source="profile.name")
    template = serializers.CharField(source="template.name")
    version = serializers.IntegerField(source="template.version")
    transport = serializers.ChoiceField(choices=Transport.values)
    selection = serializers.JSONField()
    n_jobs = serializers.IntegerField()
    n_known = serializers.IntegerField()
    cap_amount = serializers.CharField(source="budget.cap_amount")
    spent_amount = serializers.CharField(source="budget.spent_amount")
    actor = serializers.CharField()
    created_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class MachineRunsSerializer(serializers.Serializer[Any]):
    """The newest first."""

    runs = MachineRunSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class OneMachineRunSerializer(serializers.Serializer[Any]):
    """
    Counts are some seconds old at most; `seconds_left` and `forecast_amount` are null where nobody can say.

    `repairs`, by code, and `letters`, how often the right option stands at A to D, are of the newest good answers;
    `letters_p` is the chance of letters as uneven as these where none is favoured, null without questions.
    """

    run = MachineRunSerializer()
    states = serializers.DictField(child=serializers.IntegerField())
    poison = serializers.DictField(child=serializers.IntegerField())
    per_second = serializers.FloatField()
    seconds_left = serializers.FloatField(allow_null=True)
    forecast_amount = serializers.CharField(allow_null=True)
    repairs = serializers.DictField(child=serializers.IntegerField())
    letters = serializers.ListField(child=serializers.IntegerField(), min_length=4, max_length=4)
    letters_p = serializers.FloatField(allow_null=True)


class SteerBody(serializers.Serializer[Any]):
    """`code`: to `retry` what failed by that code alone; `job`: that one alone."""

    act = serializers.ChoiceField(choices=["pause", "resume", "cancel", "retry"])
    code = serializers.CharField(max_length=16, default="", allow_blank=True)
    job = serializers.IntegerField(min_value=0, max_value=BIGINT, allow_null=True, default=None)


class BudgetSerializer(serializers.Serializer[Any]):
    scope = serializers.CharField(help_text="all, day or run")
    key = serializers.CharField(allow_blank=True)
    cap_amount = serializers.CharField()
    reserved_amount = serializers.CharField()
    spent_amount = serializers.CharField()
    overrun_amount = serializers.CharField()


class BudgetsSerializer(serializers.Serializer[Any]):
    budgets = BudgetSerializer(many=True)


class CapBody(serializers.Serializer[Any]):
    """Of everything, of today in UTC, or of one `run`."""

    scope = serializers.ChoiceField(choices=[BudgetScope.ALL.value, BudgetScope.DAY.value, BudgetScope.RUN.value])
    run = serializers.IntegerField(min_value=0, max_value=BIGINT, allow_null=True, default=None)
    cap = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0)


class HaltSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    profile = serializers.CharField(source="profile.name", allow_null=True, default=None)
    run = serializers.IntegerField(source="run_id", allow_null=True)
    reason = serializers.CharField()
    actor = serializers.CharField()
    created_at = serializers.DateTimeField()


class HaltsSerializer(serializers.Serializer[Any]):
    """Those that stand; without a profile or a run one stops all questions."""

    halts = HaltSerializer(many=True)


class HaltBody(serializers.Serializer[Any]):
    """Of one `profile` or one `run`; without either all questions are stopped."""

    profile = serializers.SlugField(max_length=64, allow_null=True, default=None)
    run = serializers.IntegerField(min_value=0, max_value=BIGINT, allow_null=True, default=None)
    reason = serializers.CharField(max_length=300)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["profile"] is not None and attrs["run"] is not None:
            raise serializers.ValidationError({"run": "Name a model or a run, not both."})
        return attrs


class MachineRuns(OfficeView):
    """Runs of models over prompts; and beginning one."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(operation_id="runs_list", parameters=[BEFORE], responses={200: MachineRunsSerializer})
    def get(self, request: Request) -> Response:
        rows, following = page(MachineRun.objects.select_related(*WITH).order_by("-pk"), request)
        return Response(MachineRunsSerializer({"runs": rows, "next": following}).data)

    @extend_schema(
        operation_id="runs_start",
        request=RunBody,
        responses={200: OneMachineRunSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        actor = self.person.username
        run = machine_starts.start(**asked(said(RunBody, request), actor), actor=actor, now=timezone.now())
        return Response(told(run.pk))


class OneMachineRun(OfficeView):
    """One run: how far it is; pausing it, going on with it, ending it, asking anew."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(
        operation_id="runs_one", parameters=[RUN], responses={200: OneMachineRunSerializer, 404: ErrorSerializer}
    )
    def get(self, request: Request, run: int) -> Response:
        return Response(told(run))

    @extend_schema(
        operation_id="runs_act",
        parameters=[RUN],
        request=SteerBody,
        responses={200: OneMachineRunSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request, run: int) -> Response:
        found, body = get_object_or_404(MachineRun, pk=run), said(SteerBody, request)
        given = {"code": body["code"], "job": body["job"]} if body["act"] == "retry" else {}
        act = getattr(machine_steering, body["act"])
        act(run=found, actor=self.person.username, now=timezone.now(), **given)
        machine_progress.forget_of(found)
        return Response(told(run))


class Budgets(OfficeView):
    """Caps that hold for every run; and setting one, of these or of a run."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(operation_id="budgets_list", responses={200: BudgetsSerializer})
    def get(self, request: Request) -> Response:
        return Response(BudgetsSerializer({"budgets": machine_money.general(timezone.now())}).data)

    @extend_schema(
        operation_id="budgets_set",
        request=CapBody,
        responses={200: BudgetSerializer, 404: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        body, now = said(CapBody, request), timezone.now()
        scope, key = BudgetScope(body["scope"]), ""
        if scope == BudgetScope.DAY:
            key = f"{now:%Y-%m-%d}"
        elif scope == BudgetScope.RUN:
            key = get_object_or_404(Budget, run=body["run"]).key
        made = machine_steering.set_cap(scope=scope, key=key, cap=body["cap"], actor=self.person.username, now=now)
        return Response(BudgetSerializer(made).data)


class Halts(OfficeView):
    """Switches that stand; and stopping questions."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(operation_id="halts_list", responses={200: HaltsSerializer})
    def get(self, request: Request) -> Response:
        return Response(halts())

    @extend_schema(
        operation_id="halts_stop",
        request=HaltBody,
        responses={200: HaltsSerializer, 404: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        body = said(HaltBody, request)
        profile = get_object_or_404(ModelProfile, name=body["profile"]) if body["profile"] else None
        run = None if body["run"] is None else get_object_or_404(MachineRun, pk=body["run"])
        machine_steering.halt(
            profile=profile, run=run, reason=body["reason"], actor=self.person.username, now=timezone.now()
        )
        return Response(halts())


class LiftHalt(OfficeView):
    """Letting questions go again."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(
        operation_id="halts_lift",
        parameters=[HALT],
        request=None,
        responses={200: HaltsSerializer, 404: ErrorSerializer, 409: ErrorSerializer},
    )
    def post(self, request: Request, halt: int) -> Response:
        found = get_object_or_404(Halt, pk=halt)
        machine_steering.lift(halt=found, manager=self.person, now=timezone.now())
        return Response(halts())


WITH = ("profile", "template", "budget")


def told(run: int) -> dict[str, Any]:
    found = get_object_or_404(MachineRun.objects.select_related(*WITH), pk=run)
    progress = machine_progress.of(found, timezone.now())
    left, forecast, newest = progress.time_left, progress.cost_forecast, answer_figures.of(found)
    return dict(
        OneMachineRunSerializer(
            {
                "run": found,
                "states": dict(progress.standing.by_state),
                "poison": dict(progress.standing.poison),
                "per_second": progress.pace.per_second,
                "seconds_left": None if left is None else left.total_seconds(),
                "forecast_amount": None if forecast is None else str(forecast),
                "repairs": dict(newest.repairs),
                "letters": newest.letters,
                "letters_p": newest.letters_p,
            }
        ).data
    )


def halts() -> dict[str, Any]:
    return dict(HaltsSerializer({"halts": machine_money.standing_halts()}).data)
