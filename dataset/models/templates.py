from django.db import models
from django.db.models import Q

from dataset.choices import MachineTask, TemplateState


class Template(models.Model):
    """
    What a model is told and how it must answer: a name's numbered versions. Of a task one is active at most.

    Nothing of it changes but its state: another text is another version. `parameters` go into the question as they are.
    """

    task = models.CharField(max_length=16, choices=MachineTask)
    name = models.SlugField(max_length=64)
    version = models.PositiveIntegerField()
    text = models.TextField(help_text="The system message: the same for every question, so that it can be cached.")
    schema = models.JSONField(help_text="JSON schema of the answer, strict: all keys required, none besides.")
    parameters = models.JSONField(default=dict, help_text="max_completion_tokens, temperature and the like.")
    rules_version = models.CharField(max_length=32, help_text="Of the rules that answers are held against.")
    sha256 = models.BinaryField(unique=True)
    state = models.CharField(max_length=8, choices=TemplateState, default=TemplateState.DRAFT)
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True)
    passed = models.JSONField(
        null=True, help_text="How it did on the golden set when it was activated; none: nothing had to be shown."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="template_numbered"),
            models.UniqueConstraint(
                fields=["task"], condition=Q(state=TemplateState.ACTIVE), name="template_one_active_a_task"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="template_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(task__in=MachineTask.values, state__in=TemplateState.values), name="template_is_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="template_has_text"),
            models.CheckConstraint(
                condition=~Q(state=TemplateState.ACTIVE) | Q(activated_at__isnull=False),
                name="template_active_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(passed__isnull=True) | Q(activated_at__isnull=False), name="template_passed_is_dated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
