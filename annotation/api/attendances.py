"""What managers and the payroll say of days, for their programs."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import attendances
from annotation.api.office import BEFORE, OfficeView, page
from annotation.api.pay_parts import reason_field
from annotation.api.pay_people import ACTED, said
from annotation.choices import Scope
from annotation.models import Annotator, AttendanceAct
from annotation.queries import pay_board
from annotation.rules.day_classes import AttendanceKind, DayClass


class AttendanceSerializer(serializers.Serializer[Any]):
    attendance = serializers.IntegerField(source="pk")
    kind = serializers.CharField()
    day_class = serializers.CharField()
    first_date = serializers.DateField()
    last_date = serializers.DateField()
    reason = serializers.CharField()
    evidence = serializers.CharField()
    by = serializers.CharField(source="author.username")
    annotators = serializers.SerializerMethodField()
    is_taken_back = serializers.SerializerMethodField()

    def get_annotators(self, act: AttendanceAct) -> list[str]:
        return [one.annotator.user.username for one in act.attendees.all()]

    def get_is_taken_back(self, act: AttendanceAct) -> bool:
        return hasattr(act, "undone_by")


class AttendancesSerializer(serializers.Serializer[Any]):
    """The newest first."""

    attendances = AttendanceSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class AttendanceBody(serializers.Serializer[Any]):
    """What is said of dates of people, by their usernames; kept once for its `uuid`. It pays nothing by itself."""

    uuid = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=[one.value for one in AttendanceKind])
    day_class = serializers.ChoiceField(choices=[DayClass.HALF.value, DayClass.FULL.value])
    first_date = serializers.DateField()
    last_date = serializers.DateField()
    reason = reason_field()
    evidence = serializers.CharField(max_length=300, help_text="Where it can be looked up.")
    annotators = serializers.ListField(child=serializers.CharField(max_length=150), min_length=1, max_length=1000)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["last_date"] < attrs["first_date"]:
            raise serializers.ValidationError({"last_date": "This is before the first day."})
        here = Annotator.objects.filter(user__is_active=True, user__username__in=attrs["annotators"])
        found = [*here.select_related("user")]
        if unknown := sorted({*attrs["annotators"]} - {one.user.username for one in found}):
            raise serializers.ValidationError({"annotators": f"Nobody here is called {', '.join(unknown)}."})
        return attrs | {"annotators": found}


class UndoBody(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    reason = reason_field()


class AttendanceView(OfficeView):
    reads, writes = Scope.READ_ATTENDANCE, Scope.WRITE_ATTENDANCE


class Attendances(AttendanceView):
    """Outages, sick leave, training and holidays that were said of days; and saying one."""

    @extend_schema(operation_id="attendance_list", parameters=[BEFORE], responses={200: AttendancesSerializer})
    def get(self, request: Request) -> Response:
        rows, following = page(pay_board.attendances(), request)
        return Response({"attendances": AttendanceSerializer(rows, many=True).data, "next": following})

    @extend_schema(
        operation_id="attendance_say", request=AttendanceBody, responses={200: AttendanceSerializer, **ACTED}
    )
    def post(self, request: Request) -> Response:
        wish = said(AttendanceBody, request)
        annotators, kind, given = wish.pop("annotators"), wish.pop("kind"), wish.pop("day_class")
        attended = attendances.Attended(kind=AttendanceKind(kind), day_class=DayClass(given), **wish)
        made = attendances.record(attended=attended, annotators=annotators, author=self.person, now=timezone.now())
        return Response(AttendanceSerializer(made).data)


class OneAttendance(AttendanceView):
    """Taking back what was said, for everybody whom it named."""

    @extend_schema(request=UndoBody, responses={200: AttendanceSerializer, **ACTED})
    def post(self, request: Request, act: int) -> Response:
        found = get_object_or_404(pay_board.attendances(), pk=act)
        attendances.undo(act=found, **said(UndoBody, request), author=self.person, now=timezone.now())
        return Response(AttendanceSerializer(pay_board.attendances().get(pk=act)).data)
