from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from annotation.choices import GoldSource
from annotation.models.batches import BatchPair
from annotation.models.guidelines import GuidelineVersion
from dataset.choices import MediaState, Sensitivity
from dataset.models import Image, Tokenisation


class GoldQuerySet(models.QuerySet["Gold"]):
    def newest(self) -> Self:
        """The newest version of each image."""
        newer = Gold.objects.filter(image=OuterRef("image"), number__gt=OuterRef("number"))
        return self.filter(~Exists(newer))

    def current(self) -> Self:
        """What people are measured by now: the newest versions, in use, of pictures that may be shown to anybody."""
        shown = self.filter(image__media_state=MediaState.READY, image__withdrawn_at__isnull=True)
        return shown.exclude(image__sensitivity__in=[Sensitivity.SENSITIVE, Sensitivity.BLOCKED]).newest().in_use()

    def in_use(self) -> Self:
        return self.filter(in_use=True)


class Gold(models.Model):
    """
    A pair whose truth is known: the canonical strikes that are agreed. Append-only: the newest version counts.

    It pins what was agreed on, as a pair in a batch does: tokenisation, guideline, locked words. A version that is not
    `in_use` takes the picture out of the gold; `suspended_by` is the guideline whose changed rulings did that, until
    the picture is judged anew.
    """

    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="gold", db_index=False)
    number = models.PositiveSmallIntegerField()
    tokenisation = models.ForeignKey(Tokenisation, on_delete=models.PROTECT, related_name="gold", db_index=False)
    guideline = models.ForeignKey(GuidelineVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    locked = models.JSONField(default=dict, help_text="Word index → number of the ruling that locks it.")
    n_words = models.PositiveSmallIntegerField()
    struck = ArrayField(models.SmallIntegerField(), default=list)
    in_use = models.BooleanField(default=True)
    suspended_by = models.ForeignKey(
        GuidelineVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    source = models.CharField(max_length=8, choices=GoldSource)
    pair = models.ForeignKey(BatchPair, null=True, on_delete=models.PROTECT, related_name="gold", db_index=False)
    reason = models.TextField()
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    objects = GoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "number"], name="gold_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1), name="gold_numbered_from_one"),
            models.CheckConstraint(condition=~Q(reason=""), name="gold_says_why"),
            models.CheckConstraint(
                condition=Q(suspended_by__isnull=True) | Q(in_use=False), name="gold_suspended_is_not_in_use"
            ),
            models.CheckConstraint(
                condition=Q(source=GoldSource.SETTLED, pair__isnull=False) | Q(source=GoldSource.HAND),
                name="gold_names_the_pair_it_came_from",
            ),
        ]
