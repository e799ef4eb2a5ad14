"""Two templates, or one by two models, on the golden set side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotation.pages.cursors import key
from annotation.pages.forms.machine_templates import CompareForm
from annotation.pages.permissions import READERS, roles_required
from dataset.models import GoldenPrompt, ModelProfile, Template
from dataset.queries import golden_results
from dataset.queries.golden_results import Result
from dataset.rules.answers import GROUPS
from dataset.rules.golden_pieces import Piece, expected_pieces, pieces
from dataset.rules.golden_scores import Interval, difference, total

PAGE = 25


@dataclass(frozen=True, slots=True)
class Side:
    """One answer: its pieces by kind, and whether people said just the same."""

    result: Result
    lists: dict[str, list[Piece]]

    @property
    def is_right(self) -> bool:
        return all(tally.n_hit == tally.n_said == tally.n_expected for tally in self.result.words.values())


@dataclass(frozen=True, slots=True)
class Line:
    """A prompt with its lists by kind, what people say first, then both answers."""

    golden: GoldenPrompt
    kinds: list[tuple[str, list[Piece], list[list[Piece]]]]
    sides: list[Side]
    differ: bool


@roles_required(*READERS)
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Both totals with the interval of what lies between them; then prompt by prompt, those that differ first."""
    tried = {f"{template.pk}:{profile.pk}": (template, profile) for template, profile in golden_results.tried()}
    form = CompareForm(request.GET, tried=[(name, label(*one)) for name, one in tried.items()])
    form.is_valid()
    chosen = [form.cleaned_data.get(name) or "" for name in ("first", "second")]
    names = choose(chosen, [*tried])
    context = {"form": form, "names": names, "n_tried": len(tried)}
    if names:
        sides = [tried[name] for name in names]
        context |= held(sides, after=key(request, "after") or 0)
    return render(request, "annotation/machine_compare.html", context)


def label(template: Template, profile: ModelProfile) -> str:
    return f"{template} by {profile.name}"


def choose(chosen: Sequence[str], tried: Sequence[str]) -> list[str]:
    """What is compared: what was asked for, else the two that were tried last; nothing where there is only one."""
    if len(tried) < 2:
        return []
    second = chosen[1] or next(name for name in tried if name != chosen[0])
    return [chosen[0] or next(name for name in tried if name != second), second]


def held(sides: Sequence[tuple[Template, ModelProfile]], *, after: int) -> dict[str, object]:
    scores = golden_results.of_many([(template, profile.model) for template, profile in sides])
    both = [(one, other) for one, other in zip(*(score.results for score in scores), strict=True) if ended(one, other)]
    lines = [line(one.golden, one, other) for one, other in both]
    words = all(score.asks_for_words for score in scores)
    return {
        "columns": [*zip(sides, scores, strict=True)],
        "between": between(both) if words else None,
        "with_words": words,
        "lines": sorted(lines, key=lambda one: not one.differ)[after : after + PAGE],
        "next": after + PAGE if after + PAGE < len(lines) else None,
        "n_lines": len(lines),
        "n_differ": sum(one.differ for one in lines),
        "n_words_differ": sum(one.sides[0].lists != one.sides[1].lists for one in lines),
    }


def ended(*results: Result) -> bool:
    return all(one.has_ended for one in results)


def between(both: Sequence[tuple[Result, Result]]) -> tuple[float, Interval | None] | None:
    """By how much F1 of the second is above that of the first, on the prompts that both were asked."""
    return difference([(total(one.words.values()), total(other.words.values())) for one, other in both])


def line(golden: GoldenPrompt, *results: Result) -> Line:
    text, lists = golden.prompt.text, golden.lists
    sides = [Side(one, pieces(text, lists, (one.said.words if one.said else None) or {})) for one in results]
    wanted = expected_pieces(text, lists)
    kinds = [(kind, wanted[kind], [side.lists[kind] for side in sides]) for kind in GROUPS]
    told = [one.said and (one.said.caption, side.lists) for one, side in zip(results, sides, strict=True)]
    return Line(golden, kinds, sides, differ=told[0] != told[1])
