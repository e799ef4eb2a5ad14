"""All that was said of a pair's prompt and clean prompt, or of one text: by whom, from what, what of it holds."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from annotation.pages.permissions import READERS, manages, roles_required
from dataset.models import Image, Prompt
from dataset.queries import provenances

PAIRS = 10


@roles_required(*READERS)
@require_safe
def of_pair(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The annotations of the prompt and of what it was cleaned to, by the verdict that stands."""
    image = get_object_or_404(Image.objects.select_related("prompt"), public_id=public_id)
    context = {"image": image, "texts": provenances.of_image(image), "manages": manages(request)}
    return render(request, "annotation/machine_annotations.html", context)


@roles_required(*READERS)
@require_safe
def of_prompt(request: HttpRequest, prompt: int) -> HttpResponse:
    """The annotations of one text, which may belong to many pairs or be a clean one."""
    found = get_object_or_404(Prompt, pk=prompt)
    pairs = Image.objects.filter(prompt=found).order_by("pk")[:PAIRS]
    context = {"texts": provenances.of([found]), "pairs": pairs, "manages": manages(request)}
    return render(request, "annotation/machine_annotations.html", context)
