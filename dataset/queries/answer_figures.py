"""What the newest good answers of a run were like: what was mended in them, and at which letters they are right."""

from collections import Counter
from dataclasses import dataclass

from django.db import connection

from dataset.choices import JobState
from dataset.gateways.figures import shared
from dataset.models import MachineRun
from dataset.rules import letters

NEWEST = 10_000
OF_THEM = """
WITH newest AS MATERIALIZED (
  SELECT id FROM dataset_machinejob WHERE run_id = %(run)s AND ended_at IS NOT NULL AND state = %(done)s
   ORDER BY ended_at DESC LIMIT %(newest)s)
"""
REPAIRS = """
SELECT code, count(DISTINCT newest.id) FROM newest
  JOIN dataset_attempt attempt ON attempt.job_id = newest.id, unnest(attempt.repairs) code
 GROUP BY code
"""
LETTERS = """
SELECT question.answer, count(*) FROM newest
  JOIN dataset_annotation annotation ON annotation.job_id = newest.id
  JOIN dataset_question question ON question.prompt_id = annotation.prompt_id
                                AND question.annotation_id = annotation.id
 GROUP BY question.answer
"""


@dataclass(frozen=True, slots=True)
class Newest:
    """Jobs by the codes that were mended in them; how often the right option is A, B, C, D."""

    repairs: Counter[str]
    letters: list[int]

    @property
    def mended(self) -> list[tuple[str, int]]:
        """The codes with their jobs, the most frequent first."""
        return self.repairs.most_common()

    @property
    def letters_p(self) -> float | None:
        return letters.chance(self.letters)


def of(run: MachineRun) -> Newest:
    """Of the newest 10,000 that are good: some seconds old, older where counting takes long."""
    return shared(f"machine-answers-{run.pk}", lambda: reckoned(run))


def reckoned(run: MachineRun) -> Newest:
    """Two queries."""
    at = counted(run, LETTERS)
    return Newest(Counter(counted(run, REPAIRS)), [at.get(letter, 0) for letter in range(4)])


def counted(run: MachineRun, what: str) -> dict:  # type: ignore[type-arg]
    with connection.cursor() as cursor:
        cursor.execute(OF_THEM + what, {"run": run.pk, "done": JobState.DONE, "newest": NEWEST})
        return dict(cursor.fetchall())
