"""The style tree: trees with their versions, one that models build, a version to read through."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from annotation.pages.cursors import before, cut, key
from annotation.pages.forms.styles import CategoryForm, StylesForm
from annotation.pages.permissions import READERS, manages, roles_required
from annotation.pages.style_plots import long_tail
from dataset.choices import StyleVersionState
from dataset.models import StyleAssignment, StyleOperation, StyleVersion
from dataset.queries import machine_money, style_builds, style_categories, style_exports, style_versions

PAGE, STYLES, FOUND, DONE = 20, 100, 50, 10
ALL_OPEN = 60  # a tree with more categories than that begins folded


@roles_required(*READERS)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All trees, the newest first, with their versions."""
    found = cut(before(style_builds.trees(), request), PAGE)
    context = {
        "trees": style_builds.buildings(found.rows),
        "next": found.next,
        "manages": manages(request),
        "halts": machine_money.standing_halts(),
    }
    return render(request, "annotation/styles.html", context)


@roles_required(*READERS)
@require_safe
def tree(request: HttpRequest, tree: int) -> HttpResponse:
    """One tree: what it is built from, how far it is."""
    context = standing(request, tree) | {"halts": machine_money.standing_halts()}
    return render(request, "annotation/style_tree.html", context)


@roles_required(*READERS)
@require_safe
@cache_control(private=True, no_store=True)
@conditional_page
def live(request: HttpRequest, tree: int) -> HttpResponse:
    """The part that changes; or that nothing changed."""
    context = standing(request, tree)
    answer = render(request, "annotation/style_tree_live.html", context)
    if not context["building"].goes:
        answer["X-Over"] = "1"  # the page loads itself anew, with what can be done now
    return answer


def standing(request: HttpRequest, tree: int) -> dict[str, Any]:
    found = get_object_or_404(style_builds.trees(), pk=tree)
    [building] = style_builds.buildings([found])
    return {"building": building, "manages": manages(request)}


@roles_required(*READERS)
@require_safe
def version(request: HttpRequest, version: int) -> HttpResponse:
    """A version: its figures, the long tail, its categories, a search for styles, what was done to it."""
    found = version_of(version)
    shelf = style_categories.shelf(found)
    done = [*operations(found)[: DONE + 1]]
    words = request.GET.get("words", "").strip()[:200]
    hits = style_categories.found(found, words) if words else StyleAssignment.objects.none()
    context = about(request, found) | {
        "shelf": shelf,
        "words": words,
        "hits": [(one, shelf.line(one.node.number) if one.node else []) for one in hits[:FOUND]],
        "n_hits": hits.count() if words else 0,
        "categories": [one for one in shelf.every if words.casefold() in one.node.name.casefold()] if words else [],
        "plot": long_tail([(one.node.name, one.n_own) for one in shelf.leaves], of="styles"),
        "open": len(shelf.every) <= ALL_OPEN,
        "operations": done[:DONE],
        "names": {one.number: one.node.name for one in shelf.every},
        "more": len(done) > DONE,
    }
    return render(request, "annotation/style_version.html", context)


@roles_required(*READERS)
@require_safe
def category(request: HttpRequest, version: int, number: int) -> HttpResponse:
    """A category of a version with its styles; under 0, the styles that have none."""
    found = version_of(version)
    shelf = style_categories.shelf(found)
    line = shelf.line(number)
    if number and not line:
        raise Http404
    start = key(request, "from") or 0
    rows = [*style_categories.styles_in(found, number)[start : start + STYLES + 1]]
    context = about(request, found) | {
        "shelf": shelf,
        "line": line[:-1],
        "branch": line[-1] if line else None,
        "styles": rows[:STYLES],
        "first": start + 1,
        "last": start + len(rows[:STYLES]),
        "next": start + STYLES if len(rows) > STYLES else None,
    }
    if context["changes"] and line:
        context["form"] = CategoryForm(branch=line[-1], shelf=shelf)
    if context["changes"] or context["settles"]:
        context["choosing"] = StylesForm(branch=line[-1] if line else None, shelf=shelf)
    return render(request, "annotation/style_category.html", context)


@roles_required(*READERS)
@require_safe
def export(request: HttpRequest, version: int) -> HttpResponse:
    """A version as a file: categories with plain parents, their styles, a card of figures."""
    found = version_of(version)
    answer = JsonResponse(style_exports.document(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="style-tree-{found.pk}.json"'
    return answer


def version_of(version: int) -> StyleVersion:
    return get_object_or_404(
        StyleVersion.objects.select_related("tree__snapshot", "tree__profile", "based_on"), pk=version
    )


def operations(version: StyleVersion) -> Any:
    """What was done to it, the latest first, each with what undid it."""
    return StyleOperation.objects.filter(version=version).select_related("undoes", "undone_by").order_by("-number")


def about(request: HttpRequest, version: StyleVersion) -> dict[str, Any]:
    """What stands on every page of a version, and what may be done there."""
    is_manager, is_frozen = manages(request), version.state == StyleVersionState.FROZEN
    return {
        "version": version,
        "manages": is_manager,
        "changes": is_manager and version.state == StyleVersionState.DRAFT,
        "settles": is_manager and is_frozen and version.assigned_at is not None,
        "assigns": is_manager and style_versions.may_be_assigned(version),
    }
