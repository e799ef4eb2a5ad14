"""Whether the right options of questions stand at each letter alike."""

from collections.abc import Sequence
from math import erfc, exp, pi, sqrt


def chance(counts: Sequence[int]) -> float | None:
    """
    The chance of counts as uneven as these four, or more, where none of the four is favoured; None without any.

    Pearson's test: the sum of squared differences from the mean by the mean is chi-square of three degrees of freedom,
    whose upper tail is erfc(sqrt(x/2)) + sqrt(2x/pi) exp(-x/2) (Abramowitz and Stegun 26.4.4).

    :raises ValueError: there are not four
    """
    if len(counts) != 4:
        raise ValueError(f"Four letters have four counts, not {len(counts)}.")
    if not (total := sum(counts)):
        return None
    mean = total / 4
    x = sum((n - mean) ** 2 for n in counts) / mean
    return erfc(sqrt(x / 2)) + sqrt(2 * x / pi) * exp(-x / 2)
