"""Orphans: English function words left without what they introduced, once a strike has taken it away."""

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from enum import Enum

from dataset.rules.tokens import Token, words


class Role(Enum):
    DETERMINER = "determiner"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"


_LISTS = {
    Role.DETERMINER: "a an the this that these those my your his her its our their some any each every another",
    Role.PREPOSITION: """about above across after against along alongside amid among amongst around as at atop before
        behind below beneath beside besides between beyond by despite during featuring for from in inside into like
        near of on onto outside over past per than through throughout to toward towards under underneath until upon
        via with within without w/ w/o""",
    Role.CONJUNCTION: "and or but nor &",
}
_ROLES = {word: role for role, listed in _LISTS.items() for word in listed.split()}
# `front` is as good as a preposition in `in front of`, and falls with its `of`.
_COMPOUNDS = frozenset(["front of", "top of", "out of", "ahead of", "instead of", "because of", "next to", "close to"])


def orphans(prompt: str, tokens: Sequence[Token], struck: Collection[int]) -> frozenset[int]:
    """The indices of the function words that fall with the struck words. A clause without strikes loses none."""
    return _Fall(prompt, words(tokens), struck).orphans


class _Fall:
    """The words as a chain: whatever falls out of it, its two neighbours are looked at again."""

    def __init__(self, prompt: str, listed: Sequence[Token], struck: Collection[int]) -> None:
        self.words = listed
        self.texts = [word.text(prompt).casefold() for word in listed]
        self.gone = [False] * len(listed)
        self.before = list(range(-1, len(listed) - 1))
        self.after = list(range(1, len(listed) + 1))
        self.doubtful: deque[int] = deque()
        self.orphans = self._follow(struck)

    def _follow(self, struck: Iterable[int]) -> frozenset[int]:
        for index in sorted(struck):
            self._drop(index)
        fallen: set[int] = set()
        while self.doubtful:
            index = self.doubtful.popleft()
            if not self.gone[index] and not self.words[index].locked and self._is_orphan(index):
                self._drop(index)
                fallen.add(index)
        return frozenset(fallen)

    def _drop(self, index: int) -> None:
        before, after = self.before[index], self.after[index]
        self.gone[index] = True
        if before >= 0:
            self.after[before] = after
            self.doubtful.append(before)
        if after < len(self.words):
            self.before[after] = before
            self.doubtful.append(after)

    def _is_orphan(self, index: int) -> bool:
        role = self._role(index)
        if role is None:
            return False
        ahead = self._role_at(index, self.after[index])
        if self._gap(index, index + 1) and ahead in _FALLS_BEFORE[role]:
            return True
        if not self._gap(index, index - 1):
            return False
        behind = self._role_at(index, self.before[index])
        if role is Role.CONJUNCTION:
            return behind in {_EDGE, Role.PREPOSITION}
        return behind == _EDGE and self.texts[index] == "of"

    def _role(self, index: int) -> Role | None:
        role = _ROLES.get(self.texts[index])
        if role is None and self._gap(index, index + 1):
            compound = f"{self.texts[index]} {self.texts[index + 1]}" in _COMPOUNDS
            return Role.PREPOSITION if compound else None
        return role

    def _role_at(self, index: int, other: int) -> "Role | str | None":
        """The role of the word at `other`, or the edge when it is not in the clause of the word at `index`."""
        return self._role(other) if self._in_clause(index, other) else _EDGE

    def _gap(self, index: int, neighbour: int) -> bool:
        return self._in_clause(index, neighbour) and self.gone[neighbour]

    def _in_clause(self, index: int, other: int) -> bool:
        return 0 <= other < len(self.words) and self.words[other].clause == self.words[index].clause


_EDGE = "edge"
_FALLS_BEFORE: dict[Role, frozenset[Role | str]] = {
    Role.DETERMINER: frozenset([Role.PREPOSITION, Role.CONJUNCTION, _EDGE]),
    Role.PREPOSITION: frozenset([Role.PREPOSITION, _EDGE]),
    Role.CONJUNCTION: frozenset([Role.PREPOSITION, Role.CONJUNCTION, _EDGE]),
}
