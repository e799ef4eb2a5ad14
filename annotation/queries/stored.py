"""All that is stored about one annotator, for themselves: nothing is left out but secrets."""

from datetime import UTC

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.db.models.functions import TruncWeek
from django.utils.translation import gettext_lazy as _

from annotation.models import (
    AccessLink,
    AccountChoices,
    ActiveInterval,
    Adjudication,
    Annotator,
    ApiToken,
    AuditEntry,
    Digest,
    Flag,
    Heartbeat,
    Judgment,
    Meeting,
    Member,
    Message,
    Notice,
    Onboarding,
    Pack,
    ProofReading,
    Qualification,
    QualificationAnswer,
    Reveal,
    SecondLook,
    ShiftEnd,
    SkipNote,
    Slot,
    Thread,
    Trail,
    User,
    WorkSession,
)
from annotation.queries.annotator_figures import told_at_work
from annotation.queries.pay_stored import pay
from annotation.queries.stored_kinds import Kind, kind
from annotation.queries.table_rows import same

PAIR = {"pair": "pair", "picture": "pair__image__public_id"}


def about(annotator: Annotator) -> dict[str, Kind]:
    """Every kind of row that names this person, by the name that it has in the file."""
    user = annotator.user
    return (
        account(user, annotator)
        | answers(annotator)
        | talk(user)
        | tests(annotator)
        | work(annotator)
        | pay(annotator)
        | acts(user)
    )


def account(user: User, annotator: Annotator) -> dict[str, Kind]:
    place = Annotator.objects.filter(pk=annotator.pk)
    links = AccessLink.objects.filter(Q(used_by=user) | Q(user=user))
    return {
        "account": kind(
            User.objects.filter(pk=user.pk),
            _("Your account; of the password only what checks it is stored, and that is not in the file."),
            same("username first_name email roles is_active date_joined last_login"),
        ),
        "annotator": kind(
            place,
            _("Your place among the annotators, with the random key that stands for you in published data."),
            same("languages exposure capped_until suspended_at suspended_reason rater_key created_at"),
        ),
        "choices": kind(
            AccountChoices.objects.filter(annotator=annotator),
            _("What you chose for the workbench."),
            same("chosen updated_at"),
        ),
        "links": kind(
            links, _("Links with which you joined or set a password."), same("kind role name actor created_at used_at")
        ),
        "second_factors": kind(
            Authenticator.objects.filter(user=user),
            _("Second factors of signing in; their secrets are not in the file."),
            same("type created_at last_used_at"),
        ),
        "onboarding": kind(
            Onboarding.objects.filter(annotator=annotator),
            _("Your way to the first pair."),
            same("consented_at rule_read_at n_examples n_practised practised_at skipped_at qualified_at qualified_how")
            | same("failed_at n_more_attempts created_at"),
        ),
        "memberships": kind(
            Member.objects.filter(annotator=annotator),
            _("Batches that you work on."),
            {"batch": "batch__name", "state": "state"},
        ),
    }


def answers(annotator: Annotator) -> dict[str, Kind]:
    return {
        "judgments": kind(
            Judgment.objects.filter(annotator=annotator),
            _("Every answer in all its revisions."),
            PAIR
            | {"guideline": "guideline__number"}
            | same("revision submission_uuid outcome n_words struck canonical unsure asked active_ms receipt")
            | same("created_at"),
        ),
        "skips": kind(
            Slot.objects.filter(annotator=annotator, skipped_at__isnull=False),
            _("Pairs that you passed on."),
            PAIR | same("skip_reason skipped_at"),
        ),
        "notes": kind(
            SkipNote.objects.filter(annotator=annotator),
            _("What you wrote when you passed a pair on."),
            PAIR | same("reason note created_at"),
            is_counted=False,
        ),
        "flags": kind(
            Flag.objects.filter(annotator=annotator),
            _("What you flagged."),
            PAIR | same("reasons note created_at"),
            is_counted=False,
        ),
        "trails": kind(
            Trail.objects.filter(slot__annotator=annotator),
            _("How each answer came about."),
            {"pair": "slot__pair"} | same("uuid told created_at"),
            is_counted=False,
        ),
        "meetings": kind(
            Meeting.objects.filter(annotator=annotator),
            _("Pairs that you were given."),
            PAIR | same("created_at"),
            is_counted=False,
        ),
    }


