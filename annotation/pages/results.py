"""Results: settled pairs with their strikes, their clean prompts, and who decided each word."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from annotation.models import Batch
from annotation.pages import finding
from annotation.pages.cursors import key
from annotation.pages.forms.scores import ScoreFields
from annotation.pages.permissions import READERS, manages, roles_required
from annotation.pages.prompts import Piece, struck_through
from annotation.queries import results
from annotation.queries.results import Result
from dataset.choices import WordSource
from dataset.queries import scores

PAGE = 24


@dataclass(frozen=True)
class Shown:
    """A result as it is written."""

    result: Result
    language: str
    pieces: list[Piece]
    sources: list[tuple[str, str]]


@roles_required(*READERS)
@require_safe
def settled(request: HttpRequest) -> HttpResponse:
    """The newest first; one batch alone when the address says so. Also the way to any picture's life."""
    if (elsewhere := finding.found(request, "pair")) is not None:
        return elsewhere
    name = request.GET.get("batch", "")
    batch = get_object_or_404(Batch, name=name) if name else None
    form = ScoreFields(request.GET)
    limits = scores.meant(form.limits()) if form.is_valid() else ()
    found = results.settled(batch=batch, limits=limits, limit=PAGE + 1, after=key(request, "before"))
    context = {
        "batch": batch,
        "manages": manages(request),
        "batches": Batch.objects.order_by("-pk").values_list("name", flat=True)[:100],
        "form": form,
        "asked": form.asked(),
        "results": [shown(result) for result in found[:PAGE]],
        "next": found[PAGE - 1].pair.pk if len(found) > PAGE else None,
    }
    return render(request, "annotation/results.html", context)


def shown(result: Result) -> Shown:
    """The prompt with its strikes, and its words by who decided them."""
    struck = set(result.verdict.struck)
    words = {token.word: token.text for token in result.tokens if token.word is not None}
    sources = [(text, WordSource(result.verdict.word_sources[word]).label) for word, text in words.items()]
    if result.pair.tokenisation is None:
        raise ValueError("a settled pair has its tokens")
    return Shown(
        result, result.pair.tokenisation.prompt.language, struck_through(result.tokens, result.tail, struck), sources
    )
