"""Models are tested before they are trusted: ordered, begun once, ended, paid for."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Q

from dataset.actions import budgets
from dataset.choices import BudgetScope, HaltScope, Transport
from dataset.errors import DatasetError
from dataset.models import Budget, Halt, ModelProfile, ModelTest, Price
from dataset.rules.model_probes import Probe
from dataset.rules.prices import Prices, Usage, cost

LONGEST = timedelta(minutes=20)  # beyond what a task may take
LOST = "who asked it died: whether its questions were answered, and what that cost, nobody here knows"


class ModelTestRefused(DatasetError):
    """The model cannot be tested."""

    code = "model_test_refused"


def order(*, profile: ModelProfile, actor: str, now: datetime) -> tuple[ModelTest, bool]:
    """
    Order a test, which a worker begins within seconds; the one that stands, where one does, and whether it is new.

    :raises ModelTestRefused: it is not reached one by one, has no price, or questions to it are stopped
    """
    if Transport.ONLINE not in profile.transports:
        raise ModelTestRefused(f"{profile.name} is reached by files alone: here is no server to ask.")
    price = profile.prices.filter(valid_from__lte=now).order_by("-valid_from").first()
    if price is None:
        raise ModelTestRefused(f"{profile.name} has no price, so that nobody could say what a test costs. Set one.")
    if is_stopped(profile):
        raise ModelTestRefused(f"Questions to {profile.name} are stopped: lift that first.")
    made = {"base_url": profile.base_url, "model": profile.model, "price": price}
    try:
        with transaction.atomic():
            return ModelTest.objects.create(profile=profile, actor=actor, created_at=now, **made), True
    except IntegrityError:
        return ModelTest.objects.filter(profile=profile).latest("pk"), False


def is_stopped(profile: ModelProfile) -> bool:
    names_it = Q(scope=HaltScope.ALL) | Q(profile=profile)
    return Halt.objects.filter(names_it, lifted_at__isnull=True).exists()


def waiting() -> list[int]:
    """Tests that nobody began."""
    return [*ModelTest.objects.filter(begun_at__isnull=True).order_by("pk").values_list("pk", flat=True)]


@transaction.atomic
def hold(test: ModelTest, amount: Decimal, now: datetime) -> bool:
    """Hold money back in the caps of all and of today, where they are set."""
    today = Q(scope=BudgetScope.DAY, key=f"{now:%Y-%m-%d}")
    where = [*Budget.objects.filter(Q(scope=BudgetScope.ALL) | today).order_by("pk").values_list("pk", flat=True)]
    if not budgets.reserve(budgets=where, amount=amount):
        return False
    test.reserved_amount, test.reserved_in = amount, where
    test.save(update_fields=["reserved_amount", "reserved_in"])
    return True


@transaction.atomic
def end(test: ModelTest, probes: Sequence[Probe], problem: str, now: datetime) -> bool:
    """Keep what came, and settle what it cost; False when it was ended before."""
    kept = ModelTest.objects.select_for_update().get(pk=test.pk)
    if kept.ended_at is not None:
        return False
    usage = Usage(*(sum(getattr(one, name) for one in probes) for name in ("n_input", "n_cached", "n_output")))
    spent = cost(prices_of(test), usage)
    if kept.reserved_amount or spent:
        budgets.settle(budgets=kept.reserved_in, reserved=kept.reserved_amount, spent=spent)
    ModelTest.objects.filter(pk=test.pk).update(
        probes=[asdict(one) for one in probes],
        problem=problem,
        n_input=usage.n_input,
        n_cached=usage.n_cached,
        n_output=usage.n_output,
        cost_amount=spent,
        reserved_amount=0,
        ended_at=now,
    )
    return True


def give_up_lost(*, now: datetime) -> int:
    """End what was begun so long ago that whoever asked is gone; nothing is asked twice."""
    lost = ModelTest.objects.filter(begun_at__lt=now - LONGEST, ended_at__isnull=True).select_related("price")
    return sum(end(test, [], LOST, now) for test in lost)


def begin(*, test_id: int, now: datetime) -> ModelTest | None:
    """Begin a test; None when another process did."""
    if not ModelTest.objects.filter(pk=test_id, begun_at__isnull=True).update(begun_at=now):
        return None
    return ModelTest.objects.select_related("profile", "price").get(pk=test_id)


def prices_of(test: ModelTest) -> Prices:
    price: Price = test.price
    return Prices(price.input_amount, price.cached_amount, price.output_amount, price.batch_factor)
