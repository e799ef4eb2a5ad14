"""`manage set_profile NAME`: name a model that may be asked, where it is, and what it costs."""

from argparse import ArgumentParser
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from dataset.choices import Transport
from dataset.models import ModelProfile, Price

ACTOR = "set_profile"


def amount(text: str) -> Decimal:
    """An amount of money, as 0.25."""
    try:
        found = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not found.is_finite() or found < 0:
        raise ValueError(text)
    return found


class Command(BaseCommand):
    help = "Name a model at a server that speaks OpenAI's protocol, or change what is known of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="lower-case letters, digits and dashes")
        parser.add_argument("--base-url", required=True, help="as https://api.openai.com/v1")
        parser.add_argument(
            "--model", required=True, help="as the server calls it; on Azure the name of the deployment"
        )
        parser.add_argument("--secret", default="", help="the variable that holds the key, one of MODEL_SECRET_NAMES")
        parser.add_argument("--no-strict-schema", action="store_true", help="the server keeps to no JSON schema")
        parser.add_argument("--requests-per-minute", type=int, default=500, help="(500)")
        parser.add_argument("--tokens-per-minute", type=int, default=200_000, help="(200000)")
        parser.add_argument(
            "--transport",
            action="append",
            choices=Transport.values,
            help="how it is reached; repeatable (online)",
        )
        parser.add_argument(
            "--enqueued-tokens", type=int, default=2_000_000, help="most in unfinished batches (2000000)"
        )
        parser.add_argument("--at-once", type=int, default=16, help="most questions on their way together (16)")
        parser.add_argument("--input", type=amount, required=True, help="dollars for a million tokens of questions")
        parser.add_argument("--cached", type=amount, help="of those, for tokens that the server knows; as --input")
        parser.add_argument("--output", type=amount, required=True, help="dollars for a million tokens of answers")
        parser.add_argument("--batch-factor", type=amount, default=Decimal(1), help="of the price in batches (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["secret"] and options["secret"] not in settings.MODEL_SECRETS:
            raise CommandError(
                f"{options['secret']} holds no key: set it in the environment and name it in MODEL_SECRET_NAMES."
            )
        now = timezone.now()
        fields = {
            "base_url": options["base_url"],
            "model": options["model"],
            "secret_name": options["secret"],
            "strict_schema": not options["no_strict_schema"],
            "requests_per_minute": options["requests_per_minute"],
            "tokens_per_minute": options["tokens_per_minute"],
            "at_once": options["at_once"],
            "enqueued_tokens": options["enqueued_tokens"],
            "transports": list(dict.fromkeys(options["transport"] or [Transport.ONLINE])),
            "actor": ACTOR,
        }
        try:
            ModelProfile(name=options["name"], created_at=now, **fields).clean_fields()
        except ValidationError as error:
            raise CommandError("; ".join(f"{name}: {text[0]}" for name, text in error.message_dict.items())) from error
        with transaction.atomic():
            profile, _ = ModelProfile.objects.update_or_create(
                name=options["name"], defaults=fields, create_defaults={**fields, "created_at": now}
            )
            cached = options["input"] if options["cached"] is None else options["cached"]
            Price.objects.create(
                profile=profile,
                valid_from=now,
                input_amount=options["input"],
                cached_amount=cached,
                output_amount=options["output"],
                batch_factor=options["batch_factor"],
                actor=ACTOR,
                created_at=now,
            )
        self.stdout.write(f"{profile.name}: {profile.model} at {profile.base_url}")
