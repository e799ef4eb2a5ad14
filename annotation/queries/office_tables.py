"""Tables of the office to take along: people and their ways in, what they were told, what came in and went out."""

from annotation.models import (
    AccessLink,
    ApiToken,
    DeskSample,
    ExportRun,
    GroupMember,
    Onboarding,
    Pack,
    Qualification,
    QualificationAnswer,
    Ruling,
    SetAsideJudgment,
    ShiftEnd,
    Sieve,
    User,
    WorkSession,
)
from annotation.queries.table_rows import PAIR, WHO, Table, same
from dataset.models import Archive, Arrival, Caption, ImportRow, PromptWords, Question

OFFICE: dict[str, Table] = {
    "rulings": Table(
        Ruling.objects.all(),
        "each ruling in each version of the guideline; a version without a date is a draft",
        {"guideline": "guideline__number", "published_at": "guideline__published_at"}
        | same("number code decision matcher texts examples origin"),
    ),
    "sieves": Table(
        Sieve.objects.all(),
        "each act that left pairs out, parked them or took them up",
        {"id": "id", "batch": "batch__name"} | same("act language sensitive reason actor created_at n_pairs done_at"),
    ),
    "set_aside_judgments": Table(
        SetAsideJudgment.objects.all(), "each judgment that an act set aside", same("act slot judgment ordinal")
    ),
    "samples": Table(
        DeskSample.objects.all(), "pairs drawn to be looked at once more", PAIR | same("kind of drawn_at answered_at")
    ),
    "captions": Table(
        Caption.objects.all(), "what a text was made into, in a sentence", same("prompt annotation text provenance")
    ),
    "prompt_words": Table(
        PromptWords.objects.all(), "words of a text by kind", same("prompt annotation kind words provenance")
    ),
    "choices": Table(
        Question.objects.all(),
        "each question on a text with four options",
        same("prompt annotation kind position text options answer provenance"),
    ),
    "import_rows": Table(
        ImportRow.objects.all(),
        "each row of an import of which something is to be said",
        same("run number verdict reason source_key detail"),
    ),
    "arrivals": Table(
        Arrival.objects.all(),
        "each import from a page, on its way in",
        same("key kind origin state wishes run n_done n_total detail actor created_at cleared_at"),
    ),
    "archives": Table(Archive.objects.all(), "each archive of pictures", same("id path state detail")),
    "exports": Table(
        ExportRun.objects.all(),
        "each export of the test set",
        same("id key way options state n_done n_total counts detail place sums actor asked_at finished_at"),
    ),
    "people": Table(
        User.objects.all(),
        "each account with its roles",
        {"username": "username", "name": "first_name"} | same("roles is_active is_superuser date_joined last_login"),
    ),
    "groups": Table(
        GroupMember.objects.all(), "who is in which group", {"group": "group__name", **WHO, "since": "created_at"}
    ),
    "links": Table(
        AccessLink.objects.all(),
        "each invitation and each link for a new password",
        same("id kind role name languages zone groups actor created_at expires_at used_at")
        | {"of": "user__username", "used_by": "used_by__username"},
    ),
    "tokens": Table(
        ApiToken.objects.all(),
        "each token for a program",
        {"id": "id", "owner": "owner__username"}
        | same("name hint scopes created_at expires_at last_used_at revoked_at revoked_by"),
    ),
    "onboarding": Table(
        Onboarding.objects.all(),
        "how far everybody is on the way to their first pair",
        WHO
        | same("consented_at rule_read_at n_examples n_practised practised_at skipped_at qualified_at qualified_how")
        | same("failed_at n_more_attempts created_at"),
    ),
    "attempts": Table(
        Qualification.objects.all(),
        "each attempt to qualify",
        WHO
        | same("number n_items recall_wanted precision_wanted started_at finished_at passed n_hits n_missed n_over"),
    ),
    "attempt_answers": Table(
        QualificationAnswer.objects.all(),
        "what was struck in each attempt, beside the gold",
        {"annotator": "item__annotator__user__username", "attempt": "item__qualification__number"}
        | {"picture": "item__image__public_id"}
        | same("n_words struck canonical canonical_version n_hits n_missed n_over active_ms created_at"),
    ),
    "packs": Table(Pack.objects.all(), "pairs taken along", WHO | same("n_pairs taken_at ends_at")),
    "shift_ends": Table(
        ShiftEnd.objects.all(),
        "ends of shifts, as people were told",
        WHO | same("uuid began_at ended_at n_judged n_skipped n_returned active_ms"),
    ),
    "pages": Table(
        WorkSession.objects.all(),
        "pages of the workbench that were open",
        WHO | same("uuid zone clock_ahead_ms opened_at seen_at closed_at expired_at"),
    ),
}
