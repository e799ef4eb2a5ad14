"""All that is stored about the annotator who asks: to read, and to take along."""

import json
from collections.abc import Iterator

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from annotation.choices import Role
from annotation.models import Annotator
from annotation.pages.permissions import person, roles_required
from annotation.queries.stored import about
from annotation.queries.stored_kinds import Kind


@roles_required(Role.ANNOTATOR)
@never_cache
@require_safe
def stored(request: HttpRequest) -> HttpResponse:
    """What there is, and how much of it."""
    return render(request, "annotation/stored.html", {"kinds": about(asking(request))})


@roles_required(Role.ANNOTATOR)
@never_cache
@require_safe
def as_json(request: HttpRequest) -> StreamingHttpResponse:
    """All of it in one file: an object with a list for each kind, streamed."""
    place = asking(request)
    answer = StreamingHttpResponse(lines(about(place)), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="stored-{place.user_id}.json"'
    return answer


def asking(request: HttpRequest) -> Annotator:
    return get_object_or_404(Annotator.objects.select_related("user"), user=person(request))


def lines(kinds: dict[str, Kind]) -> Iterator[str]:
    before = "{"
    for name, kind in kinds.items():
        yield f'{before}\n"{name}": ['
        before = "\n"
        for row in kind.rows():
            yield before + json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)
            before = ",\n"
        yield "]"
        before = ","
    yield "\n}\n"
