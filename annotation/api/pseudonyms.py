from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import pseudonyms
from annotation.api.pay_parts import PayView, reason_field, somebody
from annotation.api.pay_people import ACTED, said


class PseudonymBody(serializers.Serializer[Any]):
    """`username` is theirs, so that nobody else is meant."""

    username = serializers.CharField(max_length=150)
    reason = reason_field()


class PseudonymSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()


class TakeName(PayView):
    """Take somebody's name away for good, once nothing is owed and no contract holds; entries and judgments stay."""

    @extend_schema(request=PseudonymBody, responses={200: PseudonymSerializer, **ACTED})
    def post(self, request: Request, annotator: int) -> Response:
        whose, wish = somebody(annotator), said(PseudonymBody, request)
        if wish.pop("username") != whose.user.username:
            raise serializers.ValidationError({"username": "This is not their username."})
        name = pseudonyms.pseudonymise(annotator=whose, **wish, author=self.person, now=timezone.now())
        return Response({"name": name})
