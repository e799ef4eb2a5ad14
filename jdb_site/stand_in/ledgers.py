"""The stand-in's own account: what was asked of it and what it answered, to hold a caller's account against."""

import threading
from collections import Counter
from collections.abc import Iterable
from typing import Any

from .usages import Usage

COLUMNS = ("requests", "prompt_tokens", "cached_tokens", "completion_tokens", "total_tokens")


class Ledger:
    """Requests, tokens by model, faults, and every custom id that was answered."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._requests: Counter[str] = Counter()
            self._faults: Counter[str] = Counter()
            self._sent: dict[str, Counter[str]] = {}
            self._lost: dict[str, Counter[str]] = {}
            self._ids: Counter[str] = Counter()

    def came(self, place: str) -> None:
        """A request came."""
        with self._lock:
            self._requests[place] += 1

    def failed(self, fault: str) -> None:
        """A fault was dealt out."""
        with self._lock:
            self._faults[fault] += 1

    def answered(self, usages: Iterable[Usage], *, lost: bool = False) -> None:
        """
        Answers went out.

        :param lost: they never reached the caller, who cannot know what they cost
        """
        with self._lock:
            table = self._lost if lost else self._sent
            for usage in usages:
                row = table.setdefault(usage.model, Counter())
                spent = (1, usage.prompt, usage.cached, usage.completion, usage.prompt + usage.completion)
                row.update(dict(zip(COLUMNS, spent, strict=True)))

    def met(self, custom_ids: Iterable[str]) -> None:
        """Lines of a batch were worked on."""
        with self._lock:
            self._ids.update(custom_ids)

    def as_dict(self) -> dict[str, Any]:
        """The whole account."""
        with self._lock:
            return {
                "requests": dict(self._requests),
                "faults": dict(self._faults),
                "models": {model: {name: row[name] for name in COLUMNS} for model, row in self._sent.items()},
                "lost": {model: {name: row[name] for name in COLUMNS} for model, row in self._lost.items()},
                "custom_ids": dict(self._ids),
            }
