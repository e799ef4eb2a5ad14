"""Groups of annotators, and people who take the places of others, changed by a program."""

from typing import Any

from django.core.validators import validate_slug
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import groups, replacements
from annotation.actions.replacements import Exchange
from annotation.api.office import OfficeView, said
from annotation.api.work import ErrorSerializer
from annotation.choices import Scope
from annotation.models import Annotator, Group
from annotation.queries import groups as queries

MOST = 1000
MOST_EXCHANGES = 5


class NewGroupBody(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=64, validators=[validate_slug])


class GroupBody(serializers.Serializer[Any]):
    """Who is in it from now on, and nobody else."""

    members = serializers.ListField(child=serializers.CharField(max_length=150), max_length=MOST)


class GroupSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    members = serializers.ListField(child=serializers.CharField())


class GroupsSerializer(serializers.Serializer[Any]):
    groups = GroupSerializer(many=True)


class ExchangeBody(serializers.Serializer[Any]):
    leaver = serializers.CharField(max_length=150)
    joiner = serializers.CharField(max_length=150)


class ReplaceBody(serializers.Serializer[Any]):
    """Who leaves and who takes their place, up to five at once; those who leave read the reason."""

    exchanges = serializers.ListField(child=ExchangeBody(), min_length=1, max_length=MOST_EXCHANGES)
    reason = serializers.CharField(max_length=500)


class ReplacedSerializer(serializers.Serializer[Any]):
    n_memberships = serializers.IntegerField(help_text="Places in batches that moved.")


class Groups(OfficeView):
    """All groups with their members; and a new one."""

    reads, writes = Scope.READ_PEOPLE, Scope.WRITE_PEOPLE

    @extend_schema(operation_id="groups_list", responses={200: GroupsSerializer})
    def get(self, request: Request) -> Response:
        return Response(told())

    @extend_schema(
        operation_id="groups_make",
        request=NewGroupBody,
        responses={200: GroupsSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        groups.make(name=said(NewGroupBody, request)["name"], actor=self.person.username, now=timezone.now())
        return Response(told())


class OneGroup(OfficeView):
    """Letting a group hold these people and no others."""

    reads, writes = Scope.READ_PEOPLE, Scope.WRITE_PEOPLE

    @extend_schema(
        operation_id="groups_fill",
        request=GroupBody,
        responses={200: GroupsSerializer, 404: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request, name: str) -> Response:
        group, body = get_object_or_404(Group, name=name), said(GroupBody, request)
        found = known(body["members"])
        groups.change_members(group=group, annotators=[*found.values()], actor=self.person.username, now=timezone.now())
        return Response(told())


class Replace(OfficeView):
    """Letting each joiner take over the batches and groups of a leaver, who is suspended; all of it or nothing."""

    reads, writes = Scope.READ_PEOPLE, Scope.WRITE_PEOPLE

    @extend_schema(
        operation_id="people_replace",
        request=ReplaceBody,
        responses={200: ReplacedSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        body = said(ReplaceBody, request)
        people = known([name for one in body["exchanges"] for name in (one["leaver"], one["joiner"])])
        exchanges = [Exchange(people[one["leaver"]], people[one["joiner"]]) for one in body["exchanges"]]
        n = replacements.replace(exchanges=exchanges, reason=body["reason"], actor=self.person, now=timezone.now())
        return Response({"n_memberships": n})


def known(names: list[str]) -> dict[str, Annotator]:
    """
    The annotators of these names.

    :raises ValidationError: somebody is none
    """
    found = Annotator.objects.filter(user__username__in=names).select_related("user")
    people = {one.user.username: one for one in found}
    if unknown := sorted({*names} - {*people}):
        raise serializers.ValidationError(f"No annotator is named {', '.join(unknown)}.")
    return people


def told() -> dict[str, Any]:
    return {
        "groups": [
            {"name": one.group.name, "members": sorted(person.user.username for person in one.annotators)}
            for one in queries.everything()
        ]
    }
