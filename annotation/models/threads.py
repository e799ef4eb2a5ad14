from django.db import models
from django.db.models import F, Q

from annotation.choices import LONGEST_MESSAGE, ThreadDecision, ThreadKind
from annotation.models.batches import BatchPair
from annotation.models.guidelines import GuidelineVersion
from annotation.models.people import User
from annotation.models.qualifications import QualificationAnswer


class Thread(models.Model):
    """
    Something that somebody asks or contests about a pair, or about one word of it, and what was said since.

    It waits for an answer while `answered_at` is null, and should have one by `due_at`. What is said never changes.
    Contested gold is of an `answer` to a test, pay of a `local_date`, all else of a `pair`. `decision` is empty until
    the office has one.
    """

    uuid = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=8, choices=ThreadKind)
    pair = models.ForeignKey(BatchPair, null=True, on_delete=models.PROTECT, related_name="threads")
    answer = models.ForeignKey(
        QualificationAnswer, null=True, on_delete=models.PROTECT, related_name="contests", db_index=False
    )
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
            models.CheckConstraint(condition=Q(kind__in=ThreadKind.values), name="thread_kind_known"),
            models.CheckConstraint(condition=Q(due_at__gte=F("created_at")), name="thread_due_after_it_began"),
            models.UniqueConstraint(fields=["answer"], name="thread_contests_once"),
            models.CheckConstraint(
                condition=Q(kind=ThreadKind.GOLD, answer__isnull=False, pair__isnull=True, local_date__isnull=True)
                | Q(kind=ThreadKind.PAY, answer__isnull=True, pair__isnull=True, local_date__isnull=False)
                | (
                    ~Q(kind__in=[ThreadKind.GOLD, ThreadKind.PAY])
                    & Q(answer__isnull=True, pair__isnull=False, local_date__isnull=True)
                ),
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
    of a new version of the guideline, whoever met a word that it speaks of, or asked what led to it.
    """

    thread = models.ForeignKey(Thread, null=True, on_delete=models.PROTECT, related_name="notices", db_index=False)
    guideline = models.ForeignKey(
        GuidelineVersion, null=True, on_delete=models.PROTECT, related_name="notices", db_index=False
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notices", db_index=False)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "user"], name="notice_once"),
            models.UniqueConstraint(fields=["guideline", "user"], name="notice_of_a_guideline_once"),
            models.CheckConstraint(
                condition=Q(thread__isnull=False, guideline__isnull=True)
                | Q(thread__isnull=True, guideline__isnull=False),
                name="notice_of_one_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notice_of_user"),
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]
