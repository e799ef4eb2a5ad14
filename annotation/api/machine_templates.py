"""Templates and the golden set, read and changed by a program."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import machine_templates
from annotation.api.machine_starts import means_of
from annotation.api.office import BEFORE, OfficeView, page, said
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import Scope
from dataset.actions import golden_runs
from dataset.choices import MachineTask, TemplateState, Transport
from dataset.models import Prompt, Template
from dataset.queries import golden, golden_results
from dataset.queries.golden_results import Score
from dataset.rules.golden_scores import Interval, Tally

NUMBER = {"type": "integer", "minimum": 0, "maximum": BIGINT}
TEMPLATE = OpenApiParameter("template", NUMBER, OpenApiParameter.PATH)
PROMPT = OpenApiParameter("prompt", NUMBER, OpenApiParameter.PATH)
REFUSALS = {404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer}


class TemplateSerializer(serializers.Serializer[Any]):
    """`passed`: what it showed on the golden set when it was activated; null where nothing had to be shown."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    version = serializers.IntegerField()
    task = serializers.ChoiceField(choices=MachineTask.values)
    state = serializers.ChoiceField(choices=TemplateState.values)
    passed = serializers.JSONField(allow_null=True)
    actor = serializers.CharField()
    created_at = serializers.DateTimeField()
    activated_at = serializers.DateTimeField(allow_null=True)


class TemplatesSerializer(serializers.Serializer[Any]):
    """The newest first."""

    templates = TemplateSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class TallySerializer(serializers.Serializer[Any]):
    """Words in the list that people put them in; null where nothing was said, or nothing expected."""

    precision = serializers.FloatField(allow_null=True)
    recall = serializers.FloatField(allow_null=True)
    f1 = serializers.FloatField(allow_null=True)


class GoldenScoreSerializer(serializers.Serializer[Any]):
    """
    How a template does by a model on the golden set as it stands. `interval`: where F1 would lie with other prompts, at
    95 %. `captions`: how alike to those of people, ROUGE-1. `lacks`: why it is not activated by this.
    """

    model = serializers.CharField()
    prompts = serializers.IntegerField()
    asked = serializers.IntegerField()
    valid = serializers.IntegerField()
    valid_at_once = serializers.IntegerField()
    words = TallySerializer()
    by_kind = serializers.DictField(child=TallySerializer())
    interval = serializers.ListField(child=serializers.FloatField(), allow_null=True)
    captions = serializers.FloatField(allow_null=True)
    questions_fitting = serializers.IntegerField()
    questions = serializers.IntegerField()
    mended = serializers.DictField(child=serializers.IntegerField())
    given_up = serializers.DictField(child=serializers.IntegerField())
    cost_amount = serializers.CharField()
    lacks = serializers.ListField(child=serializers.CharField())


class OneTemplateSerializer(serializers.Serializer[Any]):
    template = TemplateSerializer()
    text = serializers.CharField()
    schema = serializers.JSONField()
    parameters = serializers.JSONField()
    scores = GoldenScoreSerializer(many=True)


class TemplateActBody(serializers.Serializer[Any]):
    """`retire` is for drafts: what is active is retired when another version is activated."""

    act = serializers.ChoiceField(choices=["activate", "retire"])


class WordingBody(serializers.Serializer[Any]):
    """What the next version says; what is left out stays as it is."""

    text = serializers.CharField(max_length=20_000, required=False, trim_whitespace=False)
    schema = serializers.DictField(required=False)
    parameters = serializers.DictField(required=False)


class TrialBody(serializers.Serializer[Any]):
    """By which model the golden set is asked, how, and for how many dollars at most."""

    profile = serializers.SlugField(max_length=64)
    stronger = serializers.SlugField(max_length=64, allow_null=True, default=None)
    transport = serializers.ChoiceField(choices=Transport.values, allow_null=True, default=None)
    cap = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0)


class TrialSerializer(serializers.Serializer[Any]):
    run = serializers.IntegerField()


class GoldenPromptSerializer(serializers.Serializer[Any]):
    """`prompt` is its number, `number` how often something was said of it."""

    prompt = serializers.IntegerField(source="prompt_id")
    text = serializers.CharField(source="prompt.text")
    words = serializers.DictField(source="lists", child=serializers.ListField(child=serializers.CharField()))
    caption = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    number = serializers.IntegerField()
    actor = serializers.CharField()
    created_at = serializers.DateTimeField()


class GoldenSetSerializer(serializers.Serializer[Any]):
    """The last said first."""

    golden = GoldenPromptSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class GoldenBody(serializers.Serializer[Any]):
    """A prompt with its words in four lists: style, content, atmosphere, other."""

    text = serializers.CharField(max_length=10_000)
    words = serializers.DictField(child=serializers.ListField(child=serializers.CharField(), max_length=1_000))
    caption = serializers.CharField(max_length=1_000, default="", allow_blank=True)
    note = serializers.CharField(max_length=300, default="", allow_blank=True)


class TakeOutBody(serializers.Serializer[Any]):
    act = serializers.ChoiceField(choices=["take_out"])


