"""The workbench's page: a mount point, and one JSON object with the first pairs in it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from annotation.actions import claims
from annotation.choices import Role
from annotation.models import Annotator
from annotation.pages.permissions import person, roles_required
from annotation.queries import onboarding, workbench

FIRST_PAIRS = 3
CALLS = (
    "claims",
    "judgments",
    "skips",
    "releases",
    "corrections",
    "choices",
    "flags",
    "questions",
    "exposures",
    "packs",
    "parkings",
    "shift_ends",
    "heartbeats",
)
DOORS = {"inbox": "my_questions", "leave": "me"}


@roles_required(Role.ANNOTATOR)
@never_cache
@require_safe
def work(request: HttpRequest, tour: dict[str, Any] | None = None) -> HttpResponse:
    """
    Begin, or go on where the annotator stopped.

    :param tour: where to look after how many judgments; the demo's alone
    """
    annotator = Annotator.objects.select_related("user").get(user=person(request))
    if annotator.suspended_at is not None:
        return render(request, "annotation/suspended.html", {"annotator": annotator})
    if onboarding.keeps_from_work(annotator):
        return redirect("begin")
    now = timezone.now()
    held = claims.claim(annotator=annotator, wanted=FIRST_PAIRS, now=now)
    config = workbench.config(
        annotator=annotator,
        work={
            "state": held.state,
            "retry_after": held.retry_after,
            "pairs": [workbench.pair_json(row, image_url) for row in held.pairs],
        },
        urls={name: reverse(f"api:{name}") for name in CALLS}
        | {name: reverse(place) for name, place in DOORS.items()}
        | {"sign_in": f"{reverse('account_login')}?next={reverse('work')}"},
        csrf=get_token(request),
        tour=tour,
        language=get_language() or "en",
        build=settings.BUILD,
        now=now,
        image_url=image_url,
    )
    return render(request, "annotation/work.html", {"config": config})


def image_url(image: object, rendition: str) -> str:
    return reverse("image", args=[image, rendition])
