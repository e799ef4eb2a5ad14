from django.db import models
from django.db.models import Q

from dataset.models.prompts import Prompt
from dataset.rules.answers import GROUPS


class GoldenPrompt(models.Model):
    """
    A prompt of the golden set with what people say of it: templates are held against it. Append-only.

    Of a prompt the highest number counts; one without `words` takes it out of the set.
    """

    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="golden", db_index=False)
    number = models.PositiveIntegerField()
    words = models.JSONField(null=True, help_text="Pieces of the prompt by kind: four lists.")
    caption = models.TextField(blank=True, default="", help_text="What a caption is compared with, where one is given.")
    note = models.CharField(max_length=300, blank=True, default="", help_text="Why it is in the set.")
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prompt", "number"], name="goldenprompt_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1), name="goldenprompt_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(words__isnull=False) | Q(number__gte=2, caption=""), name="goldenprompt_is_in_before_out"
            ),
        ]

    @property
    def lists(self) -> dict[str, list[str]]:
        """The words by kind, in the order of the kinds; the database keeps none."""
        return {} if self.words is None else {kind: self.words[kind] for kind in GROUPS if kind in self.words}
