"""The desk: what opinions alone do not settle, one case after another."""

from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from annotation.actions import desk_decisions as acts
from annotation.choices import PairState, Role
from annotation.errors import AnnotationError
from annotation.models import Batch, BatchPair
from annotation.pages import cases
from annotation.pages.cursors import cut, key
from annotation.pages.forms.desk import DecisionForm
from annotation.pages.permissions import manages, person, roles_required
from annotation.queries import desk, people
from annotation.rules.desk_cases import Became, Decision
from annotation.rules.outcomes import PairOutcome
from dataset.choices import Sensitivity

PAGE = 48


@roles_required(Role.ADJUDICATOR, Role.MANAGER)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The queue, oldest first."""
    batch = asked_batch(request)
    spared = people.is_spared(person(request))
    found = cut(desk.waiting(batch=batch, limit=PAGE + 1, after=key(request, "after"), spared=spared), PAGE)
    context = {
        "cards": [cases.card(pair) for pair in found.rows],
        "next": found.next,
        "n_waiting": desk.n_waiting(batch=batch, spared=spared),
        "batch": batch,
    }
    return render(request, "annotation/desk.html", context)


@roles_required(Role.ADJUDICATOR, Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, pair: int) -> HttpResponse:
    """One case: its picture, its contested words with their votes, and the decision."""
    batch, spared = asked_batch(request), people.is_spared(person(request))
    found = at_the_desk().filter(pk=pair).first()
    if found is None:
        get_object_or_404(BatchPair, pk=pair)
        messages.info(request, "That pair was settled in the meantime.")
        return redirect(following(pair, batch, spared=spared))
    if spared and found.image.sensitivity == Sensitivity.SENSITIVE:
        messages.info(request, "That picture is sensitive, and you chose never to be shown such pictures.")
        return redirect(following(pair, batch, spared=spared))
    form = DecisionForm(request.POST or None, contested=found.desk_words)
    if form.is_valid():
        settle(request, found, form)
        return redirect(following(pair, batch, spared=spared))
    context = {
        "case": cases.view(desk.case(found)),
        "form": form,
        "batch": batch,
        "n_waiting": desk.n_waiting(batch=batch, spared=spared),
        "manages": manages(request),
    }
    return render(request, "annotation/case.html", context)


def settle(request: HttpRequest, pair: BatchPair, form: DecisionForm) -> None:
    said = form.cleaned_data
    is_judged = said["outcome"] == PairOutcome.JUDGED
    decision = Decision(
        uuid=uuid4(),
        pair_id=pair.pk,
        outcome=said["outcome"],
        asked=tuple(pair.desk_words),
        struck=tuple(sorted(int(word) for word in said["struck"])) if is_judged else (),
        note=said["note"],
    )
    share, now = settings.DESK_REPEAT_SHARE, timezone.now()
    try:
        receipt = acts.decide(adjudicator=person(request), decision=decision, repeat_share=share, now=now)
    except AnnotationError as error:
        messages.error(request, str(error))
    else:
        if receipt.became == Became.LATE:
            messages.info(request, "Somebody else was quicker; what you decided is kept beside theirs.")


def following(pair: int, batch: Batch | None, *, spared: bool) -> str:
    """The address of the next case, of the first when that was the last, of the empty desk when none is left."""
    query = f"?{urlencode({'batch': batch.name})}" if batch else ""
    next_one = desk.waiting(batch=batch, limit=1, after=pair, spared=spared)
    found = next_one or desk.waiting(batch=batch, limit=1, spared=spared)
    return (reverse("case", args=[found[0].pk]) if found else reverse("desk")) + query


def at_the_desk() -> QuerySet[BatchPair]:
    pairs = BatchPair.objects.filter(state=PairState.DESK)
    return pairs.select_related("batch", "image", "tokenisation__prompt")


def asked_batch(request: HttpRequest) -> Batch | None:
    """The batch that the address narrows to."""
    name = request.GET.get("batch", "")
    return get_object_or_404(Batch, name=name) if name else None
