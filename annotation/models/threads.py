from django.db import models
from django.db.models import F, Q

from annotation.choices import LONGEST_MESSAGE, ThreadDecision, ThreadKind
from annotation.models.batches import BatchPair
from annotation.models.flags import Flag
from annotation.models.gold_answers import GoldAnswer
from annotation.models.guidelines import GuidelineVersion
from annotation.models.people import User
from annotation.models.qualifications import QualificationAnswer
from dataset.models import MachineEvent

THINGS = ("pair", "answer", "at_work", "flag", "local_date")


def about(kind: ThreadKind, thing: str) -> Q:
    """A thread of this kind, which is about such a thing and about no other."""
    return Q(kind=kind, **{f"{other}__isnull": other != thing for other in THINGS})


class Thread(models.Model):
    """
    Something that somebody asks or contests about a pair, or about one word of it, and what was said since.

    It waits for an answer while `answered_at` is null, and should have one by `due_at`. What is said never changes.
    A question is of a `pair`, contested gold of an `answer` to a test or of one `at_work`, a contested flag of that
    `flag`, pay of a `local_date`. `decision` is empty until the office has one.
    """

    uuid = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=8, choices=ThreadKind)
    pair = models.ForeignKey(BatchPair, null=True, on_delete=models.PROTECT, related_name="threads")
    answer = models.ForeignKey(
        QualificationAnswer, null=True, on_delete=models.PROTECT, related_name="contests", db_index=False
    )
    at_work = models.ForeignKey(
        GoldAnswer, null=True, on_delete=models.PROTECT, related_name="contests", db_index=False
    )
    flag = models.ForeignKey(Flag, null=True, on_delete=models.PROTECT, related_name="contests", db_index=False)
    word = models.PositiveSmallIntegerField(null=True)
    local_date = models.DateField(null=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="threads")
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=9, choices=ThreadDecision, default="", blank=True)
    ruling_code = models.SlugField(
        max_length=64,
        default="",
        blank=True,
        db_index=False,
        help_text="The ruling that it led to, through all versions.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gte=F("created_at")), name="thread_due_after_it_began"),
            models.UniqueConstraint(fields=["answer"], name="thread_contests_once"),
            models.UniqueConstraint(fields=["at_work"], name="thread_contests_gold_at_work_once"),
            models.UniqueConstraint(fields=["flag"], name="thread_contests_a_flag_once"),
            models.CheckConstraint(
                condition=about(ThreadKind.QUESTION, "pair")
                | about(ThreadKind.GOLD, "answer")
                | about(ThreadKind.GOLD, "at_work")
                | about(ThreadKind.FLAG, "flag")
                | about(ThreadKind.PAY, "local_date"),
                name="thread_about_its_kind",
            ),
            models.UniqueConstraint(fields=["asked_by", "local_date"], name="thread_of_a_day_once"),
            models.CheckConstraint(
                condition=Q(decision="") | (Q(decision__in=ThreadDecision.values) & ~Q(kind=ThreadKind.QUESTION)),
                name="thread_decision_fits",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "uuid"], condition=Q(answered_at__isnull=True), name="thread_waiting"),
            models.Index(
                fields=["-answered_at", "uuid"], condition=Q(answered_at__isnull=False), name="thread_answered"
            ),
            models.Index(fields=["ruling_code"], condition=~Q(ruling_code=""), name="thread_of_ruling"),
        ]

    @property
    def is_contested(self) -> bool:
        """Whether somebody contests something with it, so that the office decides."""
        return self.kind in (ThreadKind.GOLD, ThreadKind.FLAG)

    @property
    def batch_name(self) -> str:
        """The batch of what it is about; empty for a test."""
        pair = self.about_pair if self.at_work is None else self.at_work.judgment.pair
        return pair.batch.name if pair is not None else ""

    @property
    def about_pair(self) -> BatchPair | None:
        """The pair that was asked about, or flagged."""
        return self.flag.pair if self.flag is not None else self.pair


class Message(models.Model):
    """Something said in a thread, once for its UUID; append-only."""

    uuid = models.UUIDField(primary_key=True)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="messages", db_index=False)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    text = models.CharField(max_length=LONGEST_MESSAGE)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="message_says_something")]
        indexes = [models.Index(fields=["thread", "created_at"], name="message_in_order")]


class Notice(models.Model):
    """
    Somebody is told, and `read_at` is null until they looked: of a thread, who asked and whoever judged the same pair;
    of a new version of the guideline, whoever met a word that it speaks of, or asked what led to it; of what machine
    work did by itself, managers, whom a mail went out to at `mailed_at`.
    """

    thread = models.ForeignKey(Thread, null=True, on_delete=models.PROTECT, related_name="notices", db_index=False)
    guideline = models.ForeignKey(
        GuidelineVersion, null=True, on_delete=models.PROTECT, related_name="notices", db_index=False
    )
    event = models.ForeignKey(MachineEvent, null=True, on_delete=models.PROTECT, related_name="notices", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notices", db_index=False)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "user"], name="notice_once"),
            models.UniqueConstraint(fields=["guideline", "user"], name="notice_of_a_guideline_once"),
            models.UniqueConstraint(fields=["event", "user"], name="notice_of_an_event_once"),
            models.CheckConstraint(
                condition=Q(thread__isnull=False, guideline__isnull=True, event__isnull=True)
                | Q(thread__isnull=True, guideline__isnull=False, event__isnull=True)
                | Q(thread__isnull=True, guideline__isnull=True, event__isnull=False),
                name="notice_of_one_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notice_of_user"),
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]
