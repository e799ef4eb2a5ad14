"""What people write of a prompt by hand, and earlier annotations that they let hold again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from annotation.actions import hand_annotations
from annotation.choices import Role
from annotation.pages.forms.annotations import AnnotationForm
from annotation.pages.permissions import person, roles_required
from dataset.actions.hand_edits import RulesBroken
from dataset.errors import DatasetError
from dataset.models import Prompt
from dataset.queries import histories, provenances
from dataset.queries.histories import History
from dataset.rules.answers import Said
from dataset.rules.carrying import PARTS

COLLECTED = "collected"


@roles_required(Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, prompt: int) -> HttpResponse:
    """The form, filled with what holds, or with the annotation that `from` names; and what was written in it."""
    found = get_object_or_404(Prompt, pk=prompt)
    history, asked = histories.of([prompt])[prompt], numbered(request.GET.get("from", ""))
    number = asked if asked in history.annotations else None
    sent = request.POST if request.method == "POST" else None
    form = AnnotationForm(sent, said=begun_with(history, number), seen=seen(history))
    if form.is_bound and form.is_valid() and keep(request, found, form, number):
        return redirect("prompt", prompt)
    context = {"prompt": found, "form": form, "number": number, "lost": provenances.lost_words(found)}
    return render(request, "annotation/machine_writing.html", context)


def begun_with(history: History, number: int | None) -> Said:
    """What is changed: an annotation, its missing parts as they hold; None is all that holds."""
    now = history.now()
    return now if number is None else Said(*(history.value(part, number) or getattr(now, part) for part in PARTS))


def seen(history: History) -> str:
    """Which annotations hold."""
    return "-".join(str(history.current[part] or 0) for part in PARTS)


def keep(request: HttpRequest, prompt: Prompt, form: AnnotationForm, number: int | None) -> bool:
    """Whether what was written is kept; the form says why it is not."""
    if form.cleaned_data["seen"] != form.fields["seen"].initial:
        form.begin_again()
        return False
    try:
        actor, now = person(request).username, timezone.now()
        written = hand_annotations.write(prompt=prompt, said=form.said, based_on=number, actor=actor, now=now)
    except RulesBroken as error:
        for code, words in error.broken.items():
            form.add_error(None, f"{code}: {words}.")
        return False
    except DatasetError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, f"Kept as you wrote it: {', '.join(written.parts)}.")
    return True


@roles_required(Role.MANAGER)
@require_POST
def let_hold(request: HttpRequest, prompt: int) -> HttpResponse:
    """Let a part of an earlier annotation hold again."""
    found, part = get_object_or_404(Prompt, pk=prompt), request.POST.get("part", "")
    asked = request.POST.get("annotation", "")
    number = numbered(asked)
    if part not in PARTS or (number is None and asked != COLLECTED):
        messages.error(request, "Nothing was asked for.")
        return redirect("prompt", prompt)
    try:
        actor, now = person(request).username, timezone.now()
        hand_annotations.let_hold(prompt=found, number=number, part=part, actor=actor, now=now)
    except DatasetError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Holds again: {part}.")
    return redirect("prompt", prompt)


def numbered(said: str) -> int | None:
    """The number of an annotation, where one was named."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else None
