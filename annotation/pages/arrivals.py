"""Imports from the browser: files come in pieces, a worker looks, a person looks, then the rows go in."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_http_methods, require_POST, require_safe

from annotation.actions import arrivals
from annotation.choices import Role
from annotation.pages.forms.arrivals import BeginForm, WishesForm
from annotation.pages.permissions import person, roles_required
from annotation.queries import pulses
from dataset.actions import arrivals as rows
from dataset.choices import ArrivalKind, ArrivalState
from dataset.errors import DatasetError
from dataset.models import Arrival, ArrivalFile
from dataset.queries.arrivals import cells_by, missing, picture_path, time_left

SHOWN_FILES = 50


@roles_required(Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Three ways in: files of this computer, a folder of the server, a prefix of the bucket."""
    form = BeginForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            arrival = arrivals.begin(
                key=said["key"],
                kind=ArrivalKind(said["kind"]),
                said=said["said"],
                wishes={},
                actor=person(request).username,
                now=timezone.now(),
            )
            return redirect("arrival", arrival.key)
        except DatasetError as error:
            form.add_error("said", str(error))
    unfinished = Arrival.objects.exclude(state=ArrivalState.DONE).order_by("-created_at")[:10]
    context = {
        "form": form,
        "unfinished": unfinished,
        "root": settings.IMPORT_ROOT,
        "prefix": settings.IMPORT_PREFIX,
        "most_bytes": settings.UPLOAD_MOST_BYTES,
    }
    return render(request, "annotation/begin_import.html", context)


@roles_required(Role.MANAGER)
@require_safe
def one(request: HttpRequest, arrival: UUID) -> HttpResponse:
    """What there is of it, and what is to be done next."""
    return shown(request, get_object_or_404(Arrival, pk=arrival))


def shown(request: HttpRequest, arrival: Arrival, form: WishesForm | None = None) -> HttpResponse:
    return render(request, "annotation/arrival.html", standing(arrival) | {"form": form or asking(arrival)})


def standing(arrival: Arrival) -> dict[str, Any]:
    files = ArrivalFile.objects.filter(arrival=arrival).order_by("name")
    look = arrival.look
    return {
        "arrival": arrival,
        "run": arrival.run,
        "files": [*files[:SHOWN_FILES]],
        "missing": missing(arrival) if arrival.state == ArrivalState.RECEIVING else None,
        "look": look,
        "cells": cells_by(look, look.get("image_column", ""), look.get("prompt_column", "")),
        "time_left": time_left(arrival, timezone.now()),
        "health": pulses.health(),
    }


def asking(arrival: Arrival) -> WishesForm:
    look = arrival.look
    guessed = {name: look[name] for name in ("source", "image_column", "prompt_column") if look.get(name)}
    return WishesForm(initial=guessed | arrival.wishes, header=look.get("header", []))


@roles_required(Role.MANAGER)
@require_safe
@cache_control(private=True, no_store=True)
@conditional_page
def live(request: HttpRequest, arrival: UUID) -> HttpResponse:
    """The part that changes while a worker is at it."""
    found = get_object_or_404(Arrival.objects.select_related("run"), pk=arrival)
    answer = render(request, "annotation/arrival_live.html", standing(found))
    if not found.is_at_work:
        answer["X-Over"] = "1"
    return answer


@roles_required(Role.MANAGER)
@require_POST
def receive(request: HttpRequest, arrival: UUID) -> JsonResponse:
    """A piece of a file, as the body; says how much of it is here."""
    found = get_object_or_404(Arrival, pk=arrival)
    said = request.GET
    try:
        n = rows.receive(
            arrival=found,
            name=said.get("name", ""),
            n_bytes=number(said.get("size", "")),
            offset=number(said.get("offset", "")),
            data=request.body,
        )
    except rows.PieceMisplaced as error:
        return JsonResponse({"code": error.code, "received": error.n_received}, status=409)
    except DatasetError as error:
        return JsonResponse({"code": error.code, "message": str(error)}, status=422)
    return JsonResponse({"received": n})


def number(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 16 else -1


@roles_required(Role.MANAGER)
@require_POST
def look(request: HttpRequest, arrival: UUID) -> HttpResponse:
    """All files are here, or the columns are others: have it looked at."""
    found = get_object_or_404(Arrival, pk=arrival)
    wishes = {name: request.POST[name][:200] for name in ("image_column", "prompt_column") if name in request.POST}
    by = person(request).username
    return done(request, found, lambda: arrivals.look(arrival=found, wishes=wishes, actor=by, now=timezone.now()))


@roles_required(Role.MANAGER)
@require_safe
def preview(request: HttpRequest, arrival: UUID) -> HttpResponse:
    """The first cells of two columns, beside each other."""
    found = get_object_or_404(Arrival, pk=arrival)
    image, prompt = request.GET.get("image_column", ""), request.GET.get("prompt_column", "")
    return render(request, "annotation/arrival_cells.html", {"cells": cells_by(found.look, image, prompt)})


@roles_required(Role.MANAGER)
@require_safe
def picture(request: HttpRequest, arrival: UUID, place: int) -> FileResponse:
    """A small picture of the contact sheet."""
    path = Path(picture_path(get_object_or_404(Arrival, pk=arrival), place))
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/webp")


@roles_required(Role.MANAGER)
@require_POST
def start(request: HttpRequest, arrival: UUID) -> HttpResponse:
    """Bring the rows in, or go on."""
    found = get_object_or_404(Arrival, pk=arrival)
    wishes: dict[str, str] = {}
    if not found.run_id:
        form = WishesForm(request.POST, header=found.look.get("header", []))
        if not form.is_valid():
            return shown(request, found, form)
        wishes = form.wishes()
        if (same := columns_looked_at(found, wishes)) is not None:
            messages.error(request, same)
            return redirect("arrival", arrival)
    by = person(request).username
    return done(request, found, lambda: arrivals.start(arrival=found, wishes=wishes, actor=by, now=timezone.now()))


def columns_looked_at(arrival: Arrival, wishes: dict[str, str]) -> str | None:
    """None when the contact sheet was made from these columns: nothing else may go in."""
    names = [name for name in ("image_column", "prompt_column") if name in wishes]
    if all(wishes[name] == arrival.look.get(name) for name in names):
        return None
    return "Look at the pairs of these columns first."


@roles_required(Role.MANAGER)
@require_POST
def stop(request: HttpRequest, arrival: UUID) -> HttpResponse:
    """Stop what is under way."""
    found, by = get_object_or_404(Arrival, pk=arrival), person(request).username
    return done(request, found, lambda: arrivals.stop(arrival=found, actor=by, now=timezone.now()))


def done(request: HttpRequest, arrival: Arrival, act: Any) -> HttpResponse:
    try:
        act()
    except DatasetError as error:
        messages.error(request, str(error))
    return redirect("arrival", arrival.key)
