"""Style words, frozen with their counts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class StyleSnapshot(models.Model):
    """The styles of the prompts at a moment, sorted, each with its count; append-only."""

    sha256 = models.BinaryField(unique=True, help_text="Of its styles: dataset/rules/style_snapshots.py.")
    source = models.CharField(max_length=64, blank=True, default="", help_text="Only prompts of this source.")
    n_prompts = models.PositiveIntegerField(help_text="Styles of all prompts together.")
    n_words = models.PositiveIntegerField(help_text="Forms in which styles were met.")
    n_styles = models.PositiveIntegerField()
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(n_styles__gte=1), name="stylesnapshot_has_styles")]


class Style(models.Model):
    """A style of a snapshot: its one form, the forms it was met in, the prompts that say it; append-only."""

    snapshot = models.ForeignKey(StyleSnapshot, on_delete=models.PROTECT, related_name="styles", db_index=False)
    number = models.PositiveIntegerField(help_text="Its place in the sorted list, from 0.")
    text = models.CharField(max_length=200)
    is_artist = models.BooleanField(default=False, help_text="Said as “by …” in half of its prompts or more.")
    n_prompts = models.PositiveIntegerField()
    variants = ArrayField(models.TextField(), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "number"], name="style_numbered"),
            models.UniqueConstraint(fields=["snapshot", "text"], name="style_once"),
            models.CheckConstraint(condition=~Q(text=""), name="style_has_text"),
            models.CheckConstraint(condition=Q(n_prompts__gte=1), name="style_is_said"),
        ]
