"""Who did what: one row an act, never changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from annotation.models import AuditEntry


def record(*, actor: str, act: str, subject: str, now: datetime, detail: Mapping[str, Any] | None = None) -> None:
    AuditEntry.objects.create(actor=actor, act=act, subject=subject, detail=dict(detail or {}), created_at=now)
