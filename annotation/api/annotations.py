"""What is said of prompts for programs: where it came from, what of it holds, and what people write by hand."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import hand_annotations
from annotation.api.office import OfficeView, said
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import Scope
from dataset.choices import AnnotationSource, QuestionKind, ReannotationState, WordGroup
from dataset.models import Image, Prompt
from dataset.queries import provenances
from dataset.queries.provenances import Entry, Text
from dataset.rules.answers import Said
from dataset.rules.carrying import PARTS
from dataset.rules.image_texts import LONGEST, MOST, Question

PROMPT = OpenApiParameter("prompt", {"type": "integer", "minimum": 0, "maximum": BIGINT}, OpenApiParameter.PATH)
COLLECTED = "collected"
REFUSALS = {404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer}


def line() -> serializers.CharField:
    return serializers.CharField(max_length=LONGEST)


class WordsSerializer(serializers.Serializer[Any]):
    """Words and phrases as they stand in the prompt, by kind."""

    style = serializers.ListField(child=line(), max_length=MOST, default=list)  # type: ignore[assignment]  # a field of that name
    content = serializers.ListField(child=line(), max_length=MOST, default=list)
    atmosphere = serializers.ListField(child=line(), max_length=MOST, default=list)
    other = serializers.ListField(child=line(), max_length=MOST, default=list)


class DescribedQuestionSerializer(serializers.Serializer[Any]):
    """A question; `answer` is the place of the right option, from 0."""

    kind = serializers.ChoiceField(choices=QuestionKind.values)
    text = line()
    options = serializers.ListField(child=line(), min_length=4, max_length=4)
    answer = serializers.IntegerField(min_value=0, max_value=3)


class AnnotationEntrySerializer(serializers.Serializer[Any]):
    """
    One annotation. `id` is null for what was collected; a part that it does not say is null; `holds` are its parts that
    hold now, `without` the words that it lost by strikes.
    """

    id = serializers.IntegerField(allow_null=True)
    source = serializers.ChoiceField(choices=[COLLECTED, *AnnotationSource.values])  # type: ignore[assignment]  # a field of that name
    holds = serializers.ListField(child=serializers.ChoiceField(choices=PARTS))
    words = WordsSerializer(allow_null=True)
    caption = serializers.CharField(allow_null=True)
    questions = DescribedQuestionSerializer(many=True, allow_null=True)
    actor = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField(allow_null=True)
    based_on = serializers.IntegerField(allow_null=True)
    without = serializers.ListField(child=serializers.CharField())
    run = serializers.IntegerField(allow_null=True)
    template = serializers.CharField(allow_blank=True)
    model = serializers.CharField(allow_blank=True)
    n_asked = serializers.IntegerField()
    cost_amount = serializers.CharField()


class GivenUpSerializer(serializers.Serializer[Any]):
    """A run that got no valid answer on the prompt, with the codes of what was wrong."""

    run = serializers.IntegerField(source="run_id")
    codes = serializers.ListField(child=serializers.CharField(), source="failures")


class TextSerializer(serializers.Serializer[Any]):
    """A prompt with all that is said of it, newest first. `state` is null unless it is a clean prompt."""

    prompt = serializers.IntegerField()
    text = serializers.CharField()
    language = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=ReannotationState.values, allow_null=True)
    lacks = serializers.ListField(child=serializers.CharField())
    given_up = GivenUpSerializer(many=True)
    annotations = AnnotationEntrySerializer(many=True)


class TextsSerializer(serializers.Serializer[Any]):
    """The prompt of a pair and, where it differs, its clean prompt."""

    texts = TextSerializer(many=True)


class WriteBody(serializers.Serializer[Any]):
    """
    The parts that are given are kept where they differ; an empty one says that there is nothing to say. `based_on`: the
    annotation that was changed, where it is not what holds.
    """

    words = WordsSerializer(required=False)
    caption = serializers.CharField(max_length=LONGEST, allow_blank=True, required=False)
    questions = serializers.ListField(child=DescribedQuestionSerializer(), required=False, max_length=MOST)
    based_on = serializers.IntegerField(min_value=0, max_value=BIGINT, allow_null=True, default=None)


class HoldBody(serializers.Serializer[Any]):
    """A part of an earlier annotation; without an `annotation`, as it was collected."""

    annotation = serializers.IntegerField(min_value=0, max_value=BIGINT, allow_null=True, default=None)
    part = serializers.ChoiceField(choices=PARTS)


class PairAnnotations(OfficeView):
    """What is said of a pair's prompt and clean prompt."""

    reads = Scope.READ_MODELS

    @extend_schema(operation_id="pairs_annotations", responses={200: TextsSerializer, 404: ErrorSerializer})
    def get(self, request: Request, public_id: UUID) -> Response:
        image = get_object_or_404(Image.objects.select_related("prompt"), public_id=public_id)
        return Response(TextsSerializer({"texts": [told(one) for one in provenances.of_image(image)]}).data)


