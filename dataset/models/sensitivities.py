from django.db import models
from django.db.models import Q

from dataset.choices import Sensitivity, SensitivityCause
from dataset.models.images import Image

DECIDED = (Sensitivity.SAFE, Sensitivity.SENSITIVE, Sensitivity.BLOCKED)


class SensitivityChange(models.Model):
    """
    Who said what of an image's sensitivity, and why; append-only, numbered by image.

    What somebody at work flags covers an image once, as the first entry, and so does a manager's threshold on scores;
    from the first decision of a person on that image, only people change it, or a flag that blocks.
    """

    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="sensitivity_changes", db_index=False)
    number = models.PositiveSmallIntegerField()
    cause = models.CharField(max_length=8, choices=SensitivityCause)
    before = models.CharField(max_length=16, choices=Sensitivity)
    after = models.CharField(max_length=16, choices=Sensitivity)
    reason = models.TextField()
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "number"], name="sensitivitychange_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1), name="sensitivitychange_numbered_from_one"),
            models.CheckConstraint(condition=~Q(reason=""), name="sensitivitychange_says_why"),
            models.CheckConstraint(
                condition=Q(before__in=Sensitivity.values, after__in=DECIDED), name="sensitivitychange_is_known"
            ),
            models.CheckConstraint(
                condition=Q(cause=SensitivityCause.HAND)
                | Q(cause=SensitivityCause.FLAG, after=Sensitivity.BLOCKED)
                | Q(
                    cause__in=[SensitivityCause.FLAG, SensitivityCause.SCORE],
                    after=Sensitivity.SENSITIVE,
                    number=1,
                ),
                name="sensitivitychange_flag_covers_once",
            ),
        ]
