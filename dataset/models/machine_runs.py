from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from dataset.choices import Among, AttemptOutcome, JobRound, JobState, MachineRunState, Transport
from dataset.models.budgets import Budget
from dataset.models.profiles import ModelProfile, Price
from dataset.models.prompts import Prompt
from dataset.models.shards import MachineShard
from dataset.models.templates import Template

OPEN = (MachineRunState.BUILDING, MachineRunState.RUNNING, MachineRunState.PAUSED)


class MachineRun(models.Model):
    """A template asked of a model over a selection of prompts. `cursor` is the last prompt that has its job."""

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="runs", db_index=False)
    profile = models.ForeignKey(ModelProfile, on_delete=models.PROTECT, related_name="runs", db_index=False)
    stronger = models.ForeignKey(
        ModelProfile, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    transport = models.CharField(max_length=8, choices=Transport)
    selection = models.JSONField(default=dict, help_text="Which prompts: source, languages, at most how many.")
    priority = models.SmallIntegerField(default=0)
    poison_limit = models.FloatField(default=0.05, help_text="Share of poison in the last answers that pauses it.")
    state = models.CharField(max_length=9, choices=MachineRunState, default=MachineRunState.BUILDING)
    because = models.TextField(blank=True, default="", help_text="Why it was paused or cancelled.")
    budget = models.OneToOneField(Budget, on_delete=models.PROTECT, related_name="run")
    cursor = models.BigIntegerField(default=0)
    n_jobs = models.BigIntegerField(default=0)
    n_known = models.BigIntegerField(default=0, help_text="Prompts of the selection that another run asks or asked.")
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MachineRunState.values, transport__in=Transport.values),
                name="machinerun_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at__isnull=True) | (~Q(state__in=OPEN) & Q(ended_at__isnull=False)),
                name="machinerun_ended_when_not_open",
            ),
            models.CheckConstraint(condition=Q(poison_limit__range=(0, 1)), name="machinerun_limit_is_a_share"),
        ]
        indexes = [models.Index(fields=["-priority", "id"], condition=Q(state__in=OPEN), name="machinerun_open")]

    @property
    def is_trial(self) -> bool:
        """Whether it asks about the golden set: what it brings holds for nobody."""
        return bool(self.selection.get("among") == Among.GOLDEN)


class MachineJob(models.Model):
    """
    One prompt, or one step of a style tree, to be asked about once for ever: `key` is made of all that the answer
    depends on.

    State, round and lease say where it stands; what was tried is in its attempts. `reserved_amount` is held back in
    each of the budgets `reserved_in` while it is asked. `shard` is the last file that it stood in, `sent_sha256` the
    hash of its question there.
    """

    run = models.ForeignKey(MachineRun, on_delete=models.PROTECT, related_name="jobs", db_index=False)
    prompt = models.ForeignKey(Prompt, null=True, on_delete=models.PROTECT, related_name="machine_jobs", db_index=False)
    step = models.OneToOneField("StyleStep", null=True, on_delete=models.PROTECT, related_name="job")
    key = models.BinaryField(unique=True, help_text="SHA-256: dataset/rules/machine_keys.py.")
    state = models.CharField(max_length=9, choices=JobState, default=JobState.PENDING)
    round = models.PositiveSmallIntegerField(choices=JobRound, default=JobRound.FIRST)
    n_attempts = models.PositiveSmallIntegerField(default=0)
    n_faults = models.PositiveSmallIntegerField(default=0, help_text="Questions in a row that brought no answer.")
    failures = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    detail = models.TextField(blank=True, default="")
    not_before = models.DateTimeField()
    lease_owner = models.UUIDField(null=True)
    lease_ends_at = models.DateTimeField(null=True)
    shard = models.ForeignKey(
        MachineShard, null=True, blank=True, on_delete=models.PROTECT, related_name="jobs", db_index=False
    )
    sent_sha256 = models.BinaryField(null=True)
    reserved_amount = models.DecimalField(max_digits=20, decimal_places=12, default=0)
    reserved_in = ArrayField(models.BigIntegerField(), default=list, blank=True, help_text="Ids of budgets.")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=JobState.values, round__in=JobRound.values), name="machinejob_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.LEASED, lease_owner__isnull=False, lease_ends_at__isnull=False)
                | (~Q(state=JobState.LEASED) & Q(lease_owner__isnull=True, lease_ends_at__isnull=True)),
                name="machinejob_leased_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(reserved_amount=0) | Q(state__in=[JobState.LEASED, JobState.SENT]),
                name="machinejob_reserves_while_asked",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.SENT) | Q(shard__isnull=False, sent_sha256__isnull=False),
                name="machinejob_sent_in_a_file",
            ),
            models.CheckConstraint(
                condition=Q(prompt__isnull=False, step__isnull=True) | Q(prompt__isnull=True, step__isnull=False),
                name="machinejob_has_one_subject",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.POISON) | Q(failures__len__gte=1), name="machinejob_poison_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["run", "not_before", "id"], condition=Q(state="pending"), name="machinejob_pending"),
            models.Index(
                fields=["run", "not_before", "id"],
                condition=Q(state="pending") & ~Q(failures=[]),
                name="machinejob_to_mend",
            ),
            models.Index(fields=["shard", "id"], condition=Q(state="sent"), name="machinejob_sent"),
            models.Index(fields=["lease_ends_at"], condition=Q(state="leased"), name="machinejob_leased"),
            models.Index(fields=["run", "state", "id"], name="machinejob_by_state"),
            models.Index(fields=["run", "id"], name="machinejob_of_run"),
            models.Index(fields=["run", "-ended_at"], condition=Q(ended_at__isnull=False), name="machinejob_ended"),
            models.Index(fields=["prompt"], name="machinejob_of_prompt"),
        ]


