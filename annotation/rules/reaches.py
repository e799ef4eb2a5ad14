"""Which words of a pair a changed guideline speaks of, and what that means for the pair."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass

from annotation.rules.batch_forecasts import LENGTHS
from annotation.rules.matchers import Matcher
from annotation.rules.rulings import Said, differences

EXAMPLES = "examples"


@dataclass(frozen=True, slots=True)
class Altered:
    """A ruling that is new, gone, or says something else than by further examples."""

    code: str
    before: Said | None
    after: Said | None

    @property
    def names(self) -> bool:
        """Whether it names words, before or after."""
        return any(one is not None and one.matcher for one in (self.before, self.after))

    @property
    def matchers(self) -> list[Matcher]:
        """What it spoke of and what it speaks of, each once."""
        data = [one.matcher for one in (self.before, self.after) if one is not None and one.matcher]
        return [Matcher.from_data(one) for place, one in enumerate(data) if one not in data[:place]]


def altered(before: Sequence[Said], after: Sequence[Said]) -> list[Altered]:
    old, new = ({one.code: one for one in version} for version in (before, after))
    return [
        Altered(found.code, old.get(found.code), new.get(found.code))
        for found in differences(before, after)
        if any(change.what != EXAMPLES for change in found.changes)
    ]


def digest(changes: Sequence[Altered]) -> str:
    """Of all that is changed: the same only while nothing else is."""
    said = [asdict(one) for one in changes]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=list).encode()).hexdigest()


def doubtful(
    words: Collection[int], *, struck: Collection[int], m: Sequence[int], s: Sequence[int], freed: Collection[int]
) -> list[int]:
    """Of these words of a settled pair, those that were struck, that people differed on, or that nobody could judge."""
    contested = {word for word in words if word < len(m) and 0 < s[word] < m[word]}
    return sorted(word for word in words if word in struck or word in contested or word in freed)


def size_of(prompt: str, wanted: int, at_most: int) -> str:
    """Under which key a pair is counted that could be judged anew."""
    return f"{wanted}/{at_most}/{bisect_right(LENGTHS, len(prompt)) - 1}"


def sizes_by_policy(sizes: Mapping[str, int]) -> dict[tuple[int, int], dict[int, int]]:
    """Pairs by place in the lengths, for each (opinions wanted, at most)."""
    found: dict[tuple[int, int], dict[int, int]] = {}
    for key, n in sizes.items():
        wanted, at_most, place = map(int, key.split("/"))
        found.setdefault((wanted, at_most), {})[place] = n
    return found
