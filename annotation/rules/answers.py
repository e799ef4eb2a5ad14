"""An answer as it came from the workbench."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from annotation.rules.outcomes import PairOutcome


@dataclass(frozen=True, slots=True)
class Answer:
    """One person's marks on one pair: sorted word indices, and the client's own UUID for the act of sending them.

    `flags` are sorted reasons, with a `note` or none; `trail` is JSON that `annotation.rules.trails` let through.
    """

    uuid: UUID
    pair_id: int
    outcome: PairOutcome
    tokens_hash: str
    struck: tuple[int, ...] = ()
    unsure: tuple[int, ...] = ()
    active_ms: int = 0
    flags: tuple[str, ...] = ()
    note: str = ""
    trail: str | None = None

    def body_hash(self) -> str:
        """What makes two answers with one UUID the same: everything but the time that was measured and the trail."""
        body: list[Any] = [self.pair_id, str(self.outcome), self.tokens_hash, self.struck, self.unsure, *self.flags]
        body += [{"note": self.note}] if self.note else []
        return hashlib.sha256(json.dumps(body, separators=(",", ":")).encode()).hexdigest()

    def as_columns(self) -> dict[str, Any]:
        return {
            "uuid": self.uuid,
            "pair": self.pair_id,
            "body_hash": self.body_hash(),
            "outcome": str(self.outcome),
            "tokens_hash": self.tokens_hash,
            "struck": list(self.struck),
            "unsure": list(self.unsure),
            "active_ms": self.active_ms,
            "trail": self.trail,
        }
