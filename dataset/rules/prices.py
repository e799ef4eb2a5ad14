"""What questions to models cost."""

from dataclasses import dataclass
from decimal import Decimal

PER = 1_000_000


def dollars(amount: Decimal) -> str:
    """$1,204.50; four places below a dollar, where cents would say nothing."""
    return f"${amount:,.2f}" if amount >= 1 or not amount else f"${amount:.4f}"


@dataclass(frozen=True, slots=True)
class Prices:
    """Amounts for a million tokens; in batches they are multiplied by `batch_factor`."""

    input: Decimal
    cached: Decimal
    output: Decimal
    batch_factor: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one answer; of the input so many came from the server's cache."""

    n_input: int
    n_cached: int
    n_output: int


def cost(prices: Prices, usage: Usage, *, batch: bool = False) -> Decimal:
    """The cost of an answer, exactly: nothing is rounded before sums are shown."""
    fresh = usage.n_input - usage.n_cached
    amount = fresh * prices.input + usage.n_cached * prices.cached + usage.n_output * prices.output
    return amount / PER * (prices.batch_factor if batch else 1)


def usage_of(told: dict[str, object]) -> Usage:
    """The tokens that a server told, by the names of chat completions; what is not told is nothing."""
    details = told.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else 0
    return Usage(_count(told.get("prompt_tokens")), _count(cached), _count(told.get("completion_tokens")))


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0
