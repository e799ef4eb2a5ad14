"""Tokens for programs: made and shown once, listed, revoked."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from annotation.actions import tokens as acts
from annotation.choices import TOKEN_ROLES
from annotation.errors import AnnotationError
from annotation.models import ApiToken
from annotation.pages.forms.tokens import TokenForm
from annotation.pages.permissions import manages, person, roles_required
from annotation.queries import tokens


@roles_required(*TOKEN_ROLES)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """One's own, and for a manager everybody's that are in use; the form that makes one."""
    return show(request, TokenForm(scopes=acts.scopes_of(person(request))))


@roles_required(*TOKEN_ROLES)
@never_cache
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make one and show it, once."""
    owner = person(request)
    form = TokenForm(request.POST, scopes=acts.scopes_of(owner))
    if not form.is_valid():
        return show(request, form)
    said = form.cleaned_data
    try:
        issued = acts.make(
            owner=owner,
            name=said["name"],
            scopes=said["scopes"],
            lasts=timedelta(days=said["days"]),
            now=timezone.now(),
        )
    except AnnotationError as error:
        form.add_error(None, str(error))
        return show(request, form)
    context = {"row": issued.row, "token": issued.token, "address": request.build_absolute_uri("/api/v1/token")}
    return render(request, "annotation/token.html", context)


@roles_required(*TOKEN_ROLES)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one open nothing any more: one's own, and by a manager anybody's."""
    owned = ApiToken.objects.all() if manages(request) else ApiToken.objects.filter(owner=person(request))
    token = get_object_or_404(owned.select_related("owner"), pk=pk)
    acts.revoke(token=token, actor=person(request).username, now=timezone.now())
    messages.success(request, f"The token {token.name} opens nothing any more.")
    return redirect("tokens")


def show(request: HttpRequest, form: TokenForm) -> HttpResponse:
    user = person(request)
    context = {
        "form": form,
        "mine": tokens.of_owner(user),
        "others": tokens.of_others(user) if manages(request) else [],
        "now": timezone.now(),
    }
    return render(request, "annotation/tokens.html", context)
