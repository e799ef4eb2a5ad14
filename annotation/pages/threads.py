"""Questions and what is contested: the office answers, whom it concerns is told."""

import uuid
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotation.actions import contests, ruling_origins
from annotation.actions import threads as acts
from annotation.choices import FlagReason, Role, ThreadDecision
from annotation.errors import AnnotationError
from annotation.models import Annotator, Thread, User
from annotation.pages.forms.threads import AskForm, DecisionForm, FlagDecisionForm, MessageForm
from annotation.pages.permissions import person, roles_required
from annotation.pages.prompts import Piece, against_truth, marked
from annotation.queries import flags, threads
from annotation.queries.contests import struck_in
from annotation.queries.threads import Told
from annotation.queries.workbench import RULINGS_IN

PAGE = 50
ANSWERING = (Role.MANAGER, Role.ADJUDICATOR)
READING = (*ANSWERING, Role.AUDITOR)


@roles_required(*READING)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the first due first; and what was answered, the last first."""
    then = moment(request)
    answered = threads.answered().filter(answered_at__lt=then) if then else threads.answered()
    shown = [*answered[: PAGE + 1]]
    context = {
        "waiting": threads.waiting()[:PAGE],
        "n_waiting": threads.n_waiting(),
        "answered": shown[:PAGE],
        "older": shown[PAGE - 1].answered_at if len(shown) > PAGE else None,
        "now": timezone.now(),
    }
    return render(request, "annotation/questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, thread: UUID) -> HttpResponse:
    """One thread, for the office and for those whom it concerns; whoever may speak in it has one box."""
    user, told = person(request), threads.one(thread)
    answers = user.has_role(*ANSWERING)
    if told is None or not (user.has_role(*READING) or threads.is_told(told.thread, user)):
        raise Http404
    asks = told.thread.asked_by_id == user.pk
    form_of = form_for(told.thread, user, answers=answers and not asks)
    form = form_of(request.POST or None, initial={"uuid": uuid.uuid4()})
    if request.method == "POST" and (answers or asks) and form.is_valid():
        try:
            speak(told.thread, user, form, answers=answers and not asks)
        except AnnotationError as error:
            messages.error(request, str(error))
        return redirect("question", thread)
    acts.read(thread=told.thread, user=user, now=timezone.now())
    context = {
        "told": told,
        "thread": told.thread,
        "pieces": pieces(told),
        "flagged": flag_of(told.thread),
        "form": form if answers or asks else None,
        "knows_names": user.has_role(Role.MANAGER, Role.AUDITOR),
        "manages": user.has_role(Role.MANAGER),
        "reader": user,
    }
    return render(request, "annotation/question.html", context)


def form_for(thread: Thread, user: User, *, answers: bool) -> type[MessageForm]:
    """What may be said: of a flag who manages decides, since it is about who may see a picture."""
    if not answers or not thread.is_contested:
        return MessageForm
    if thread.flag_id is None:
        return DecisionForm
    return FlagDecisionForm if user.has_role(Role.MANAGER) else MessageForm


def pieces(told: Told) -> list[Piece]:
    """The prompt with the word that is meant; of a contested answer, what was struck beside what is true."""
    if (answer := told.thread.answer) is not None:
        return against_truth(told.tokens, told.tail, answer.canonical, answer.item.gold.struck)
    if (on_gold := told.thread.at_work) is not None:
        return against_truth(told.tokens, told.tail, struck_in(on_gold), on_gold.gold.struck)
    return marked(told.tokens, told.tail, told.thread.word)


def flag_of(thread: Thread) -> dict[str, Any] | None:
    """What was flagged, and what was decided since."""
    found = flags.one(thread.flag_id) if thread.flag_id else None
    if found is None:
        return None
    return {"one": found, "reasons": [FlagReason(reason).label for reason in found.flag.reasons]}


def speak(thread: Thread, user: User, form: MessageForm, *, answers: bool) -> None:
    said, now = form.cleaned_data, timezone.now()
    if answers:
        decision = ThreadDecision(said["decision"]) if said.get("decision") else None
        contests.answer(thread=thread, author=user, uuid=said["uuid"], text=said["text"], decision=decision, now=now)
    else:
        within = timedelta(hours=settings.ANSWER_HOURS)
        acts.go_on(thread=thread, author=user, uuid=said["uuid"], text=said["text"], within=within, now=now)


@roles_required(Role.MANAGER)
@require_POST
def make_ruling(request: HttpRequest, thread: UUID) -> HttpResponse:
    """Begin a ruling with what was asked and answered, and open it in the editor."""
    found = get_object_or_404(Thread, pk=thread)
    try:
        made = ruling_origins.make_ruling(thread=found, actor=person(request).username, now=timezone.now())
    except AnnotationError as error:
        messages.error(request, str(error))
        return redirect("question", thread)
    return redirect("ruling", made.guideline.number, made.code)


@roles_required(Role.ANNOTATOR)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What somebody asked, and what they were told of; the newest first."""
    reader, then = person(request), moment(request)
    language = get_language() or "en"
    notices = threads.notices(reader, RULINGS_IN.get(language, language))
    shown = [*(notices.filter(created_at__lt=then) if then else notices)[: PAGE + 1]]
    older = shown[PAGE - 1].created_at if len(shown) > PAGE else None
    context = {"notices": shown[:PAGE], "older": older, "reader": reader}
    return render(request, "annotation/my_questions.html", context)


@roles_required(Role.ANNOTATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pair: int) -> HttpResponse:
    """Ask about a pair that one was given, after it was answered."""
    asker, about = Annotator.objects.filter(user=person(request)).first(), threads.about(pair)
    if asker is None or about is None or not threads.has_met(asker, about.pair):
        raise Http404
    words = [(token.word, token.text) for token in about.tokens if token.word is not None]
    form = AskForm(request.POST or None, initial={"uuid": uuid.uuid4()}, words=words)
    if request.method == "POST" and form.is_valid():
        said = acts.Asked(pair_id=pair, **{name: form.cleaned_data[name] for name in ("uuid", "text", "word")})
        within = timedelta(hours=settings.ANSWER_HOURS)
        return redirect("question", acts.ask(annotator=asker, asked=said, within=within, now=timezone.now()).pk)
    pieces = marked(about.tokens, about.tail, None)
    return render(request, "annotation/ask.html", {"pair": about.pair, "pieces": pieces, "form": form})


def moment(request: HttpRequest) -> datetime | None:
    """The moment before which the address asks for rows; none when it names none."""
    try:
        found = parse_datetime(request.GET.get("before", ""))
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None
