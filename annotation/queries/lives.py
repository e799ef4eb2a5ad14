"""A pair's life: all that was judged, decided and published of one picture and its prompt."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from annotation.choices import JUDGED, SlotState
from annotation.models import Adjudication, AuditEntry, BatchPair, Flag, Gold, Judgment, SkipNote, Slot
from annotation.queries import exports
from annotation.queries.exports import Carried
from annotation.rules.views import TokenView, token_views
from dataset.models import Image, SensitivityChange, Verdict, VerdictEvidence, Withdrawal
from dataset.rules.tokens import unpack

MET = (SlotState.LEASED, SlotState.SKIPPED, *JUDGED)
N_ENTRIES = 200

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person was asked, and their answer in all its revisions, the first one first; `note` is of a skip."""

    slot: Slot
    revisions: list[Judgment]
    note: str


@dataclass(frozen=True, slots=True)
class Round:
    """The pair in one batch, judged once over. `tokens` and `tail` are empty while it is being prepared."""

    pair: BatchPair
    tokens: list[TokenView]
    tail: str
    opinions: list[Opinion]
    flags: list[Flag]
    adjudications: list[Adjudication]


@dataclass(frozen=True, slots=True)
class Published:
    """A verdict, with its prompt as it was judged and the opinions that it rests on."""

    verdict: Verdict
    tokens: list[TokenView]
    tail: str
    evidence: list[VerdictEvidence]


@dataclass(frozen=True, slots=True)
class Life:
    """Newest first, but for what is said of the picture itself: that is in order of time."""

    image: Image
    rounds: list[Round]
    verdicts: list[Published]
    gold: list[Gold]
    sensitivities: list[SensitivityChange]
    withdrawals: list[Withdrawal]
    record: list[AuditEntry]
    exports: list[Carried]


def of(image: Image) -> Life:
    """Thirteen queries, however much happened; `image` comes with its prompt."""
    pairs = [*BatchPair.objects.filter(image=image).select_related("batch", "tokenisation__prompt").order_by("-pk")]
    subjects = [f"image {image.public_id}", *(f"pair {pair.pk}" for pair in pairs)]
    record = AuditEntry.objects.filter(subject__in=subjects).order_by("-created_at", "-pk")
    return Life(
        image=image,
        rounds=rounds(pairs),
        verdicts=published(image),
        gold=[*Gold.objects.filter(image=image).order_by("-number")],
        sensitivities=[*SensitivityChange.objects.filter(image=image).order_by("number")],
        withdrawals=[*Withdrawal.objects.filter(image=image).order_by("pk")],
        record=[*record[:N_ENTRIES]],
        exports=exports.carrying(image),
    )


def rounds(pairs: list[BatchPair]) -> list[Round]:
    """Five queries."""
    slots = Slot.objects.filter(pair__in=pairs, state__in=MET).select_related("annotator__user").order_by("pk")
    judgments = Judgment.objects.filter(pair__in=pairs).select_related("guideline").order_by("revision")
    flags = Flag.objects.filter(pair__in=pairs).select_related("annotator__user").order_by("created_at", "uuid")
    acts = Adjudication.objects.filter(pair__in=pairs).select_related("adjudicator").order_by("number")
    revisions = grouped((judgment.slot_id, judgment) for judgment in judgments)
    said = {(note.pair_id, note.annotator_id): note.note for note in SkipNote.objects.filter(pair__in=pairs)}
    notes = {slot.pk: said.get((slot.pair_id, slot.annotator_id or 0), "") for slot in slots}
    opinions = grouped((slot.pair_id, Opinion(slot, revisions[slot.pk], notes[slot.pk])) for slot in slots)
    flagged = grouped((flag.pair_id, flag) for flag in flags)
    decided = grouped((act.pair_id, act) for act in acts)
    return [Round(pair, *words(pair), opinions[pair.pk], flagged[pair.pk], decided[pair.pk]) for pair in pairs]


def words(pair: BatchPair) -> tuple[list[TokenView], str]:
    """The prompt as this round shows it."""
    if pair.tokenisation is None:
        return [], ""
    return token_views(pair.tokenisation.prompt.text, unpack(pair.tokenisation.tokens), pair.locked)


def published(image: Image) -> list[Published]:
    """Two queries."""
    verdicts = [
        *Verdict.objects.filter(image=image).select_related("tokenisation__prompt", "tidy_prompt").order_by("-number")
    ]
    rows = VerdictEvidence.objects.filter(verdict__in=verdicts).order_by("rater_key")
    evidence = grouped((row.verdict_id, row) for row in rows)
    return [Published(verdict, *judged(verdict), evidence[verdict.pk]) for verdict in verdicts]


def judged(verdict: Verdict) -> tuple[list[TokenView], str]:
    tokenisation = verdict.tokenisation
    return token_views(tokenisation.prompt.text, unpack(tokenisation.tokens), {})


def grouped(rows: Iterable[tuple[int, Row]]) -> defaultdict[int, list[Row]]:
    """Rows by their key, in the order in which they come."""
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for key, row in rows:
        found[key].append(row)
    return found
