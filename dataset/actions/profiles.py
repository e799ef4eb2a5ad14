"""Models that may be asked: named, changed as far as nothing was asked of them, given prices from a moment on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from dataset.choices import Transport
from dataset.errors import DatasetError
from dataset.models import MachineRun, ModelProfile, Price
from dataset.rules.model_hosts import refusal
from dataset.rules.profiles import extra_problem

FIXED = ("base_url", "model", "strict_schema", "extra")  # once something was asked: answers depend on them
LONGEST_TIMEOUT = 600  # seconds; a window of questions is over long before its lease
PAST = timedelta(minutes=1)  # between the clocks of who says a moment and ours


class ProfileRefused(DatasetError):
    """The profile cannot be so; `field` is what is wrong with it."""

    code = "profile_refused"

    def __init__(self, detail: str, field: str = "") -> None:
        super().__init__(detail)
        self.field = field


@dataclass(frozen=True, slots=True)
class Amounts:
    """Dollars for a million tokens, and the share of them that batches cost."""

    input: Decimal
    output: Decimal
    cached: Decimal | None = None
    batch_factor: Decimal = Decimal(1)


@transaction.atomic
def make(*, name: str, said: Mapping[str, Any], amounts: Amounts, actor: str, now: datetime) -> ModelProfile:
    """
    Name a model that may be asked, at a price from now on.

    :param said: fields of the profile by name
    :raises ProfileRefused: there is one of that name, or something is wrong with it
    """
    profile = ModelProfile(name=name, **said, actor=actor, created_at=now)
    if ModelProfile.objects.filter(name=name).exists():
        raise ProfileRefused(f"There is a model {name} already.", "name")
    check(profile, {"name", *FIXED, *said})
    profile.save(force_insert=True)
    set_price(profile=profile, amounts=amounts, valid_from=now, actor=actor, now=now)
    return profile


@transaction.atomic
def change(*, profile: ModelProfile, said: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """
    Change fields; those that changed, each with what it was and what it is.

    What answers depend on stays as it is once a run asks the model: another profile has another name.

    :raises ProfileRefused: such a field is to change, or something is wrong
    """
    kept = ModelProfile.objects.select_for_update().get(pk=profile.pk)  # no run begins with it meanwhile
    changed = {name: (getattr(kept, name), value) for name, value in said.items() if getattr(kept, name) != value}
    if (fixed := [name for name in FIXED if name in changed]) and is_used(kept):
        raise ProfileRefused(
            f"Runs asked {kept.name} as it is: make another model with another name instead.", fixed[0]
        )
    for name, (_, value) in changed.items():
        setattr(kept, name, value)
    check(kept, changed.keys())
    if changed:
        kept.save(update_fields=[*changed])
    profile.refresh_from_db()
    return changed


def is_used(profile: ModelProfile) -> bool:
    """Whether a run asks it, or asked."""
    return MachineRun.objects.filter(Q(profile=profile) | Q(stronger=profile)).exists()


def check(profile: ModelProfile, names: Any) -> None:
    """
    Look at these fields.

    :raises ProfileRefused: one of them cannot be so
    """
    own: dict[str, Callable[[], str]] = {
        "base_url": lambda: server_problem(profile),
        "secret_name": lambda: secret_problem(profile.secret_name),
        "extra": lambda: extra_problem(profile.extra),
        "stronger": lambda: "A model is not its own stronger one." if profile.stronger == profile else "",
        "timeout_seconds": lambda: timeout_problem(profile.timeout_seconds),
    }
    for name, problem in own.items():
        if name in names and (why := problem()):
            raise ProfileRefused(why, name)
    if "transports" in names and not profile.base_url and (why := server_problem(profile)):
        raise ProfileRefused(why, "transports")
    others = {field.name for field in ModelProfile._meta.fields} - (set(names) - own.keys())
    try:
        profile.clean_fields(exclude=others)
    except ValidationError as error:
        name, [why, *_] = next(iter(error.message_dict.items()))
        raise ProfileRefused(why, name) from error
    for name in ("requests_per_minute", "tokens_per_minute", "at_once"):
        if name in names and getattr(profile, name) < 1:
            raise ProfileRefused("One at least, or nothing is ever asked.", name)


def server_problem(profile: ModelProfile) -> str:
    """What is run from files alone has no server."""
    if not profile.base_url and [*profile.transports] == [Transport.FILE]:
        return ""
    return refusal(profile.base_url, settings.MODEL_HOSTS)


def secret_problem(name: str) -> str:
    if not name or name in settings.MODEL_SECRETS:
        return ""
    return f"{name} holds no key: set it in the environment and name it in MODEL_SECRET_NAMES."


def timeout_problem(seconds: int) -> str:
    return "" if 1 <= seconds <= LONGEST_TIMEOUT else f"From one second to {LONGEST_TIMEOUT}."


def set_price(*, profile: ModelProfile, amounts: Amounts, valid_from: datetime, actor: str, now: datetime) -> Price:
    """
    What it costs from a moment on; what was asked before keeps the price that it was asked at.

    :raises ProfileRefused: the moment is past, or has its price
    """
    if valid_from < now - PAST:
        raise ProfileRefused(
            "What was asked until now has its price: another holds from now on, or later.", "valid_from"
        )
    try:
        with transaction.atomic():
            return Price.objects.create(
                profile=profile,
                valid_from=valid_from,
                input_amount=amounts.input,
                cached_amount=amounts.input if amounts.cached is None else amounts.cached,
                output_amount=amounts.output,
                batch_factor=amounts.batch_factor,
                actor=actor,
                created_at=now,
            )
    except IntegrityError as error:
        raise ProfileRefused("There is a price from that moment on already.", "valid_from") from error
