"""Results of one's tests, gold among one's work, one's flags: what came of each; and contesting it."""

import uuid
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from annotation.actions import contests as acts
from annotation.actions.contests import Thing
from annotation.choices import Exposure, FlagReason, Role
from annotation.errors import AnnotationError
from annotation.models import Annotator
from annotation.pages.cursors import key
from annotation.pages.forms.threads import MessageForm
from annotation.pages.permissions import person, roles_required
from annotation.pages.prompts import Piece, against_truth
from annotation.queries import contests, flags
from annotation.queries.contests import Result
from annotation.queries.flags import Flagged
from dataset.choices import Sensitivity
from dataset.models import Image

PAGE = 24


@roles_required(Role.ANNOTATOR)
@never_cache
@require_safe
def tests(request: HttpRequest) -> HttpResponse:
    """All that one answered on pictures whose truth is known, the newest first."""
    annotator = whose(request)
    found = contests.of_tests(annotator, before=key(request, "before"), limit=PAGE + 1)
    return render(request, "annotation/my_tests.html", listed(annotator, found))


@roles_required(Role.ANNOTATOR)
@never_cache
@require_safe
def gold(request: HttpRequest) -> HttpResponse:
    """Which of one's work was gold, once that may be told; the newest first."""
    annotator = whose(request)
    found = contests.at_work(annotator, before=key(request, "before"), limit=PAGE + 1)
    return render(request, "annotation/my_tests.html", {**listed(annotator, found), "at_work": True})


@roles_required(Role.ANNOTATOR)
@never_cache
@require_safe
def flagged(request: HttpRequest) -> HttpResponse:
    """What one flagged, and what was decided since; the newest first."""
    annotator = whose(request)
    found = flags.of(annotator, before=flag_before(request), limit=PAGE + 1)
    context = {
        "flags": [(one, reasons(one), is_shown(annotator, one.flag.pair.image)) for one in found[:PAGE]],
        "next": found[PAGE - 1].flag if len(found) > PAGE else None,
    }
    return render(request, "annotation/my_flags.html", context)


@roles_required(Role.ANNOTATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, answer: int) -> HttpResponse:
    """Say why the result of a test is wrong; what is contested already leads to its thread."""
    return of_result(request, Thing.TEST, contests.of_test(whose(request), answer))


@roles_required(Role.ANNOTATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def contest_gold(request: HttpRequest, answer: int) -> HttpResponse:
    """Say why what was known of a picture among the work is wrong."""
    return of_result(request, Thing.WORK, contests.one_at_work(whose(request), answer))


@roles_required(Role.ANNOTATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def contest_flag(request: HttpRequest, flag: UUID) -> HttpResponse:
    """Say why what was decided on a flag is wrong."""
    annotator = whose(request)
    found = flags.one(flag)
    if found is None or found.flag.annotator_id != annotator.pk or not found.is_decided:
        raise Http404
    if found.thread is not None:
        return redirect("question", found.thread.pk)
    image = found.flag.pair.image
    context = {"one": found, "reasons": reasons(found), "image": image, "is_shown": is_shown(annotator, image)}
    return contested(request, Thing.FLAG, flag, context)


def of_result(request: HttpRequest, thing: Thing, found: Result | None) -> HttpResponse:
    if found is None:
        raise Http404
    if found.thread is not None:
        return redirect("question", found.thread.pk)
    context = {"result": found, "pieces": pieces(found), "image": found.image}
    context["is_shown"] = is_shown(whose(request), found.image)
    return contested(request, thing, found.pk, context)


def contested(request: HttpRequest, thing: Thing, of: int | UUID, context: dict[str, Any]) -> HttpResponse:
    """The form; sent, the thread that it began."""
    form = MessageForm(request.POST or None, initial={"uuid": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        said = acts.Contested(form.cleaned_data["uuid"], thing, of, form.cleaned_data["text"])
        within = timedelta(hours=settings.ANSWER_HOURS)
        try:
            made = acts.contest(annotator=whose(request), contested=said, within=within, now=timezone.now())
            return redirect("question", made.pk)
        except AnnotationError as error:
            messages.error(request, str(error))
            return redirect(LISTS[thing])
    return render(request, "annotation/contest.html", {**context, "form": form, "thing": thing.value})


LISTS = {Thing.TEST: "my_tests", Thing.WORK: "my_gold", Thing.FLAG: "my_flags"}


def whose(request: HttpRequest) -> Annotator:
    found = Annotator.objects.filter(user=person(request)).first()
    if found is None:
        raise Http404
    return found


def listed(annotator: Annotator, found: list[Result]) -> dict[str, Any]:
    return {
        "results": [(one, pieces(one), is_shown(annotator, one.image)) for one in found[:PAGE]],
        "next": found[PAGE - 1].pk if len(found) > PAGE else None,
    }


def pieces(result: Result) -> list[Piece]:
    return against_truth(result.tokens, result.tail, result.struck, result.gold.struck)


def reasons(found: Flagged) -> list[str]:
    return [str(FlagReason(reason).label) for reason in found.flag.reasons]


def flag_before(request: HttpRequest) -> tuple[datetime, UUID] | None:
    """The flag after which the address asks for older ones; none when it names none."""
    try:
        at, last = parse_datetime(request.GET.get("before", "")), UUID(request.GET.get("flag", ""))
    except ValueError:
        return None
    return (at, last) if at is not None and timezone.is_aware(at) else None


def is_shown(annotator: Annotator, image: Image) -> bool:
    """Whether they may see the picture now."""
    spared = image.sensitivity == Sensitivity.SENSITIVE and annotator.exposure == Exposure.NEVER
    return image.is_present and annotator.suspended_at is None and not spared
