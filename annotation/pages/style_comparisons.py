"""Two versions of style trees side by side."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotation.pages.cursors import key
from annotation.pages.permissions import READERS, roles_required
from annotation.pages.styles import about, version_of
from dataset.models import StyleVersion
from dataset.queries import style_differences

PAGE, OTHERS = 100, 100


@roles_required(*READERS)
@require_safe
def against(request: HttpRequest, version: int) -> HttpResponse:
    """What leads from another version to this one; without another, the choice of one."""
    found = version_of(version)
    others = StyleVersion.objects.exclude(pk=found.pk).order_by("-pk")[:OTHERS]
    context = about(request, found) | {"others": others, "chosen": found.based_on_id}
    if "other" in request.GET:
        other = key(request, "other")
        if other is None or other == version:
            raise Http404
        before, start = version_of(other), key(request, "from") or 0
        difference = style_differences.between(before, found)
        context |= {
            "before": before,
            "chosen": before.pk,
            "difference": difference,
            "styles": difference.styles[start : start + PAGE],
            "next": start + PAGE if len(difference.styles) > start + PAGE else None,
        }
    return render(request, "annotation/style_comparison.html", context)
