"""`manage take_off_second_factor ruth --reason "lost telephone"`: the way back in when no other manager is left."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from annotation.actions import second_factors
from annotation.errors import AnnotationError
from annotation.models import User


class Command(BaseCommand):
    help = "Let somebody whose second factor is lost sign in by password, and set up a new one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--reason", required=True, help="it stays in the record")

    def handle(self, *args: Any, username: str, reason: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Nobody is called {username}.")
        try:
            second_factors.take_off(user=user, reason=reason, actor="manage take_off_second_factor", now=timezone.now())
        except AnnotationError as error:
            raise CommandError(str(error)) from error
        self.stderr.write(f"{username} signs in by password now; all their sessions ended.")
