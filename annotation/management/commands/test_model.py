"""`manage test_model NAME`: ask a model a few short questions, and tell what they showed."""

from argparse import ArgumentParser
from time import sleep
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from annotation.actions import model_profiles
from dataset import tasks
from dataset.actions import model_probes
from dataset.errors import DatasetError
from dataset.management.run_options import profile
from dataset.models import ModelTest
from dataset.queries import model_tests

ACTOR = "manage test_model"


class Command(BaseCommand):
    help = (
        "Ask a model five short questions: does it answer, keep to the schema, tell its tokens, how fast. "
        "Exit code 1: a person should see to something."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("profile", help="a model, as `set_profile` named it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            test = model_profiles.test(profile=profile(options["profile"]), actor=ACTOR, now=timezone.now())
        except DatasetError as error:
            raise CommandError(str(error)) from error
        most = model_tests.most(model_tests.bodies(model_tests.template_in_force(), test.profile), test.price)
        self.stderr.write(f"asking {test.profile.name}, for ${most:.6f} at most …")
        if not model_probes.work(test_id=test.pk, outside=tasks.outside()):
            self.stderr.write("A worker asks it already.")
        while (ended := ModelTest.objects.select_related("profile").get(pk=test.pk)).ended_at is None:
            sleep(0.5)
        found = model_tests.shown(ended)
        for one in found.findings:
            self.stdout.write(f"{'✗' if one.is_problem else '✓'} {one.says}")
        self.stdout.write(f"It cost ${ended.cost_amount:.6f}.")
        if not found.passed:
            raise CommandError(f"{test.profile.name} did not pass.")
