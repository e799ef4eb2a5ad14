from django.db import models
from django.db.models import Q

from annotation.choices import RulingDecision


class GuidelineVersion(models.Model):
    """
    A numbered list of rulings; immutable once published. Every judgment stores the version it was made under.

    `notice` is the line by language in which annotators are told of it.
    """

    number = models.PositiveIntegerField(unique=True)
    published_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    notice = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["published_at"],
                condition=Q(published_at__isnull=True),
                nulls_distinct=False,
                name="guidelineversion_one_draft",
            ),
        ]


class Ruling(models.Model):
    """One rule of what counts as depicted: who decides, which words it speaks of, texts and picture examples."""

    guideline = models.ForeignKey(GuidelineVersion, on_delete=models.CASCADE, related_name="rulings", db_index=False)
    number = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=64)
    decision = models.CharField(max_length=8, choices=RulingDecision)
    matcher = models.JSONField(null=True, blank=True)
    texts = models.JSONField(help_text="Language → {title, body}.")
    examples = models.JSONField(default=list)
    origin = models.CharField(max_length=150, default="", blank=True, help_text="The question that it came from.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guideline", "number"], name="ruling_numbered"),
            models.UniqueConstraint(fields=["guideline", "code"], name="ruling_code_once"),
            models.CheckConstraint(condition=Q(decision__in=RulingDecision.values), name="ruling_decision_known"),
        ]
