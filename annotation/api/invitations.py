"""Invitations made by a program: links that are told once."""

from datetime import timedelta
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import invitations, links
from annotation.api.office import OfficeView, said
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import LinkKind, Role, Scope
from annotation.models import AccessLink
from annotation.queries import people
from annotation.rules import languages
from annotation.rules.intervals import zones
from annotation.rules.invitations import LONGEST_NAME, MOST_ROWS, Known, Row, refusal, told_apart

LINK = OpenApiParameter("link", {"type": "integer", "minimum": 0, "maximum": BIGINT}, OpenApiParameter.PATH)
REFUSALS = {403: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer}


class InvitedBody(serializers.Serializer[Any]):
    """One person; languages, zone and groups are of annotators."""

    name = serializers.CharField(max_length=LONGEST_NAME)
    role = serializers.ChoiceField(choices=Role.values, default=Role.ANNOTATOR.value)
    languages = serializers.ListField(child=serializers.CharField(max_length=8), max_length=50, default=[])
    zone = serializers.CharField(max_length=64, allow_blank=True, default="")
    groups = serializers.ListField(child=serializers.CharField(max_length=64), max_length=50, default=[])


class InviteBody(serializers.Serializer[Any]):
    """All of them or none. Whoever has an open invitation by that name gets a new link, and the old one dies."""

    people = serializers.ListField(child=InvitedBody(), min_length=1, max_length=MOST_ROWS)
    days = serializers.IntegerField(min_value=1, max_value=60, default=7)

    def validate_people(self, people: list[dict[str, Any]]) -> list[Row]:
        known = Known(Role.values, [*languages.NAMES], zones())
        rows = told_apart([row(number, one, known) for number, one in enumerate(people, 1)])
        if refused := [f"{one.number}: {one.refused}" for one in rows if one.refused]:
            raise serializers.ValidationError(refused)
        return rows


class InvitationSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    role = serializers.CharField()
    actor = serializers.CharField()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()


class InvitationsSerializer(serializers.Serializer[Any]):
    """Those that can still be used, the newest first."""

    invitations = InvitationSerializer(many=True)


class IssuedSerializer(InvitationSerializer):
    """`address`: the link, which works once and is told this once."""

    address = serializers.CharField()


class IssuedLinksSerializer(serializers.Serializer[Any]):
    invitations = IssuedSerializer(many=True)


class Invitations(OfficeView):
    """Open invitations; and inviting people."""

    reads, writes = Scope.READ_PEOPLE, Scope.WRITE_PEOPLE

    @extend_schema(operation_id="invitations_list", responses={200: InvitationsSerializer})
    def get(self, request: Request) -> Response:
        return Response(still_open())

    @extend_schema(
        operation_id="invitations_make", request=InviteBody, responses={200: IssuedLinksSerializer, **REFUSALS}
    )
    def post(self, request: Request) -> Response:
        body = said(InviteBody, request)
        lasts, by, now = timedelta(days=body["days"]), self.person.username, timezone.now()
        issued = invitations.invite_all(rows=body["people"], actor=by, now=now, lasts=lasts)
        made = [
            told(one.row) | {"address": request.build_absolute_uri(reverse("join", args=[one.token]))} for one in issued
        ]
        return Response({"invitations": made}, headers={"Cache-Control": "no-store"})


class CancelInvitation(OfficeView):
    """Taking an invitation back; once more changes nothing."""

    reads, writes = Scope.READ_PEOPLE, Scope.WRITE_PEOPLE

    @extend_schema(
        operation_id="invitations_cancel",
        parameters=[LINK],
        request=None,
        responses={200: InvitationsSerializer, 404: ErrorSerializer},
    )
    def post(self, request: Request, link: int) -> Response:
        row = get_object_or_404(AccessLink, pk=link, kind=LinkKind.INVITE)
        links.cancel(link=row, actor=self.person.username, now=timezone.now())
        return Response(still_open())


def row(number: int, one: dict[str, Any], known: Known) -> Row:
    found = Row(number, one["name"], one["role"], tuple(one["languages"]), one["zone"], tuple(one["groups"]))
    return Row(number, found.name, found.role, found.languages, found.zone, found.groups, refusal(found, known))


def still_open() -> dict[str, Any]:
    return {"invitations": [told(one) for one in people.open_invitations(now=timezone.now())]}


def told(link: AccessLink) -> dict[str, Any]:
    names = [str(name) for name in InvitationSerializer().fields]
    return {name: getattr(link, name) for name in names}
