"""One person, changed by a program: roles, languages, zone, suspension, the test. Passwords are people's own."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import onboarding, people
from annotation.api.office import OfficeView, said
from annotation.api.people import PersonSerializer, told
from annotation.api.work import ErrorSerializer
from annotation.choices import Role, Scope
from annotation.models import Annotator, User
from annotation.queries import groups
from annotation.queries import people as queries
from annotation.rules import languages
from annotation.rules.intervals import zones

REASONED = ("suspend", "let_in")
OF_ANNOTATORS = ("change_languages", "change_zone", "give_another_attempt", "let_in")


class PersonActBody(serializers.Serializer[Any]):
    """
    What is done, with what it needs: `roles`, `languages` or a `zone` in place of those before; a `reason` to suspend
    (with `lock` the account is shut too), or to let somebody in without the test.
    """

    act = serializers.ChoiceField(choices=["change_roles", *OF_ANNOTATORS, "suspend", "unsuspend"])
    roles = serializers.ListField(child=serializers.ChoiceField(choices=Role.values), max_length=10, required=False)
    languages = serializers.ListField(
        child=serializers.ChoiceField(choices=[*languages.NAMES]), max_length=50, required=False
    )
    zone = serializers.CharField(max_length=64, required=False, allow_blank=True, help_text="Such as Asia/Seoul.")
    reason = serializers.CharField(max_length=500, required=False)
    lock = serializers.BooleanField(default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        act = attrs["act"]
        wanted = "reason" if act in REASONED else act.removeprefix("change_") if act.startswith("change_") else ""
        if wanted and wanted not in attrs:
            raise serializers.ValidationError({wanted: "This is needed."})
        return attrs

    def validate_zone(self, zone: str) -> str:
        if zone and zone not in zones():
            raise serializers.ValidationError("There is no such zone. An IANA zone reads like Asia/Seoul.")
        return zone


class WholePersonSerializer(PersonSerializer):
    """`zone`, `groups` and `qualifying` are of annotators."""

    zone = serializers.CharField(allow_blank=True)
    groups = serializers.ListField(child=serializers.CharField())
    qualifying = serializers.CharField(allow_blank=True, help_text="failed, waived, test, learning, or nothing.")


class OnePerson(OfficeView):
    """One person; and changing what they may do."""

    reads, writes = Scope.READ_PEOPLE, Scope.WRITE_PEOPLE

    @extend_schema(operation_id="people_one", responses={200: WholePersonSerializer, 404: ErrorSerializer})
    def get(self, request: Request, username: str) -> Response:
        return Response(whole(username))

    @extend_schema(
        operation_id="people_act",
        request=PersonActBody,
        responses={
            200: WholePersonSerializer,
            403: ErrorSerializer,
            404: ErrorSerializer,
            409: ErrorSerializer,
            422: ErrorSerializer,
        },
    )
    def post(self, request: Request, username: str) -> Response:
        user, body = asked(username), said(PersonActBody, request)
        if body["act"] in OF_ANNOTATORS:
            self.change_annotator(get_object_or_404(Annotator.objects.select_related("user"), user=user), body)
        else:
            self.change(user, body)
        return Response(whole(username))

    def change(self, user: User, body: dict[str, Any]) -> None:
        now = timezone.now()
        if body["act"] == "change_roles":
            roles = [Role(role) for role in body["roles"]]
            people.change_roles(user=user, roles=roles, actor=self.person, now=now)
        elif body["act"] == "suspend":
            lock = body["lock"] or not hasattr(user, "annotator")
            people.suspend(user=user, reason=body["reason"], lock=lock, actor=self.person, now=now)
        else:
            people.unsuspend(user=user, actor=self.person, now=now)

    def change_annotator(self, annotator: Annotator, body: dict[str, Any]) -> None:
        by, now = self.person, timezone.now()
        if body["act"] == "change_languages":
            people.change_languages(annotator=annotator, languages=body["languages"], actor=by, now=now)
        elif body["act"] == "change_zone":
            people.change_zone(annotator=annotator, zone=body["zone"], actor=by, now=now)
        elif body["act"] == "let_in":
            onboarding.let_in(annotator=annotator, reason=body["reason"], actor=by.username, now=now)
        else:
            onboarding.give_another_attempt(annotator=annotator, actor=by.username, now=now)


def asked(username: str) -> User:
    return get_object_or_404(User.objects.select_related("annotator"), username=username.replace("\0", ""))


def whole(username: str) -> dict[str, Any]:
    user = asked(username)
    annotator = getattr(user, "annotator", None)
    qualifying = queries.qualifying([user]).get(user.pk)
    return told(user) | {
        "zone": annotator.zone if annotator else "",
        "groups": groups.of_annotator(annotator) if annotator else [],
        "qualifying": qualifying.state if qualifying else "",
    }
