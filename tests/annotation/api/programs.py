"""A program that calls the API by a token."""

import json
from typing import Any

from django.test.client import Client
from django.utils import timezone

from annotation.choices import Role, Scope
from annotation.models import User
from tests.factories import ApiTokenFactory, UserFactory


class Program:
    """Calls by a token, without cookies; CSRF checks are on."""

    def __init__(self, *scopes: Scope, role: Role = Role.MANAGER) -> None:
        self.owner: User = UserFactory(username="ruth", roles=[role])
        self.row = ApiTokenFactory(
            token="strikeout_ruth", owner=self.owner, name="nightly", scopes=[*scopes], created_at=timezone.now()
        )
        self.client = Client(enforce_csrf_checks=True, headers={"Authorization": "Bearer strikeout_ruth"})

    def get(self, address: str, **said: Any) -> Any:
        return told(self.client.get(f"/api/v1/{address}", said))

    def post(self, address: str, **said: Any) -> Any:
        return told(self.client.post(f"/api/v1/{address}", said, content_type="application/json"))

    def status(self, address: str) -> int:
        return self.client.get(f"/api/v1/{address}").status_code


def told(answer: Any) -> Any:
    return json.loads(answer.getvalue()) | {"status": answer.status_code}