def talk(user: User) -> dict[str, Kind]:
    return {
        "questions": kind(
            Thread.objects.filter(asked_by=user),
            _("What you asked."),
            PAIR
            | {"answer": "answer__submission_uuid", "at_work": "at_work__judgment__submission_uuid"}
            | same("uuid kind flag word local_date created_at due_at answered_at decision"),
            is_counted=False,
        ),
        "messages": kind(
            Message.objects.filter(author=user),
            _("What you wrote in questions."),
            {"question": "thread"} | same("text created_at"),
            is_counted=False,
        ),
        "notices": kind(
            Notice.objects.filter(user=user),
            _("Answers and rulings that you were told of."),
            {"question": "thread", "guideline": "guideline__number", "of_machines": "event__says"}
            | same("created_at read_at mailed_at"),
            is_counted=False,
        ),
        "mails": kind(Digest.objects.filter(user=user), _("When you were last sent a mail."), same("sent_at")),
    }


def tests(annotator: Annotator) -> dict[str, Kind]:
    items = {"picture": "item__image__public_id", "attempt": "item__qualification__number"}
    return {
        "attempts": kind(
            Qualification.objects.filter(annotator=annotator),
            _("Your tests on pictures whose truth is known."),
            same("number n_items started_at finished_at passed n_hits n_missed n_over"),
        ),
        "test_answers": kind(
            QualificationAnswer.objects.filter(item__annotator=annotator),
            _("Your answers in them."),
            items | same("struck canonical n_words n_hits n_missed n_over active_ms created_at"),
        ),
        "gold_at_work": kind(
            told_at_work(annotator).annotate(week=TruncWeek("created_at", tzinfo=UTC)),
            _("How answers among your work compare with pictures whose truth is known, by week; not which they were."),
            same("week n_hits n_missed n_over"),
            is_counted=False,
        ),
    }


def work(annotator: Annotator) -> dict[str, Kind]:
    return {
        "reveals": kind(
            Reveal.objects.filter(annotator=annotator),
            _("Covered pictures that you looked at."),
            PAIR | same("ms created_at"),
        ),
        "pages": kind(
            WorkSession.objects.filter(annotator=annotator),
            _("Pages of the workbench that you had open."),
            same("uuid zone clock_ahead_ms opened_at seen_at closed_at expired_at"),
        ),
        "reports": kind(
            Heartbeat.objects.filter(session__annotator=annotator),
            _("What these pages reported once a minute."),
            {"page": "session__uuid"} | same("seq zone sent_at age_ms received_at inputs visible counts_until spans"),
        ),
        "hours": kind(
            ActiveInterval.objects.filter(annotator=annotator),
            _("Your time at work, as it counts."),
            {"from": "span__startswith", "until": "span__endswith"} | same("activity zone local_date"),
        ),
        "packs": kind(
            Pack.objects.filter(annotator=annotator),
            _("Pairs that you took along."),
            same("n_pairs taken_at ends_at"),
        ),
        "shift_ends": kind(
            ShiftEnd.objects.filter(annotator=annotator),
            _("Ends of your shifts."),
            same("began_at ended_at n_judged n_skipped n_returned active_ms"),
        ),
    }


def acts(user: User) -> dict[str, Kind]:
    record = AuditEntry.objects.filter(Q(subject=f"user {user.username}") | Q(actor=user.username))
    return {
        "decisions": kind(
            Adjudication.objects.filter(adjudicator=user),
            _("What you decided at the desk."),
            PAIR | same("number outcome asked struck note created_at"),
        ),
        "second_looks": kind(
            SecondLook.objects.filter(adjudicator=user),
            _("What you decided once more, beside a decision that stands."),
            PAIR | same("uuid kind outcome asked struck note created_at"),
            is_counted=False,
        ),
        "proof_readings": kind(
            ProofReading.objects.filter(reader=user),
            _("Clean prompts that you read."),
            PAIR | same("uuid decision reason struck created_at"),
            is_counted=False,
        ),
        "tokens": kind(
            ApiToken.objects.filter(owner=user),
            _("Tokens that you made for programs; never the tokens themselves."),
            same("name hint scopes created_at expires_at last_used_at revoked_at revoked_by"),
        ),
        "record": kind(
            record,
            _("What the project's record says of you, or of what you did."),
            same("created_at actor act subject detail"),
            is_counted=False,
        ),
    }
