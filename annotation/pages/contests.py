"""Results of one's tests: the picture, what was answered, what was expected; and contesting one."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from annotation.actions import contests as acts
from annotation.choices import Exposure, Role
from annotation.errors import AnnotationError
from annotation.models import Annotator
from annotation.pages.cursors import key
from annotation.pages.forms.threads import MessageForm
from annotation.pages.permissions import person, roles_required
from annotation.pages.prompts import Piece, against_truth
from annotation.queries import contests
from annotation.queries.contests import Result
from dataset.choices import Sensitivity

PAGE = 24


@roles_required(Role.ANNOTATOR)
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """All that one answered on pictures whose truth is known, the newest first."""
    annotator = whose(request)
    found = contests.results(annotator, before=key(request, "before"), limit=PAGE + 1)
    context = {
        "results": [(one, pieces(one), is_shown(annotator, one)) for one in found[:PAGE]],
        "next": found[PAGE - 1].answer.pk if len(found) > PAGE else None,
    }
    return render(request, "annotation/my_tests.html", context)


@roles_required(Role.ANNOTATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, answer: int) -> HttpResponse:
    """Say why a result is wrong; what is contested already leads to its thread."""
    annotator = whose(request)
    found = contests.one(annotator, answer)
    if found is None:
        raise Http404
    if found.thread is not None:
        return redirect("question", found.thread.pk)
    form = MessageForm(request.POST or None, initial={"uuid": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        said = acts.Contested(form.cleaned_data["uuid"], answer, form.cleaned_data["text"])
        within = timedelta(hours=settings.ANSWER_HOURS)
        try:
            made = acts.contest(annotator=annotator, contested=said, within=within, now=timezone.now())
            return redirect("question", made.pk)
        except AnnotationError as error:
            messages.error(request, str(error))
            return redirect("my_tests")
    context = {"result": found, "pieces": pieces(found), "is_shown": is_shown(annotator, found), "form": form}
    return render(request, "annotation/contest.html", context)


def whose(request: HttpRequest) -> Annotator:
    found = Annotator.objects.filter(user=person(request)).first()
    if found is None:
        raise Http404
    return found


def pieces(result: Result) -> list[Piece]:
    return against_truth(result.tokens, result.tail, result.answer.canonical, result.gold.struck)


def is_shown(annotator: Annotator, result: Result) -> bool:
    """Whether they may see the picture now."""
    image = result.answer.item.image
    spared = image.sensitivity == Sensitivity.SENSITIVE and annotator.exposure == Exposure.NEVER
    return image.is_present and annotator.suspended_at is None and not spared
