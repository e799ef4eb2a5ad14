from django.db import models
from django.db.models import Func, Value
from django.db.models.lookups import Exact

from annotation.models.people import Annotator


class AccountChoices(models.Model):
    """What an annotator chose for the workbench; only what they chose is kept. `Annotator.exposure` stands apart."""

    annotator = models.OneToOneField(
        Annotator, on_delete=models.PROTECT, primary_key=True, related_name="account_choices"
    )
    chosen = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Exact(
                    Func("chosen", function="jsonb_typeof", output_field=models.TextField()), Value("object")
                ),
                name="accountchoices_are_an_object",
            )
        ]
