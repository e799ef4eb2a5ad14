"""Versions of a style tree: categories, what people did to them, and where each style is."""

from django.db import models
from django.db.models import Q
from treebeard.mp_tree import MP_Node

from dataset.choices import PlacedBy, StyleAct, StyleVersionState
from dataset.models.style_steps import StyleTree
from dataset.models.styles import Style


class StyleVersion(models.Model):
    """
    A version of a tree: changed by operations while it is a draft, its categories fixed once it is frozen, and all of
    it fixed once it is published. `last_number` is the highest that a category of it ever had.
    """

    tree = models.ForeignKey(StyleTree, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField()
    based_on = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=9, choices=StyleVersionState, default=StyleVersionState.DRAFT)
    last_number = models.PositiveIntegerField(default=0)
    sha256 = models.BinaryField(null=True, help_text="Of the tree as it was published.")
    metrics = models.JSONField(default=dict)
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    assigned_at = models.DateTimeField(null=True, help_text="When every style had been assigned to it.")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tree", "number"], name="styleversion_numbered"),
            models.CheckConstraint(condition=Q(state__in=StyleVersionState.values), name="styleversion_state_known"),
            models.CheckConstraint(
                condition=Q(state=StyleVersionState.PUBLISHED, sha256__isnull=False, published_at__isnull=False)
                | (~Q(state=StyleVersionState.PUBLISHED) & Q(sha256__isnull=True, published_at__isnull=True)),
                name="styleversion_published_is_dated",
            ),
        ]


class StyleNode(MP_Node, models.Model):  # type: ignore[misc, django-manager-missing]  # treebeard ships no types
    """
    A category of a version. `number` is what it is known by, from version to version; the path is an index alone.

    Each version has one nameless root, with the number 0.
    """

    version = models.ForeignKey(StyleVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200, blank=True)
    definition = models.TextField(blank=True, default="")
    locked = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="stylenode_numbered"),
            models.CheckConstraint(condition=Q(number=0) | ~Q(name=""), name="stylenode_has_a_name"),
        ]


class StyleOperation(models.Model):
    """What somebody did to a draft; append-only. It can be done again, and `inverse` undoes it by a further one."""

    version = models.ForeignKey(StyleVersion, on_delete=models.PROTECT, related_name="operations", db_index=False)
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=8, choices=StyleAct)
    arguments = models.JSONField()
    inverse = models.JSONField()
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="styleoperation_numbered"),
            models.CheckConstraint(condition=Q(act__in=StyleAct.values), name="styleoperation_act_known"),
        ]


class StyleAssignment(models.Model):
    """Where a style is in a version: in a leaf, or in none; `tied` where the votes left it to people."""

    version = models.ForeignKey(StyleVersion, on_delete=models.PROTECT, related_name="assignments", db_index=False)
    style = models.ForeignKey(Style, on_delete=models.PROTECT, related_name="assignments")
    node = models.ForeignKey(StyleNode, null=True, on_delete=models.PROTECT, related_name="assignments")
    by = models.CharField(max_length=6, choices=PlacedBy)
    n_votes = models.PositiveSmallIntegerField(default=0)
    n_for = models.PositiveSmallIntegerField(default=0)
    tied = models.BooleanField(default=False)
    actor = models.CharField(max_length=150, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "style"], name="styleassignment_once"),
            models.CheckConstraint(condition=Q(by__in=PlacedBy.values), name="styleassignment_by_somebody"),
            models.CheckConstraint(
                condition=Q(tied=False) | Q(node__isnull=True), name="styleassignment_tie_has_no_leaf"
            ),
            models.CheckConstraint(
                condition=~Q(by=PlacedBy.PERSON) | ~Q(actor=""), name="styleassignment_person_is_named"
            ),
        ]
