from django.db import models

from annotation.models.gold import Gold
from annotation.models.judgments import Judgment
from annotation.models.people import Annotator


class GoldAnswer(models.Model):
    """
    How one judgment of gold that was given at work compares with what was known then; append-only.

    Words struck by both, by the gold alone, by the judgment alone; what was said of the whole pair strikes none.
    """

    judgment = models.OneToOneField(Judgment, on_delete=models.PROTECT, primary_key=True, related_name="on_gold")
    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="gold_answers", db_index=False)
    gold = models.ForeignKey(Gold, on_delete=models.PROTECT, related_name="answers", db_index=False)
    n_hits = models.PositiveSmallIntegerField()
    n_missed = models.PositiveSmallIntegerField()
    n_over = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["annotator", "created_at"], name="goldanswer_by_annotator")]
