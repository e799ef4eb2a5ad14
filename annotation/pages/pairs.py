"""A pair's page: its whole life, and the remedies when something in it went wrong."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from annotation.actions import rounds, withdrawals
from annotation.choices import PairState, Role
from annotation.errors import AnnotationError
from annotation.models import BatchPair
from annotation.pages.forms.remedies import RemedyForm, WithdrawalForm
from annotation.pages.lives import REMEDIES, told
from annotation.pages.permissions import READERS, manages, person, roles_required
from annotation.queries import lives
from dataset.models import Image
from dataset.queries import scores

ACTS: dict[str, tuple[Callable[..., object], str]] = {
    "set_aside": (rounds.set_aside, "Set aside: nobody is asked until it is taken up again."),
    "take_up_again": (rounds.take_up_again, "In work again, from the opinions that it has."),
    "new_round": (rounds.new_round, "A new round is open; what was judged before stays."),
    "reopen": (rounds.reopen, "Reopened: a new round is open. The verdict stands until the new one is published."),
}


@roles_required(*READERS)
@require_safe
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All that happened to one picture and its prompt."""
    return shown(request, asked(public_id))


@roles_required(*READERS)
@require_safe
def by_round(request: HttpRequest, pair: int) -> HttpResponse:
    """From the number of a pair in a batch to its life, at that round."""
    found = get_object_or_404(BatchPair.objects.select_related("image"), pk=pair)
    return redirect(f"{reverse('pair', args=[found.image.public_id])}#round-{pair}")


@roles_required(Role.MANAGER)
@require_POST
def remedy(request: HttpRequest, public_id: UUID, pair: int) -> HttpResponse:
    """Set a round aside, take it up again, or have the pair judged anew."""
    image = asked(public_id)
    this = get_object_or_404(BatchPair, pk=pair, image=image)
    form = RemedyForm(request.POST, allowed=[*REMEDIES.get(PairState(this.state), ())], auto_id=f"id_{pair}_%s")
    if "act" in form.errors:
        messages.error(request, "The pair went on in the meantime. What is done now is below.")
    elif not form.is_valid():
        return shown(request, image, failed={pair: form})
    else:
        act, done = ACTS[form.cleaned_data["act"]]
        try:
            act(pair=this, actor=person(request).username, reason=form.cleaned_data["reason"], now=timezone.now())
            messages.success(request, done)
        except AnnotationError as error:
            messages.error(request, str(error))
    return redirect("pair", public_id)


@roles_required(Role.MANAGER)
@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the picture out of use, and its pairs out of work."""
    image, form = asked(public_id), WithdrawalForm(request.POST, auto_id="withdraw_%s")
    if not form.is_valid():
        return shown(request, image, withdrawing=form)
    reason, actor = form.cleaned_data["reason"], person(request).username
    n = withdrawals.withdraw_image(image=image, reason=reason, actor=actor, now=timezone.now())
    messages.success(request, f"Out of use, and out of every export from now on. Pairs taken out of work: {n}.")
    return redirect("pair", public_id)


def asked(public_id: UUID) -> Image:
    return get_object_or_404(Image.objects.select_related("prompt"), public_id=public_id)


def shown(
    request: HttpRequest,
    image: Image,
    *,
    failed: dict[int, RemedyForm] | None = None,
    withdrawing: WithdrawalForm | None = None,
) -> HttpResponse:
    life = lives.of(image)
    rounds_told, verdicts = told(life)
    context: dict[str, Any] = {
        "life": life,
        "image": image,
        "rounds": [(one, (failed or {}).get(one.pair.pk) or blank(one.pair)) for one in rounds_told],
        "verdicts": verdicts,
        "withdrawing": withdrawing or WithdrawalForm(auto_id="withdraw_%s"),
        "scores": scores.of_image(image),
        "manages": manages(request),
    }
    return render(request, "annotation/pair.html", context)


def blank(pair: BatchPair) -> RemedyForm:
    return RemedyForm(allowed=[], auto_id=f"id_{pair.pk}_%s")
