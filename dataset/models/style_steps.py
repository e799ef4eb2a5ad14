"""How a style tree is built: stages one after another, each a run of steps that a model is asked about."""

from django.db import models
from django.db.models import Q

from dataset.choices import MachineTask, StyleTreeState
from dataset.models.machine_runs import MachineRun
from dataset.models.profiles import ModelProfile
from dataset.models.styles import StyleSnapshot

OF_STYLES = [task for task in MachineTask if task.is_of_styles]


class StyleTree(models.Model):
    """
    A tree that models build from a snapshot: everything that it depends on but their answers.

    `based_on` is the version whose locked categories it starts from; with `extends` it starts from all of them, for
    the styles that had none. `cap_amount` is what all of its stages may cost.
    """

    snapshot = models.ForeignKey(StyleSnapshot, on_delete=models.PROTECT, related_name="trees", db_index=False)
    seed = models.BigIntegerField(default=1)
    patch_size = models.PositiveSmallIntegerField(default=200)
    least_members = models.PositiveSmallIntegerField(default=20, help_text="Styles that a leaf has.")
    thrice_from = models.PositiveIntegerField(default=100, help_text="Styles of so many prompts get three votes.")
    profile = models.ForeignKey(ModelProfile, on_delete=models.PROTECT, related_name="+", db_index=False)
    stronger = models.ForeignKey(
        ModelProfile, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    based_on = models.ForeignKey(
        "StyleVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="followers", db_index=False
    )
    extends = models.BooleanField(default=False)
    cap_amount = models.DecimalField(max_digits=14, decimal_places=6)
    state = models.CharField(max_length=9, choices=StyleTreeState, default=StyleTreeState.BUILDING)
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=StyleTreeState.values), name="styletree_state_known"),
            models.CheckConstraint(condition=Q(patch_size__range=(2, 1000)), name="styletree_patch_can_be_asked"),
            models.CheckConstraint(condition=Q(cap_amount__gt=0), name="styletree_may_cost_something"),
            models.CheckConstraint(
                condition=Q(extends=False) | Q(based_on__isnull=False), name="styletree_extends_a_version"
            ),
        ]


class StyleStage(models.Model):
    """One run of a tree: its patches, those of what they left out, a level of merges, relations, assignments."""

    tree = models.ForeignKey(StyleTree, on_delete=models.PROTECT, related_name="stages", db_index=False)
    number = models.PositiveSmallIntegerField()
    task = models.CharField(max_length=16, choices=[(task.value, task.label) for task in OF_STYLES])
    version = models.ForeignKey(
        "StyleVersion", null=True, on_delete=models.PROTECT, related_name="stages", db_index=False
    )
    run = models.OneToOneField(MachineRun, on_delete=models.PROTECT, related_name="stage")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tree", "number"], name="stylestage_numbered"),
            models.CheckConstraint(condition=Q(task__in=OF_STYLES), name="stylestage_task_known"),
            models.CheckConstraint(
                condition=Q(task=MachineTask.STYLE_ASSIGN, version__isnull=False)
                | (~Q(task=MachineTask.STYLE_ASSIGN) & Q(version__isnull=True)),
                name="stylestage_assigns_to_a_version",
            ),
        ]


class StyleStep(models.Model):
    """
    One question of a stage. `meant` is what its indexes stand for; `answer` what of the answer holds, once it is there.

    Nothing of it changes but that the answer comes, once.
    """

    stage = models.ForeignKey(StyleStage, on_delete=models.PROTECT, related_name="steps", db_index=False)
    number = models.PositiveIntegerField()
    question = models.JSONField()
    meant = models.JSONField(default=list)
    answer = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stage", "number"], name="stylestep_numbered")]
