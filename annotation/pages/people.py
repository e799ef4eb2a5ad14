"""Who is here: inviting, roles, languages, suspending."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from annotation.actions import links, onboarding, second_factors
from annotation.actions import people as acts
from annotation.actions.links import IssuedLink
from annotation.choices import LinkKind, Role
from annotation.errors import AnnotationError
from annotation.models import AccessLink, Annotator, User
from annotation.pages.forms.people import InviteForm, LanguagesForm, RolesForm, SuspendForm, ZoneForm
from annotation.pages.permissions import person, roles_required
from annotation.queries import groups, people
from annotation.queries.second_factors import has_one

PAGE = 50


@roles_required(Role.MANAGER)
@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    """All people, open invitations, and the form that invites."""
    return show(request, InviteForm())


def show(request: HttpRequest, form: InviteForm) -> HttpResponse:
    found = people.everybody(after=request.GET.get("after", ""), limit=PAGE + 1)
    context = {
        "people": found[:PAGE],
        "failed": {key for key, standing in people.qualifying(found[:PAGE]).items() if standing.state == "failed"},
        "next": found[PAGE - 1].username if len(found) > PAGE else "",
        "invitations": people.open_invitations(now=timezone.now()),
        "form": form,
    }
    return render(request, "annotation/people.html", context)


@roles_required(Role.MANAGER)
@never_cache
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Make an invitation and show its link, once."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return show(request, form)
    said = form.cleaned_data
    role, lasts = Role(said["role"]), timedelta(days=said["days"])
    actor, now = person(request).username, timezone.now()
    try:
        issued = links.invite(role=role, name=said["name"], actor=actor, now=now, lasts=lasts)
    except AnnotationError as error:
        form.add_error("role", str(error))
        return show(request, form)
    return show_link(request, issued)


@roles_required(Role.MANAGER)
@require_POST
def cancel(request: HttpRequest, link: int) -> HttpResponse:
    """Take an invitation back."""
    row = get_object_or_404(AccessLink, pk=link, kind=LinkKind.INVITE)
    links.cancel(link=row, actor=person(request).username, now=timezone.now())
    messages.success(request, "The invitation opens nothing any more.")
    return redirect("people")


@roles_required(Role.MANAGER)
@require_safe
def one(request: HttpRequest, username: str) -> HttpResponse:
    """One person: what they may do, and what was done to them."""
    user = get_object_or_404(User.objects.select_related("annotator"), username=username)
    place = getattr(user, "annotator", None)
    context = {
        "person": user,
        "annotator": place,
        "qualifying": people.qualifying([user]).get(user.pk),
        "roles_form": RolesForm(initial={"roles": user.roles}),
        "languages_form": LanguagesForm(initial={"languages": place.languages}) if place else None,
        "zone_form": ZoneForm(initial={"zone": place.zone}) if place else None,
        "groups": groups.of_annotator(place) if place else [],
        "has_second_factor": has_one(user),
        "suspend_form": SuspendForm(),
        "record": people.record_of(user),
    }
    return render(request, "annotation/person.html", context)


@roles_required(Role.MANAGER)
@never_cache
@require_POST
def issue_reset(request: HttpRequest, username: str) -> HttpResponse:
    """Make a link for a new password and show it, once."""
    user = get_object_or_404(User, username=username, is_active=True)
    try:
        issued = links.issue_reset(user=user, actor=person(request).username, now=timezone.now())
    except AnnotationError as error:
        messages.error(request, str(error))
        return redirect("person", username)
    return show_link(request, issued)


def show_link(request: HttpRequest, issued: IssuedLink) -> HttpResponse:
    name = "join" if issued.row.kind == LinkKind.INVITE else "reset"
    address = request.build_absolute_uri(reverse(name, args=[issued.token]))
    return render(request, "annotation/link.html", {"link": issued.row, "address": address})


@roles_required(Role.MANAGER)
@require_POST
def change_roles(request: HttpRequest, username: str) -> HttpResponse:
    user = get_object_or_404(User, username=username)
    form = RolesForm(request.POST)
    if form.is_valid():
        roles = [Role(role) for role in form.cleaned_data["roles"]]
        try:
            acts.change_roles(user=user, roles=roles, actor=person(request), now=timezone.now())
        except AnnotationError as error:
            messages.error(request, str(error))
    return redirect("person", username)


@roles_required(Role.MANAGER)
@require_POST
def change_languages(request: HttpRequest, username: str) -> HttpResponse:
    place = get_object_or_404(Annotator.objects.select_related("user"), user__username=username)
    form = LanguagesForm(request.POST)
    if form.is_valid():
        languages = form.cleaned_data["languages"]
        acts.change_languages(annotator=place, languages=languages, actor=person(request), now=timezone.now())
    return redirect("person", username)


@roles_required(Role.MANAGER)
@require_POST
def change_zone(request: HttpRequest, username: str) -> HttpResponse:
    place = get_object_or_404(Annotator.objects.select_related("user"), user__username=username)
    form = ZoneForm(request.POST)
    if form.is_valid():
        acts.change_zone(annotator=place, zone=form.cleaned_data["zone"], actor=person(request), now=timezone.now())
    else:
        messages.error(request, "There is no such zone. An IANA zone reads like Asia/Seoul.")
    return redirect("person", username)


@roles_required(Role.MANAGER)
@require_POST
def suspend(request: HttpRequest, username: str) -> HttpResponse:
    """Give somebody no more work, with a reason; an account without work is locked."""
    user = get_object_or_404(User.objects.select_related("annotator"), username=username)
    form = SuspendForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say why. The reason stays in the record.")
        return redirect("person", username)
    said = form.cleaned_data
    lock = said["lock"] or not hasattr(user, "annotator")
    try:
        acts.suspend(user=user, reason=said["reason"], lock=lock, actor=person(request), now=timezone.now())
    except AnnotationError as error:
        messages.error(request, str(error))
    return redirect("person", username)


@roles_required(Role.MANAGER)
@require_POST
def decide_qualification(request: HttpRequest, username: str) -> HttpResponse:
    """After the attempts are used up: a further one, or work without it, with a reason."""
    place = get_object_or_404(Annotator.objects.select_related("user"), user__username=username)
    actor, now, reason = person(request).username, timezone.now(), request.POST.get("reason", "").strip()
    try:
        if request.POST.get("act") == "again":
            onboarding.give_another_attempt(annotator=place, actor=actor, now=now)
        elif reason:
            onboarding.let_in(annotator=place, reason=reason[:500], actor=actor, now=now)
        else:
            messages.error(request, "Say why. The reason stays in the record.")
    except AnnotationError as error:
        messages.error(request, str(error))
    return redirect("person", username)


@roles_required(Role.MANAGER)
@require_POST
def take_off_second_factor(request: HttpRequest, username: str) -> HttpResponse:
    """For somebody who lost theirs, with the recovery codes."""
    user, reason = get_object_or_404(User, username=username), request.POST.get("reason", "").strip()
    try:
        if reason:
            actor = person(request).username
            second_factors.take_off(user=user, reason=reason[:500], actor=actor, now=timezone.now())
            messages.success(request, "They sign in by password now, and set up a new second factor.")
        else:
            messages.error(request, "Say why. The reason stays in the record.")
    except AnnotationError as error:
        messages.error(request, str(error))
    return redirect("person", username)


@roles_required(Role.MANAGER)
@require_POST
def unsuspend(request: HttpRequest, username: str) -> HttpResponse:
    """Let somebody in again."""
    user = get_object_or_404(User, username=username)
    acts.unsuspend(user=user, actor=person(request), now=timezone.now())
    return redirect("person", username)
