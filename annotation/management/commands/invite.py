"""`manage invite --role manager`: the first account, and any other, without a mail server."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils import timezone

from annotation.actions import links
from annotation.choices import Role


class Command(BaseCommand):
    help = "Print a one-time link with which one person makes one account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--role", choices=Role.values, required=True, help="what they will be")
        parser.add_argument("--name", default="", help="whom it is for")
        parser.add_argument("--days", type=int, default=links.INVITE_LASTS.days, help="until it runs out")

    def handle(self, *args: Any, role: str, name: str, days: int, **options: Any) -> None:
        issued = links.invite(
            role=Role(role), name=name, actor="manage invite", now=timezone.now(), lasts=timedelta(days=days)
        )
        self.stdout.write(settings.SITE_URL.rstrip("/") + reverse("join", args=[issued.token]))
        self.stderr.write(f"It works once, until {issued.row.expires_at:%d %B %Y, %H:%M} UTC. It is shown only here.")
