"""The way to the first pair: one page, which goes on where the person stopped."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from annotation.actions import onboarding
from annotation.choices import Role
from annotation.models import Annotator
from annotation.pages.permissions import person, roles_required
from annotation.pages.work import CALLS, image_url
from annotation.queries import onboarding as queries
from annotation.queries import workbench
from annotation.rules import lessons

STEPS = {"steps": "onboarding_steps", "attempts": "onboarding_attempts", "answers": "onboarding_answers"}


@roles_required(Role.ANNOTATOR)
@never_cache
@require_safe
def begin(request: HttpRequest, skip: str | None = None) -> HttpResponse:
    """
    Consent, rule, examples, keys, and where there is gold the test.

    :param skip: where it may be passed over; the demo's alone
    """
    now = timezone.now()
    annotator = Annotator.objects.select_related("user").get(user=person(request))
    if annotator.suspended_at is not None:
        return render(request, "annotation/suspended.html", {"annotator": annotator})
    journey = queries.journey(onboarding.begin(annotator=annotator, now=now), image_url)
    config = workbench.config(
        annotator=annotator,
        work={"state": "no_work", "retry_after": None, "pairs": []},
        urls={name: reverse(f"api:{name}") for name in CALLS}
        | {name: reverse(f"api:{route}") for name, route in STEPS.items()}
        | {"sign_in": f"{reverse('account_login')}?next={reverse('begin')}", "leave": reverse("me")}
        | {"work": reverse("work")},
        csrf=get_token(request),
        tour=None,
        language=get_language() or "en",
        build=settings.BUILD,
        now=now,
        image_url=image_url,
        area="intro",
    )
    config |= {"journey": journey, "lessons": lessons.shipped(static), "skip": skip}
    return render(request, "annotation/begin.html", {"config": config})
