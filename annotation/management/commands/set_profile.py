"""`manage set_profile NAME`: name a model that may be asked, where it is, and what it costs; or change it."""

import json
from argparse import ArgumentParser, ArgumentTypeError, BooleanOptionalAction
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from annotation.actions import model_profiles
from dataset.actions.profiles import Amounts, ProfileRefused
from dataset.choices import Transport
from dataset.management.amounts import amount
from dataset.models import ModelProfile

ACTOR = "manage set_profile"
PLAIN = {
    "base_url": "as https://api.openai.com/v1; servers beside the well-known ones stand in MODEL_HOSTS",
    "model": "as the server calls it; on Azure the name of the deployment",
    "secret": "the variable that holds the key, one of MODEL_SECRET_NAMES; '' for none",
    "requests_per_minute": "(500)",
    "tokens_per_minute": "(200000)",
    "enqueued_tokens": "most in unfinished batches (2000000)",
    "at_once": "most questions on their way together (16)",
    "timeout_seconds": "that an answer may take (120)",
}
PRICES = ("input", "output", "cached", "batch_factor", "since")


class Command(BaseCommand):
    help = (
        "Name a model at a server that speaks OpenAI's protocol, or change it: what is not said stays as it is. "
        "Where, which model, its schema and its keys are fixed once a run asks it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="lower-case letters, digits and dashes")
        for field, text in PLAIN.items():
            kind = str if field in ("base_url", "model", "secret") else int
            parser.add_argument(option(field), dest=field, type=kind, help=text)
        parser.add_argument(
            "--strict-schema", action=BooleanOptionalAction, default=None, help="it keeps to a JSON schema (yes)"
        )
        parser.add_argument(
            "--transport",
            dest="transports",
            action="append",
            choices=Transport.values,
            help="how it is reached; repeatable (online)",
        )
        parser.add_argument(
            "--extra", type=keys, metavar="JSON", help="""keys of each question: '{"temperature": null}'"""
        )
        parser.add_argument("--stronger", help="the model to ask where this one gives no valid answer; '' for none")
        parser.add_argument("--input", type=amount, help="dollars for a million tokens of questions")
        parser.add_argument("--cached", type=amount, help="of those, for tokens that the server knows; as --input")
        parser.add_argument("--output", type=amount, help="dollars for a million tokens of answers")
        parser.add_argument("--batch-factor", type=amount, help="of the price in batches (1)")
        parser.add_argument("--since", type=moment, help="when these prices begin, in UTC: 2027-01-01T00:00 (now)")

    def handle(self, *args: Any, **options: Any) -> None:
        profile = ModelProfile.objects.filter(name=options["name"]).first()
        try:
            with transaction.atomic():
                profile = self.made(options) if profile is None else self.changed(profile, options)
        except ProfileRefused as error:
            raise CommandError(f"{error.field}: {error}" if error.field else str(error)) from error
        self.stdout.write(f"{profile.name}: {profile.model} at {profile.server}")

    def made(self, options: dict[str, Any]) -> ModelProfile:
        asked = [] if options["transports"] == [Transport.FILE] else ["base_url"]  # files know no server
        missing = [name for name in (*asked, "model", "input", "output") if options[name] is None]
        if missing:
            raise CommandError(
                f"There is no model {options['name']} yet: {', '.join(map(option, missing))} must be said."
            )
        if options["since"]:
            raise CommandError("A new model has its price from now on.")
        said = {"transports": [Transport.ONLINE.value]} | said_of(options)
        amounts = amounts_of(options)
        return model_profiles.make(name=options["name"], said=said, amounts=amounts, actor=ACTOR, now=timezone.now())

    def changed(self, profile: ModelProfile, options: dict[str, Any]) -> ModelProfile:
        now = timezone.now()
        model_profiles.change(profile=profile, said=said_of(options), actor=ACTOR, now=now)
        if any(options[name] is not None for name in PRICES):
            since = options["since"] or now
            amounts = amounts_of(options)
            model_profiles.set_price(profile=profile, amounts=amounts, valid_from=since, actor=ACTOR, now=now)
        return profile


def option(field: str) -> str:
    return f"--{field.removesuffix('_seconds').replace('_', '-')}"


def said_of(options: dict[str, Any]) -> dict[str, Any]:
    """The fields that were said."""
    said = {name: options[name] for name in (*PLAIN, "strict_schema", "extra") if options[name] is not None}
    if "secret" in said:
        said["secret_name"] = said.pop("secret")
    if options["transports"]:
        said["transports"] = list(dict.fromkeys(options["transports"]))
    if options["stronger"] is not None:
        said["stronger"] = None if options["stronger"] == "" else named(options["stronger"])
    return said


def named(name: str) -> ModelProfile:
    found = ModelProfile.objects.filter(name=name).first()
    if found is None:
        raise ProfileRefused(f"There is no model {name}.", "stronger")
    return found


def amounts_of(options: dict[str, Any]) -> Amounts:
    if options["input"] is None or options["output"] is None:
        raise CommandError("A price is said whole: --input and --output, maybe --cached and --batch-factor.")
    factor = {} if options["batch_factor"] is None else {"batch_factor": options["batch_factor"]}
    return Amounts(options["input"], options["output"], options["cached"], **factor)


def keys(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is no JSON") from error


def moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is no moment, as 2027-01-01T00:00") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
