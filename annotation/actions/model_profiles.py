"""Models that may be asked, named and changed by managers. Each act stands in the record; keys stand nowhere."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from annotation.actions import audit
from dataset.actions import model_tests, profiles
from dataset.actions.profiles import Amounts
from dataset.models import ModelProfile, ModelTest, Price


@transaction.atomic
def make(*, name: str, said: Mapping[str, Any], amounts: Amounts, actor: str, now: datetime) -> ModelProfile:
    """
    Name a model that may be asked, at a price from now on.

    :raises ProfileRefused: there is one of that name, or something is wrong with it
    """
    profile = profiles.make(name=name, said=said, amounts=amounts, actor=actor, now=now)
    detail = {"model": profile.model, "server": profile.base_url}
    audit.record(actor=actor, act="make_model", subject=f"model {name}", detail=detail, now=now)
    return profile


@transaction.atomic
def change(*, profile: ModelProfile, said: Mapping[str, Any], actor: str, now: datetime) -> bool:
    """
    Change fields of a model; False where all are so already.

    :raises ProfileRefused: runs asked it as it is, or something is wrong
    """
    changed = profiles.change(profile=profile, said=said)
    detail = {name: f"{shown(before)} → {shown(after)}" for name, (before, after) in changed.items()}
    if changed:
        audit.record(actor=actor, act="change_model", subject=f"model {profile.name}", detail=detail, now=now)
    return bool(changed)


def shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value.name if isinstance(value, ModelProfile) else str(value)


@transaction.atomic
def set_price(*, profile: ModelProfile, amounts: Amounts, valid_from: datetime, actor: str, now: datetime) -> Price:
    """
    What it costs from a moment on.

    :raises ProfileRefused: the moment is past, or has its price
    """
    price = profiles.set_price(profile=profile, amounts=amounts, valid_from=valid_from, actor=actor, now=now)
    detail = {
        "from": valid_from.isoformat(),
        "input": str(price.input_amount),
        "cached": str(price.cached_amount),
        "output": str(price.output_amount),
        "batch_factor": str(price.batch_factor),
    }
    audit.record(actor=actor, act="set_model_price", subject=f"model {profile.name}", detail=detail, now=now)
    return price


@transaction.atomic
def test(*, profile: ModelProfile, actor: str, now: datetime) -> ModelTest:
    """
    Have it asked some short questions by a worker; the test that stands, where one does.

    :raises ModelTestRefused: it is not reached one by one, has no price, or questions to it are stopped
    """
    made, is_new = model_tests.order(profile=profile, actor=actor, now=now)
    if is_new:
        audit.record(actor=actor, act="test_model", subject=f"model {profile.name}", now=now)
    return made
