"""Every table of the project as rows to take along, without what is nobody's business: secrets, and who spares whom."""

from django.db.models import Case, CharField, F, Value, When

from annotation.choices import SkipReason, ThreadKind
from annotation.models import (
    ActiveInterval,
    Adjudication,
    Annotator,
    AuditEntry,
    Batch,
    BatchPair,
    Flag,
    Gold,
    GoldAnswer,
    Judgment,
    Member,
    Message,
    OverlapChange,
    ProofReading,
    Reach,
    SecondLook,
    SetAside,
    Slot,
    Thread,
    Touched,
)
from annotation.queries.machine_tables import MACHINES
from annotation.queries.office_tables import OFFICE
from annotation.queries.style_tables import STYLES
from annotation.queries.table_rows import PAIR, WHO, Table, same
from dataset.models import Image, ImportRun, Prompt, SensitivityChange, Verdict, VerdictEvidence, Withdrawal

# That a pair was uncomfortable is told to nobody.
SKIPPED = Case(
    When(skip_reason=SkipReason.UNCOMFORTABLE, then=Value("")), default=F("skip_reason"), output_field=CharField()
)

TABLES: dict[str, Table] = {
    "imports": Table(
        ImportRun.objects.all(),
        "each run of an import",
        same("id source path fingerprint state n_rows n_added n_known n_refused actor started_at finished_at"),
    ),
    "pictures": Table(
        Image.objects.all(),
        "each picture with what is known of it",
        same("public_id source source_key run row prompt generator arguments licence nsfw_score clip_score")
        | same("sensitivity split media_state media_reason sha256 n_bytes format width height withdrawn_at created_at"),
    ),
    "prompts": Table(
        Prompt.objects.all(), "each text, collected or clean", same("id text language language_confidence")
    ),
    "batches": Table(
        Batch.objects.all(),
        "each batch with its policy",
        same("id name state wanted at_most split_to_desk requires_qualification priority gold_share as_a_whole seed")
        | same("selection n_pairs actor")
        | {"guideline": "guideline__number"}
        | same("created_at closed_at"),
    ),
    "overlap_changes": Table(
        OverlapChange.objects.all(),
        "each change of how many opinions a running batch asks",
        {"id": "id", "batch": "batch__name"}
        | same("wanted_before at_most_before wanted at_most reason actor created_at n_pairs done_at"),
    ),
    "members": Table(
        Member.objects.all(), "who works on which batch", {"batch": "batch__name", **WHO, "state": "state"}
    ),
    "pairs": Table(
        BatchPair.objects.all(),
        "each pair in a batch: votes by word, settlement",
        {"id": "id", "batch": "batch__name", "picture": "image__public_id"}
        | same("purpose round wanted at_most state n_words locked n_counted m s desk_reason desk_words")
        | same("settled_how outcome struck word_sources settled_at published_at"),
    ),
    "opinions": Table(
        Slot.objects.annotate(skipped=SKIPPED),
        "each opinion wanted, and who was asked",
        {"id": "id", "batch": "batch__name", **PAIR, **WHO, "skipped_because": "skipped"}
        | same("ordinal state lease_ends_at skipped_at judgment"),
    ),
    "judgments": Table(
        Judgment.objects.all(),
        "each judgment in all its revisions",
        {"id": "id", **PAIR, **WHO, "guideline": "guideline__number"}
        | same("slot revision outcome n_words struck canonical canonical_version unsure asked tokens_hash active_ms")
        | same("receipt created_at"),
    ),
    "decisions": Table(
        Adjudication.objects.all(),
        "what the desk decided",
        {"id": "id", **PAIR, "adjudicator": "adjudicator__username"}
        | same("number outcome asked struck note created_at"),
    ),
    "second_looks": Table(
        SecondLook.objects.all(),
        "what adjudicators decided beside the settlement",
        PAIR
        | {"adjudicator": "adjudicator__username"}
        | same("uuid kind of outcome asked struck canonical note created_at"),
    ),
    "proof_readings": Table(
        ProofReading.objects.all(),
        "who read which clean prompt",
        PAIR | {"reader": "reader__username"} | same("uuid verdict decision reason struck created_at"),
    ),
    "flags": Table(Flag.objects.all(), "what was flagged, without names", PAIR | same("reasons note created_at")),
    "set_asides": Table(
        SetAside.objects.all(),
        "each act that set judgments aside, or brought them back",
        {"id": "id", **WHO, "batch": "batch__name"}
        | same("since until undoes reason actor created_at n_judgments n_reopened finished_at"),
    ),
    "questions": Table(
        Thread.objects.exclude(kind=ThreadKind.PAY),
        "what was asked or contested",
        {"uuid": "uuid", **PAIR, "answer": "answer__submission_uuid", "asked_by": "asked_by__username"}
        | {"judgment": "at_work"}
        | same("flag kind word created_at due_at answered_at decision ruling_code"),
    ),
    "messages": Table(
        Message.objects.exclude(thread__kind=ThreadKind.PAY),
        "what was said about it",
        {"uuid": "uuid", "question": "thread", "author": "author__username"} | same("text created_at"),
    ),
    "reaches": Table(
        Reach.objects.all(),
        "what each changed guideline touches, and what was done about it",
        {"id": "id", "guideline": "guideline__number"}
        | same("actor created_at n_all n_looked n_fresh n_leased n_begun n_settled n_closed n_kept n_gold counted_at")
        | same("remedy follows reason ordered_by ordered_at n_followed n_moved n_refused n_suspended finished_at"),
    ),
    "touched": Table(
        Touched.objects.all(), "each pair that it touches", {"reach": "reach", **PAIR} | same("kind words")
    ),
    "gold_answers": Table(
        GoldAnswer.objects.all(),
        "each judgment of gold at work beside its key",
        {"judgment": "judgment", "pair": "judgment__pair", "batch": "judgment__pair__batch__name", **WHO}
        | {"picture": "gold__image__public_id", "version": "gold__number"}
        | same("n_hits n_missed n_over created_at"),
    ),
    "gold": Table(
        Gold.objects.all(),
        "each version of gold",
        {"picture": "image__public_id", "guideline": "guideline__number", "suspended_by": "suspended_by__number"}
        | same("number struck n_words in_use source reason actor created_at"),
    ),
    "verdicts": Table(
        Verdict.objects.all(),
        "each verdict with its clean prompts",
        {"id": "id", "picture": "image__public_id", "clean": "tidy_prompt__text"}
        | same("number outcome struck judged strikes word_sources provisional method parameters evidence_hash")
        | same("strict_text source source_key actor created_at superseded_at"),
    ),
    "evidence": Table(
        VerdictEvidence.objects.all(),
        "each opinion in a verdict, by a random key",
        same("verdict rater_key outcome struck unsure asked"),
    ),
    "annotators": Table(
        Annotator.objects.all(),
        "who annotates",
        {"username": "user__username", "name": "user__first_name", "joined_at": "user__date_joined"}
        | same("languages suspended_at suspended_reason"),
    ),
    "hours": Table(
        ActiveInterval.objects.all(),
        "each stretch of work that counts",
        WHO | {"from": "span__startswith", "until": "span__endswith"} | same("activity zone local_date"),
    ),
    "sensitivities": Table(
        SensitivityChange.objects.all(),
        "who may see which picture, and why",
        {"picture": "image__public_id"} | same("number cause before after reason actor created_at"),
    ),
    "withdrawals": Table(
        Withdrawal.objects.all(),
        "what was taken out of use",
        {"picture": "image__public_id"} | same("reason actor created_at"),
    ),
    **OFFICE,
    **MACHINES,
    **STYLES,
    "record": Table(AuditEntry.objects.all(), "who did what to what", same("id created_at actor act subject detail")),
}
