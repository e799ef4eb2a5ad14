"""`manage raw_tables ruth --reason "looks for a fault"`: opens Django's admin at /admin/ to a manager."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from annotation.actions import people
from annotation.errors import AnnotationError
from annotation.models import User


class Command(BaseCommand):
    help = "Open the raw tables at /admin/ to a manager, or shut them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--shut", action="store_true", help="take it back")
        parser.add_argument("--reason", required=True, help="it stays in the record")

    def handle(self, *args: Any, username: str, shut: bool, reason: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Nobody is called {username}.")
        actor, now = "manage raw_tables", timezone.now()
        try:
            people.change_raw_tables(user=user, is_open=not shut, reason=reason, actor=actor, now=now)
        except AnnotationError as error:
            raise CommandError(str(error)) from error
        self.stderr.write(f"/admin/ is {'shut to' if shut else 'open to'} {username}.")
