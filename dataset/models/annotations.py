from django.db import models
from django.db.models import Q

from dataset.choices import AnnotationSource
from dataset.models.machine_runs import MachineJob
from dataset.models.prompts import Prompt
from dataset.models.verdicts import Verdict


class Annotation(models.Model):
    """
    What was once said of a prompt: words by kind, a caption, questions, or some of these. Append-only.

    What is current is a pointer (`CurrentAnnotation`). `based_on` is the annotation of the text that the prompt was
    cleaned from, by the strikes of `verdict`, or the one that a person changed.
    """

    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="annotations")
    source = models.CharField(max_length=8, choices=AnnotationSource)
    job = models.OneToOneField(MachineJob, null=True, on_delete=models.PROTECT, related_name="annotation")
    based_on = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followers", db_index=False)
    verdict = models.ForeignKey(Verdict, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    is_trial = models.BooleanField(default=False, help_text="Of a run over the golden set: it holds for nobody.")
    actor = models.CharField(max_length=150, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_trial=False) | Q(job__isnull=False), name="annotation_trial_is_a_machines"
            ),
            models.CheckConstraint(
                condition=Q(source=AnnotationSource.MACHINE, job__isnull=False)
                | Q(source=AnnotationSource.PRUNED, job__isnull=True, verdict__isnull=False)
                | (Q(source=AnnotationSource.HAND, job__isnull=True) & ~Q(actor="")),
                name="annotation_has_its_source",
            ),
        ]


class CurrentAnnotation(models.Model):
    """
    What holds for a prompt now, part by part. None, or no row at all: as it was collected with the prompt.

    Texts of a part hang on its annotation; collected ones hang on none (`annotation` is NULL).
    """

    prompt = models.OneToOneField(Prompt, primary_key=True, on_delete=models.PROTECT, related_name="current")
    words = models.ForeignKey(Annotation, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    caption = models.ForeignKey(Annotation, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    questions = models.ForeignKey(Annotation, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    moved_at = models.DateTimeField()
