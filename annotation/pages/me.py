"""Everybody's own page: what is known of them, and the language that they read it in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from annotation.actions import account_choices
from annotation.choices import Role
from annotation.models import Annotator, User
from annotation.pages.forms.people import InterfaceForm
from annotation.pages.permissions import person, roles_required, signed_in
from annotation.queries.account_choices import of_user
from annotation.queries.threads import n_unread
from annotation.rules import languages


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """What is known of the person who is signed in, and what they may change."""
    user = person(request)
    annotator = Annotator.objects.filter(user=user).first()
    if annotator is None:
        return render(request, "annotation/me.html", facts(user, None))
    form = InterfaceForm(request.POST or None, initial={"interface": of_user(user).interface})
    if form.is_valid():
        account_choices.save(annotator=annotator, chosen={"interface": form.cleaned_data["interface"] or None})
        return redirect("me")
    return render(request, "annotation/me.html", {**facts(user, annotator), "form": form, "n_unread": n_unread(user)})


@roles_required(Role.ANNOTATOR)
@require_safe
def recorded(request: HttpRequest) -> HttpResponse:
    """What is recorded while they judge (docs/what-is-recorded.md), in their language."""
    return render(request, "annotation/recorded.html")


def facts(user: User, annotator: Annotator | None) -> dict[str, Any]:
    reads = annotator.languages if annotator else []
    return {
        "person": user,
        "annotator": annotator,
        "roles": [Role(role).label for role in user.roles],
        "languages": [languages.NAMES.get(code, code) for code in reads],
    }