class PromptAnnotations(OfficeView):
    """What is said of one text; and writing it by hand."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(
        operation_id="prompts_annotations", parameters=[PROMPT], responses={200: TextSerializer, 404: ErrorSerializer}
    )
    def get(self, request: Request, prompt: int) -> Response:
        return Response(one(get_object_or_404(Prompt, pk=prompt)))

    @extend_schema(
        operation_id="prompts_write",
        parameters=[PROMPT],
        request=WriteBody,
        responses={200: TextSerializer, **REFUSALS},
    )
    def post(self, request: Request, prompt: int) -> Response:
        found, body = get_object_or_404(Prompt, pk=prompt), said(WriteBody, request)
        questions = numbered(body["questions"]) if "questions" in body else None
        hand_annotations.write(
            prompt=found,
            said=Said(body.get("words"), body.get("caption"), questions),
            based_on=body["based_on"],
            actor=self.person.username,
            now=timezone.now(),
        )
        return Response(one(found))


class LetHold(OfficeView):
    """Letting a part of an earlier annotation hold again."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(
        operation_id="prompts_let_hold",
        parameters=[PROMPT],
        request=HoldBody,
        responses={200: TextSerializer, **REFUSALS},
    )
    def post(self, request: Request, prompt: int) -> Response:
        found, body = get_object_or_404(Prompt, pk=prompt), said(HoldBody, request)
        number, part = body["annotation"], body["part"]
        by, now = self.person.username, timezone.now()
        hand_annotations.let_hold(prompt=found, number=number, part=part, actor=by, now=now)
        return Response(one(found))


def numbered(asked: list[dict[str, Any]]) -> list[Question]:
    """The questions by kind, in their order."""
    return [
        Question(str(kind), place, row["text"], row["options"], row["answer"])
        for kind in QuestionKind
        for place, row in enumerate(row for row in asked if row["kind"] == kind)
    ]


def one(prompt: Prompt) -> dict[str, Any]:
    return dict(TextSerializer(told(provenances.of([prompt])[0])).data)


def told(text: Text) -> dict[str, Any]:
    return {
        "prompt": text.prompt.pk,
        "text": text.prompt.text,
        "language": text.prompt.language,
        "state": None if text.waits is None else text.waits.state,
        "lacks": [] if text.waits is None else text.waits.lacks,
        "given_up": text.given_up,
        "annotations": [entry(row) for row in text.entries],
    }


def entry(row: Entry) -> dict[str, Any]:
    found, effort = row.annotation, row.effort
    run = None if found is None or found.job is None else found.job.run
    words = None if row.said.words is None else {group: row.said.words.get(group, []) for group in WordGroup.values}
    return {
        "id": row.number,
        "source": COLLECTED if found is None else found.source,
        "holds": row.holds,
        "words": words,
        "caption": row.said.caption,
        "questions": None if row.said.questions is None else [asked._asdict() for asked in row.said.questions],
        "actor": "" if found is None else found.actor,
        "created_at": None if found is None else found.created_at,
        "based_on": None if found is None else found.based_on_id,
        "without": row.struck,
        "run": None if run is None else run.pk,
        "template": "" if run is None else f"{run.template.name} {run.template.version}",
        "model": "" if run is None else run.profile.model,
        "n_asked": 0 if effort is None else effort.n,
        "cost_amount": "0" if effort is None else str(effort.cost_amount),
    }
