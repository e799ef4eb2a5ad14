"""What a new version of the guideline says, to whoever was told of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from annotation.actions import threads as acts
from annotation.choices import Role
from annotation.pages.permissions import person, roles_required
from annotation.queries import guidelines
from annotation.queries.workbench import RULINGS_IN


@roles_required(Role.ANNOTATOR)
@require_safe
def of_version(request: HttpRequest, version: int) -> HttpResponse:
    """The rulings that say something else than before, in the reader's language."""
    language = get_language() or "en"
    found = guidelines.news(version, RULINGS_IN.get(language, language))
    if found is None:
        raise Http404
    acts.read_guideline(version=found.version, user=person(request), now=timezone.now())
    return render(request, "annotation/ruling_news.html", {"news": found})
