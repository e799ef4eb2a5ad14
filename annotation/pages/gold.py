"""Gold: the pairs that people are measured by. Made by hand or of settled pairs, and taken out again, with a reason."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from annotation.actions import gold as acts
from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.models import Gold
from annotation.pages import finding
from annotation.pages.cursors import cut, key
from annotation.pages.forms.gold import GoldForm, RetireForm, TakeForm
from annotation.pages.permissions import READERS, manages, person, roles_required
from annotation.pages.prompts import Piece, struck_through
from annotation.queries import gold
from annotation.rules.views import TokenView, token_views
from dataset.choices import MediaState, Sensitivity
from dataset.models import Image
from dataset.rules.tokeniser import TOKENISER_VERSION
from dataset.rules.tokens import unpack

PAGE = 24
RETIRE_ID = "retire_%s"  # two forms of one page ask for a reason
HIDDEN = {
    Sensitivity.SENSITIVE: "left out: the picture is sensitive",
    Sensitivity.BLOCKED: "left out: the picture is blocked",
}


@dataclass(frozen=True)
class Row:
    """One version of gold as it is written; `left_out` says why nobody is measured by it, if so."""

    gold: Gold
    pieces: list[Piece]
    left_out: str


@roles_required(*READERS)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """The newest version of each picture's gold, how much there is, and taking more from settled pairs."""
    return finding.found(request, "gold_picture") or listed(request, TakeForm())


def listed(request: HttpRequest, form: TakeForm) -> HttpResponse:
    found = cut(gold.everything(before=key(request, "before"), limit=PAGE + 1), PAGE)
    context = {
        "rows": [row(one) for one in found.rows],
        "next": found.next,
        "standing": gold.standing(),
        "form": form,
        "manages": manages(request),
    }
    return render(request, "annotation/gold.html", context)


@roles_required(Role.MANAGER)
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Make gold of settled pairs on which nobody differs."""
    form = TakeForm(request.POST)
    if not form.is_valid():
        return listed(request, form)
    said, actor = form.cleaned_data, person(request).username
    n = acts.take_settled(
        batch=said["batch"],
        limits=form.limits(),
        limit=said["at_most"],
        reason=said["reason"],
        actor=actor,
        now=timezone.now(),
    )
    told = f"Made gold: {n}." if n else "No settled pair was left that nobody differs on and that is not gold yet."
    messages.success(request, told)
    return redirect("gold")


@roles_required(*READERS)
@require_safe
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The gold of one picture, its versions, and striking by hand what it does not show."""
    return shown(request, asked(public_id))


@roles_required(Role.MANAGER)
@require_POST
def set_by_hand(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what is true of a picture."""
    image = asked(public_id)
    form = GoldForm(request.POST, words=strikeable(words(image)[0]))
    if not form.is_valid():
        return shown(request, image, form=form)
    said, actor = form.cleaned_data, person(request).username
    struck = [int(word) for word in said["struck"]]
    kept = acts.set_by_hand(image=image, struck=struck, reason=said["reason"], actor=actor, now=timezone.now())
    messages.success(request, f"Kept as version {kept.number}.")
    return redirect("gold_picture", public_id)


@roles_required(Role.MANAGER)
@require_POST
def retire(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Measure people by it no more."""
    image, form = asked(public_id), RetireForm(request.POST, auto_id=RETIRE_ID)
    if not form.is_valid():
        return shown(request, image, retiring=form)
    actor, reason = person(request).username, form.cleaned_data["reason"]
    try:
        acts.retire(image=image, reason=reason, actor=actor, now=timezone.now())
        messages.success(request, "Nobody is measured by it any more. Attempts that hold it go on as they began.")
    except AnnotationError as error:
        messages.error(request, str(error))
    return redirect("gold_picture", public_id)


def asked(public_id: UUID) -> Image:
    return get_object_or_404(Image.objects.select_related("prompt"), public_id=public_id)


def shown(
    request: HttpRequest, image: Image, *, form: GoldForm | None = None, retiring: RetireForm | None = None
) -> HttpResponse:
    versions = gold.versions(image)
    tokens, _ = words(image)
    context: dict[str, Any] = {
        "image": image,
        "rows": [row(version) for version in versions],
        "words": [token for token in tokens if token.word is not None],
        "struck": marked(versions[:1], form),
        "form": form or GoldForm(words=strikeable(tokens)),
        "retiring": retiring or RetireForm(auto_id=RETIRE_ID),
        "manages": manages(request),
    }
    return render(request, "annotation/gold_picture.html", context)


def words(image: Image) -> tuple[list[TokenView], str]:
    """Its prompt as it would be judged now."""
    tokens, locked = acts.judged_now(image)
    return token_views(image.prompt.text, tokens, {str(word): ruling for word, ruling in locked.items()})


def strikeable(tokens: list[TokenView]) -> list[int]:
    return [token.word for token in tokens if token.word is not None and not token.locked]


def marked(newest: list[Gold], form: GoldForm | None) -> set[int]:
    """The words that stand struck in the form: as it was sent, else as the gold says of the same words."""
    if form is not None:
        return {int(word) for word in form["struck"].data or () if word.isascii() and word.isdecimal()}
    return {word for one in newest if one.tokenisation.version == TOKENISER_VERSION for word in one.struck}


def row(one: Gold) -> Row:
    tokens, tail = token_views(one.tokenisation.prompt.text, unpack(one.tokenisation.tokens), one.locked)
    return Row(one, struck_through(tokens, tail, set(one.struck)), left_out(one))


def left_out(one: Gold) -> str:
    if not one.in_use:
        return "taken out"
    if one.image.withdrawn_at is not None:
        return "left out: the picture was withdrawn"
    if one.image.media_state != MediaState.READY:
        return "left out: there is no picture"
    return HIDDEN.get(Sensitivity(one.image.sensitivity), "")