class Attempt(models.Model):
    """One question and what became of it; append-only. `usage` is as the server told it, `cost_amount` by `price`."""

    job = models.ForeignKey(MachineJob, on_delete=models.PROTECT, related_name="attempts", db_index=False)
    number = models.PositiveSmallIntegerField()
    round = models.PositiveSmallIntegerField(choices=JobRound)
    transport = models.CharField(max_length=8, choices=Transport)
    shard = models.ForeignKey(
        MachineShard, null=True, blank=True, on_delete=models.PROTECT, related_name="attempts", db_index=False
    )
    profile = models.ForeignKey(ModelProfile, on_delete=models.PROTECT, related_name="attempts", db_index=False)
    request_sha256 = models.BinaryField()
    request_id = models.CharField(max_length=200, blank=True, default="")
    fingerprint = models.CharField(max_length=200, blank=True, default="")
    finish_reason = models.CharField(max_length=32, blank=True, default="")
    outcome = models.CharField(max_length=16, choices=AttemptOutcome)
    from_cache = models.BooleanField(default=False)
    failures = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    repairs = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    detail = models.TextField(blank=True, default="")
    usage = models.JSONField(default=dict)
    n_input = models.PositiveIntegerField(default=0)
    n_cached = models.PositiveIntegerField(default=0)
    n_output = models.PositiveIntegerField(default=0)
    price = models.ForeignKey(Price, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    cost_amount = models.DecimalField(max_digits=20, decimal_places=12, default=0)
    milliseconds = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="attempt_numbered"),
            models.CheckConstraint(
                condition=Q(outcome__in=AttemptOutcome.values, transport__in=Transport.values), name="attempt_is_known"
            ),
            models.CheckConstraint(condition=Q(cost_amount__gte=0), name="attempt_cost_is_not_negative"),
            models.CheckConstraint(
                condition=Q(cost_amount=0) | Q(price__isnull=False), name="attempt_cost_has_its_price"
            ),
        ]


class Reply(models.Model):
    """The body of an answer as it came, compressed with zlib; append-only."""

    attempt = models.OneToOneField(Attempt, primary_key=True, on_delete=models.PROTECT, related_name="reply")
    body = models.BinaryField()


class CachedReply(models.Model):
    """The answer to a question, by the hash of the whole question: asked again, it costs nothing. Append-only."""

    request_sha256 = models.BinaryField(primary_key=True)
    body = models.BinaryField(help_text="As in `Reply`.")
    usage = models.JSONField(default=dict)
    created_at = models.DateTimeField()
