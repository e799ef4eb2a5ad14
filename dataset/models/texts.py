"""
What is said of a prompt's text: words by kind, captions, questions.

Each hangs on the annotation that it is part of; what was collected with the prompt hangs on none. Which of them holds
now is said by `CurrentAnnotation`. All of it is append-only.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from dataset.choices import QuestionKind, WordGroup
from dataset.models.annotations import Annotation
from dataset.models.prompts import Prompt


class PromptWords(models.Model):
    """The words of one kind in a prompt (Task1 of JourneyDB); append-only."""

    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="words", db_index=False)
    annotation = models.ForeignKey(
        Annotation, null=True, on_delete=models.PROTECT, related_name="words", db_index=False
    )
    kind = models.CharField(max_length=16, choices=WordGroup)
    words = ArrayField(models.TextField(), default=list)
    provenance = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["prompt", "annotation", "kind"], nulls_distinct=False, name="promptwords_once_per_kind"
            ),
            models.CheckConstraint(condition=Q(kind__in=WordGroup.values), name="promptwords_kind_known"),
        ]


class Caption(models.Model):
    """One sentence on the content of a prompt (Task2 of JourneyDB); append-only."""

    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="captions", db_index=False)
    annotation = models.ForeignKey(
        Annotation, null=True, on_delete=models.PROTECT, related_name="captions", db_index=False
    )
    text = models.TextField()
    provenance = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prompt", "annotation"], nulls_distinct=False, name="caption_once"),
            models.CheckConstraint(condition=~Q(text=""), name="caption_has_text"),
        ]


class Question(models.Model):
    """A multiple-choice question with four options, one of them right (Task3 of JourneyDB); append-only."""

    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="questions", db_index=False)
    annotation = models.ForeignKey(
        Annotation, null=True, on_delete=models.PROTECT, related_name="questions", db_index=False
    )
    kind = models.CharField(max_length=16, choices=QuestionKind)
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    options = ArrayField(models.TextField(), size=4)
    answer = models.PositiveSmallIntegerField(help_text="Index of the right option, 0 to 3.")
    provenance = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["prompt", "annotation", "kind", "position"], nulls_distinct=False, name="question_place"
            ),
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="question_kind_known"),
            models.CheckConstraint(condition=Q(answer__lte=3), name="question_answer_is_an_option"),
            models.CheckConstraint(condition=Q(options__len=4), name="question_has_four_options"),
        ]
