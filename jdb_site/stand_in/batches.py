"""Batches: worked on as soon as they are created, told of step by step as somebody looks."""

import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import batch_lines, usages
from .batch_lines import Lines, Result
from .faults import Faults

DAY = 24 * 60 * 60
PATIENCE = 5.0  # seconds that a look waits for the work to be done
QUICK = ("validating", "completed")
SLOW = ("validating", "in_progress", "finalizing", "completed")
QUOTA = (
    "Enqueued token limit reached for {} in organization org-stand-in. Limit: 90,000 enqueued tokens. "
    "Please try again once some in_progress batches have been completed."
)


@dataclass
class Batch:
    """One batch."""

    number: str
    input_file: str
    metadata: Mapping[str, str] | None
    created: int
    faults: Faults  # as they were when it was created
    struck: frozenset[str]  # those that meet it
    model: str = ""
    results: list[Result] = field(default_factory=list)
    status: str = "validating"
    looks: int = 0
    output_file: str | None = None
    error_file: str | None = None
    usage: dict[str, Any] = field(default_factory=lambda: usages.of_batch([]))
    counts: dict[str, int] = field(default_factory=lambda: {"total": 0, "completed": 0, "failed": 0})
    errors: list[dict[str, Any]] = field(default_factory=list)
    times: dict[str, int] = field(default_factory=dict)
    done: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.status in {"completed", "failed", "expired", "cancelled"}

    def become(self, status: str, now: int) -> None:
        """Take a step, and note when."""
        self.status = status
        self.times.setdefault(f"{status}_at", now)

    def as_dict(self) -> dict[str, Any]:
        """As OpenAI tells of it."""
        steps = ("in_progress", "finalizing", "completed", "failed", "expired", "cancelling", "cancelled")
        return {
            "id": self.number,
            "object": "batch",
            "endpoint": batch_lines.ENDPOINT,
            "model": None if self.status == "validating" else self.model or None,
            "errors": {"object": "list", "data": self.errors} if self.status == "failed" else None,
            "input_file_id": self.input_file,
            "completion_window": "24h",
            "status": self.status,
            "output_file_id": self.output_file,
            "error_file_id": self.error_file,
            "created_at": self.created,
            "expires_at": self.created + DAY,
            **{f"{step}_at": self.times.get(f"{step}_at") for step in steps},
            "request_counts": self.counts,
            "usage": self.usage,
            "metadata": self.metadata,
        }


@dataclass(frozen=True)
class Worker:
    """What a batch needs of the server to be worked on."""

    answer: batch_lines.Answer
    number: Callable[[], str]
    keep: Callable[[str, bytes], str]  # a new file's name and content; its id
    bill: Callable[[list[Result], set[str]], None]  # what it came to, and the custom ids that go missing

    def work(self, batch: Batch, content: bytes) -> None:
        """Answer every line; nothing of it shows before the batch is looked at."""
        try:
            lines = batch_lines.read(content)
            batch.model, batch.errors = lines.model, self.refused(batch, lines)
            if not batch.errors:
                batch.results = [self._work(batch, request) for request in lines.requests]
        finally:
            batch.done.set()

    def refused(self, batch: Batch, lines: Lines) -> list[dict[str, Any]]:
        """Why a batch gets no further than its validation."""
        if "enqueued_quota" in batch.struck and not lines.errors:
            return [batch_lines.error("token_limit_exceeded", QUOTA.format(lines.model))]
        return lines.errors

    def _work(self, batch: Batch, request: dict[str, Any]) -> Result:
        custom_id = request["custom_id"]
        if batch.faults.strikes("status_zero", custom_id.encode()):
            return batch_lines.without_answer(self.number(), custom_id)
        if "all_failed" in batch.struck:
            failed = {
                "error": {"message": "The server had an error.", "type": "server_error", "param": None, "code": None}
            }
            return Result(custom_id, batch_lines.line(self.number(), custom_id, 500, failed))
        return batch_lines.work(request, self.answer, self.number())

    def look(self, batch: Batch, now: int) -> None:
        """Let a batch go on: one step for every so many looks."""
        with batch.lock:
            if batch.over:
                return
            if batch.status == "cancelling":
                self.end(batch, "cancelled", now)
                return
            batch.looks += 1
            steps = SLOW if "slow_steps" in batch.struck else QUICK
            step = steps[min(batch.looks // batch.faults.polls, len(steps) - 1)]
            if step == "validating":
                return
            if not batch.done.wait(PATIENCE):
                batch.become("in_progress", now)
                return
            self.step(batch, step, now)

    def step(self, batch: Batch, step: str, now: int) -> None:
        """Go to a step; a batch that is refused gets no further than the first."""
        if batch.errors:
            batch.become("failed", now)
            return
        batch.counts = {**batch.counts, "total": len(batch.results)}
        if step != "completed":
            batch.become(step, now)
            return
        for passed in ("in_progress", "finalizing"):
            batch.times.setdefault(f"{passed}_at", now)
        self.end(batch, "expired" if "expired" in batch.struck else "completed", now)

    def end(self, batch: Batch, status: str, now: int) -> None:
        """Write both files, tell what it cost."""
        found = batch.results
        if status == "cancelled":
            found = found[: len(found) // 2] if "in_progress_at" in batch.times else []
        if status == "expired":
            half = len(found) // 2
            late = [batch_lines.too_late(self.number(), result.custom_id) for result in found[half:]]
            found = [*found[:half], *late]
        answered = [result for result in found if result.usage]
        failed = [result for result in found if not result.usage]
        batch.counts = {"total": len(batch.results), "completed": len(answered), "failed": len(failed)}
        batch.usage = usages.of_batch([result.usage for result in answered if result.usage])
        missing = {one.custom_id for one in found if batch.faults.strikes("missing_lines", one.custom_id.encode())}
        batch.output_file = self.write(batch, "output", answered, missing)
        batch.error_file = self.write(batch, "error", failed, missing)
        if batch.error_file is None and "empty_error_file" in batch.struck:
            batch.error_file = ""
        batch.become(status, now)
        self.bill(found, missing)
        batch.results = []

    def write(self, batch: Batch, which: str, results: list[Result], missing: set[str]) -> str | None:
        """One of the two files, without the lines that go missing; no file when nothing was to be in it."""
        if not results:
            return None
        kept = [one for one in results if one.custom_id not in missing]
        if "unordered" in batch.struck:
            random.Random(batch.faults.seed).shuffle(kept)  # noqa: S311 (repeatable, not secret)
        content = "".join(f"{one.text}\n" for one in kept)
        return self.keep(f"{batch.number}_{which}.jsonl", content.encode())
