"""Questions and what is contested, for the office: read, answered, decided."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import contests, ruling_origins
from annotation.api.office import PAGE, OfficeView, said
from annotation.api.work import ErrorSerializer
from annotation.choices import LONGEST_MESSAGE, Role, Scope, ThreadDecision, ThreadKind
from annotation.models import Thread, User
from annotation.queries import threads

KINDS = [kind.value for kind in ThreadKind if kind != ThreadKind.PAY]
KNOWS_NAMES = (Role.MANAGER, Role.AUDITOR)
REFUSALS = {403: ErrorSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer}


class ThreadsQuery(serializers.Serializer[Any]):
    """The first hundred of those that wait, the first due first; those answered, the last first, page by page."""

    state = serializers.ChoiceField(choices=["waiting", "answered"], default="waiting")
    before = serializers.DateTimeField(required=False, help_text="`next` of the page before this one.")


class ThreadSerializer(serializers.Serializer[Any]):
    """`text` began it. Who asked is told to managers and auditors. A `decision` is on what is contested."""

    uuid = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=KINDS)
    batch = serializers.CharField(allow_blank=True)
    pair = serializers.IntegerField(allow_null=True)
    word = serializers.IntegerField(allow_null=True)
    text = serializers.CharField()
    asked_by = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    decision = serializers.ChoiceField(choices=["", *ThreadDecision.values])
    ruling_code = serializers.CharField(allow_blank=True)


class ThreadsSerializer(serializers.Serializer[Any]):
    threads = ThreadSerializer(many=True)
    next = serializers.DateTimeField(allow_null=True)


class MessageSerializer(serializers.Serializer[Any]):
    """`asks`: by who began the thread; else by the office."""

    uuid = serializers.UUIDField()
    asks = serializers.BooleanField()
    text = serializers.CharField()
    created_at = serializers.DateTimeField()


class ToldThreadSerializer(ThreadSerializer):
    picture = serializers.UUIDField()
    prompt = serializers.CharField(allow_blank=True)
    messages = MessageSerializer(many=True)


class ThreadAnswerBody(serializers.Serializer[Any]):
    """
    An answer, kept once for its `uuid`, with or without the decision on what is contested.

    `withdrawn`: a result counts no more, what was decided on a flag is taken back.
    """

    uuid = serializers.UUIDField()
    text = serializers.CharField(max_length=LONGEST_MESSAGE)
    decision = serializers.ChoiceField(choices=ThreadDecision.values, allow_null=True, default=None)


class MadeRulingSerializer(serializers.Serializer[Any]):
    """The ruling of the draft that begins with what was asked and answered."""

    version = serializers.IntegerField()
    code = serializers.CharField()


class Threads(OfficeView):
    """What waits for an answer, and what was answered."""

    reads = Scope.READ_QUESTIONS

    @extend_schema(
        operation_id="threads_list",
        parameters=[ThreadsQuery],
        responses={200: ThreadsSerializer, 422: ErrorSerializer},
    )
    def get(self, request: Request) -> Response:
        asked = ThreadsQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        if asked.validated_data["state"] == "waiting":
            return Response({"threads": [told(one, self.person) for one in threads.waiting()[:PAGE]], "next": None})
        rows: QuerySet[Thread] = threads.answered()
        if then := asked.validated_data.get("before"):
            rows = rows.filter(answered_at__lt=then)
        found = [*rows[: PAGE + 1]]
        following = found[PAGE - 1].answered_at if len(found) > PAGE else None
        return Response({"threads": [told(one, self.person) for one in found[:PAGE]], "next": following})


class OneThread(OfficeView):
    """One thread with what was said in it; and an answer of the office."""

    reads, writes = Scope.READ_QUESTIONS, Scope.WRITE_QUESTIONS

    @extend_schema(operation_id="threads_one", responses={200: ToldThreadSerializer, 404: ErrorSerializer})
    def get(self, request: Request, thread: UUID) -> Response:
        return Response(whole(thread, self.person))

    @extend_schema(
        operation_id="threads_answer", request=ThreadAnswerBody, responses={200: ToldThreadSerializer, **REFUSALS}
    )
    def post(self, request: Request, thread: UUID) -> Response:
        found, body = (
            get_object_or_404(Thread.objects.exclude(kind=ThreadKind.PAY), pk=thread),
            said(ThreadAnswerBody, request),
        )
        decision = ThreadDecision(body["decision"]) if body["decision"] else None
        if found.asked_by_id == self.person.pk or not may_decide(found, decision, self.person):
            raise PermissionDenied
        contests.answer(
            thread=found,
            author=self.person,
            uuid=body["uuid"],
            text=body["text"],
            decision=decision,
            now=timezone.now(),
        )
        return Response(whole(thread, self.person))


class MakeRuling(OfficeView):
    """Beginning a ruling in the draft with what was asked and answered. Asked again, it is the one that was begun."""

    reads, writes = Scope.READ_RULINGS, Scope.WRITE_RULINGS

    @extend_schema(
        operation_id="threads_make_ruling",
        request=None,
        responses={200: MadeRulingSerializer, 404: ErrorSerializer, 409: ErrorSerializer},
    )
    def post(self, request: Request, thread: UUID) -> Response:
        found = get_object_or_404(Thread.objects.exclude(kind=ThreadKind.PAY), pk=thread)
        made = ruling_origins.make_ruling(thread=found, actor=self.person.username, now=timezone.now())
        return Response({"version": made.guideline.number, "code": made.code})


def may_decide(thread: Thread, decision: ThreadDecision | None, person: User) -> bool:
    """Of a flag who manages decides, since it is about who may see a picture."""
    return decision is None or thread.flag_id is None or person.has_role(Role.MANAGER)


def told(thread: Thread, person: User) -> dict[str, Any]:
    names = ("uuid", "kind", "word", "created_at", "due_at", "answered_at", "decision", "ruling_code")
    pair = thread.about_pair
    return {name: getattr(thread, name) for name in names} | {
        "batch": thread.batch_name,
        "pair": pair.pk if pair else None,
        "text": getattr(thread, "text", ""),
        "asked_by": thread.asked_by.username if person.has_role(*KNOWS_NAMES) else None,
    }


def whole(uuid: UUID, person: User) -> dict[str, Any]:
    found = threads.one(uuid)
    if found is None:
        raise Http404
    thread = found.thread
    return told(thread, person) | {
        "text": found.messages[0].text,
        "picture": found.image.public_id,
        "prompt": found.text,
        "messages": [
            {
                "uuid": one.pk,
                "asks": one.author_id == thread.asked_by_id,
                "text": one.text,
                "created_at": one.created_at,
            }
            for one in found.messages
        ],
    }
