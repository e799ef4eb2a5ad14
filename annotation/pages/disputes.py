"""Disputes: the page on which cases of the desk are decided by keys, one after another."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from annotation.choices import Role
from annotation.pages.desk import asked_batch
from annotation.pages.permissions import person, roles_required
from annotation.queries import desk_cases
from annotation.rules.desk_cases import Order


@roles_required(Role.ADJUDICATOR, Role.MANAGER)
@never_cache
@require_safe
def disputes(request: HttpRequest) -> HttpResponse:
    """A mount point, and what the page asks for its first cases with."""
    batch = asked_batch(request)
    config = desk_cases.config(
        person=person(request),
        batch=batch,
        order=Order.AGE if request.GET.get("order") == Order.AGE else Order.DISPUTE,
        urls={
            "desk_claims": reverse("api:desk_claims"),
            "desk_decisions": reverse("api:desk_decisions"),
            "sign_in": f"{reverse('account_login')}?next={reverse('disputes')}",
            "leave": reverse("desk") + (f"?batch={batch.name}" if batch else ""),
        },
        csrf=get_token(request),
        language=get_language() or "en",
        build=settings.BUILD,
    )
    return render(request, "annotation/disputes.html", {"config": config, "batch": batch})