class TakenOutSerializer(serializers.Serializer[Any]):
    """How many prompts the set has now."""

    prompts = serializers.IntegerField()


class Templates(OfficeView):
    """What models are told, version by version."""

    reads = Scope.READ_MODELS

    @extend_schema(operation_id="templates_list", parameters=[BEFORE], responses={200: TemplatesSerializer})
    def get(self, request: Request) -> Response:
        rows, following = page(Template.objects.order_by("-pk"), request)
        return Response(TemplatesSerializer({"templates": rows, "next": following}).data)


class OneTemplate(OfficeView):
    """A version with what it showed on the golden set; activating it, retiring a draft."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(
        operation_id="templates_one",
        parameters=[TEMPLATE],
        responses={200: OneTemplateSerializer, 404: ErrorSerializer},
    )
    def get(self, request: Request, template: int) -> Response:
        return Response(told(get_object_or_404(Template, pk=template)))

    @extend_schema(
        operation_id="templates_act",
        parameters=[TEMPLATE],
        request=TemplateActBody,
        responses={200: OneTemplateSerializer, **REFUSALS},
    )
    def post(self, request: Request, template: int) -> Response:
        found, body = get_object_or_404(Template, pk=template), said(TemplateActBody, request)
        getattr(machine_templates, body["act"])(template=found, actor=self.person.username, now=timezone.now())
        found.refresh_from_db()
        return Response(told(found))


class TemplateVersions(OfficeView):
    """The next version of a name, begun from one that there is."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(
        operation_id="templates_change",
        parameters=[TEMPLATE],
        request=WordingBody,
        responses={200: OneTemplateSerializer, **REFUSALS},
    )
    def post(self, request: Request, template: int) -> Response:
        found = get_object_or_404(Template, pk=template)
        wording = {name: getattr(found, name) for name in ("text", "schema", "parameters")} | said(WordingBody, request)
        made = machine_templates.change(before=found, **wording, actor=self.person.username, now=timezone.now())
        return Response(told(made))


class TemplateTrials(OfficeView):
    """Asking the golden set with a version; workers do that."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(
        operation_id="templates_try",
        parameters=[TEMPLATE],
        request=TrialBody,
        responses={200: TrialSerializer, **REFUSALS},
    )
    def post(self, request: Request, template: int) -> Response:
        found, means = get_object_or_404(Template, pk=template), means_of(said(TrialBody, request))
        run = machine_templates.begin_trial(template=found, means=means, actor=self.person.username, now=timezone.now())
        return Response(TrialSerializer({"run": run.pk}).data)


class GoldenSet(OfficeView):
    """Prompts with what people say of them; putting one in, or saying it anew."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(operation_id="golden_list", parameters=[BEFORE], responses={200: GoldenSetSerializer})
    def get(self, request: Request) -> Response:
        rows, following = page(golden.standing().order_by("-pk"), request)
        return Response(GoldenSetSerializer({"golden": rows, "next": following}).data)

    @extend_schema(
        operation_id="golden_say",
        request=GoldenBody,
        responses={200: GoldenPromptSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        made = machine_templates.say(**said(GoldenBody, request), actor=self.person.username, now=timezone.now())
        return Response(GoldenPromptSerializer(made).data)


class OneGoldenPrompt(OfficeView):
    """Taking a prompt out of the set; what was said of it stays in the tables."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(
        operation_id="golden_take_out",
        parameters=[PROMPT],
        request=TakeOutBody,
        responses={200: TakenOutSerializer, **REFUSALS},
    )
    def post(self, request: Request, prompt: int) -> Response:
        found = get_object_or_404(Prompt, pk=prompt)
        said(TakeOutBody, request)
        machine_templates.take_out(prompt=found, actor=self.person.username, now=timezone.now())
        return Response(TakenOutSerializer({"prompts": golden.standing().count()}).data)


def told(template: Template) -> dict[str, Any]:
    tried = golden_results.tried([template.pk])
    scores = golden_results.of_many([(one, profile.model) for one, profile in tried])
    given = {"template": template, "scores": [score_told(score) for score in scores]}
    wording = {name: getattr(template, name) for name in ("text", "schema", "parameters")}
    return dict(OneTemplateSerializer(given | wording).data)


def score_told(score: Score) -> dict[str, Any]:
    n_fitting, n_asked = score.questions
    return {
        "model": score.model,
        "prompts": score.n,
        "asked": score.n_ended,
        "valid": score.n_valid,
        "valid_at_once": score.n_at_once,
        "words": tally_told(score.words),
        "by_kind": {kind: tally_told(tally) for kind, tally in score.by_kind.items()},
        "interval": ends(score.words_interval),
        "captions": score.caption,
        "questions_fitting": n_fitting,
        "questions": n_asked,
        "mended": dict(score.repairs),
        "given_up": dict(score.poison),
        "cost_amount": str(score.cost_amount),
        "lacks": golden_runs.lacks(score, golden_runs.bar()),
    }


def tally_told(tally: Tally) -> dict[str, float | None]:
    return {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}


def ends(found: Interval | None) -> list[float] | None:
    return None if found is None else [*found]
