from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from dataset.choices import ReannotationState
from dataset.models.prompts import Prompt


class Reannotation(models.Model):
    """
    A clean prompt, and whether what is said of the prompt that it was cleaned from holds for it.

    It waits again whenever a verdict leads to it, or something new is said of either text. While it waits, nothing that
    is said of it is exported. `lacks` are the parts that mention a struck word, and must be asked anew.
    """

    prompt = models.OneToOneField(Prompt, primary_key=True, on_delete=models.PROTECT, related_name="reannotation")
    state = models.CharField(max_length=8, choices=ReannotationState, default=ReannotationState.WAITING)
    lacks = ArrayField(models.CharField(max_length=9), default=list, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReannotationState.values), name="reannotation_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["lacking", "asked"], lacks__len__gte=1)
                | (~Q(state__in=["lacking", "asked"]) & Q(lacks__len=0)),
                name="reannotation_says_what_it_lacks",
            ),
        ]
        indexes = [
            models.Index(fields=["prompt"], condition=Q(state="waiting"), name="reannotation_waiting"),
            models.Index(fields=["prompt"], condition=Q(state="lacking"), name="reannotation_lacking"),
        ]
