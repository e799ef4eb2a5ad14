"""Who of a batch's members may be asked about which of its pairs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """Pairs whose prompts are in one language (empty: not known, everybody's), with sensitive pictures or others."""

    language: str
    sensitive: bool
    n_pairs: int


@dataclass(frozen=True, slots=True)
class Reader:
    """What decides whether somebody is asked: languages they read, and whether they are spared sensitive pictures."""

    languages: frozenset[str]
    spared: bool

    def may_be_asked(self, kind: Kind) -> bool:
        return kind.language in {"", *self.languages} and not (kind.sensitive and self.spared)


@dataclass(frozen=True, slots=True)
class Gap:
    """Pairs about which fewer people may be asked than opinions are wanted; `n_read` of them read the language."""

    kind: Kind
    n_readers: int
    n_read: int

    @property
    def waits(self) -> bool:
        """Whether nobody may be asked: these pairs stay in work until somebody may."""
        return self.n_readers == 0


def gaps(kinds: Iterable[Kind], readers: Collection[Reader], wanted: int) -> list[Gap]:
    """The kinds of pairs with too few readers, those that wait first, then by how many pairs they are."""
    found = [
        Gap(
            kind,
            sum(reader.may_be_asked(kind) for reader in readers),
            sum(kind.language in {"", *reader.languages} for reader in readers),
        )
        for kind in kinds
        if kind.n_pairs
    ]
    thin = [gap for gap in found if gap.n_readers < wanted]
    return sorted(thin, key=lambda gap: (gap.n_readers, -gap.kind.n_pairs, gap.kind.language, gap.kind.sensitive))
