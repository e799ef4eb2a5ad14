from collections.abc import Callable
from typing import Any

from django.core.validators import validate_slug
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import batches, memberships
from annotation.actions.batches import Terms
from annotation.api.office import BEFORE, OfficeView, page
from annotation.api.score_limits import limits, limits_field
from annotation.api.work import ErrorSerializer
from annotation.choices import BatchState, MemberState, Scope, SieveAct
from annotation.models import Annotator, Batch, Group, GuidelineVersion
from annotation.queries import groups, progress
from annotation.queries.progress import BatchProgress
from annotation.rules.selections import Selection
from dataset.rules.traits import Trait

ACTS: dict[str, Callable[..., None]] = {"pause": batches.pause, "resume": batches.resume, "close": batches.close}
MEMBER_ACTS: dict[str, Callable[..., object]] = {"add": batches.add_member, "remove": batches.remove_member}
GROUP_ACTS: dict[str, Callable[..., object]] = {"add": memberships.add_group, "remove": memberships.remove_group}
LONGEST = 100_000
TERMS = ("guideline", "priority", "deadline", "gold_share", "as_a_whole")


class BatchSerializer(serializers.Serializer[Any]):
    """`pairs` by what became of them; judgments include corrections and surplus."""

    name = serializers.CharField()
    state = serializers.ChoiceField(choices=BatchState.values)
    guideline = serializers.IntegerField()
    wanted = serializers.IntegerField()
    at_most = serializers.IntegerField()
    split_to_desk = serializers.BooleanField()
    requires_qualification = serializers.BooleanField()
    as_a_whole = serializers.BooleanField()
    gold_share = serializers.IntegerField()
    priority = serializers.IntegerField()
    deadline = serializers.DateField(allow_null=True)
    opened_by = serializers.CharField()
    created_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    n_members = serializers.IntegerField()
    n_judgments = serializers.IntegerField()
    n_pairs = serializers.IntegerField()
    n_preparing = serializers.IntegerField()
    n_open = serializers.IntegerField()
    n_desk = serializers.IntegerField()
    n_settled = serializers.IntegerField()
    n_withdrawn = serializers.IntegerField()


class BatchesSerializer(serializers.Serializer[Any]):
    """The newest first."""

    batches = BatchSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class OpenBatchBody(serializers.Serializer[Any]):
    """
    Which pairs, how many opinions, whose: by name, and all of each group; what is left out does not narrow.

    Of a hundred pairs given `gold_share` are gold. `as_a_whole`: pairs are accepted or rejected, and no word struck.
    """

    name = serializers.CharField(max_length=64, validators=[validate_slug])
    annotators = serializers.ListField(child=serializers.CharField(max_length=150), max_length=1000, default=[])
    groups = serializers.ListField(child=serializers.CharField(max_length=64), max_length=100, default=[])
    wanted = serializers.IntegerField(min_value=1, max_value=5, default=2)
    at_most = serializers.IntegerField(min_value=1, max_value=5, default=3)
    split_to_desk = serializers.BooleanField(default=False)
    requires_qualification = serializers.BooleanField(default=False)
    as_a_whole = serializers.BooleanField(default=False)
    gold_share = serializers.IntegerField(min_value=0, max_value=20, default=0)
    guideline = serializers.IntegerField(allow_null=True, default=None, min_value=1, max_value=2**31 - 1)
    priority = serializers.IntegerField(min_value=-100, max_value=100, default=0)
    deadline = serializers.DateField(allow_null=True, default=None)
    unread = serializers.ChoiceField(choices=[SieveAct.PARK, SieveAct.EXCLUDE], allow_null=True, default=None)
    source = serializers.CharField(max_length=64, allow_blank=True, default="")  # type: ignore[assignment]  # a field of that name
    languages = serializers.ListField(child=serializers.CharField(max_length=8), max_length=50, default=[])
    traits = serializers.ListField(child=serializers.ChoiceField(choices=[*Trait]), max_length=20, default=[])
    unjudged = serializers.BooleanField(default=True)
    least = serializers.IntegerField(min_value=0, max_value=LONGEST, allow_null=True, default=None)
    most = serializers.IntegerField(min_value=1, max_value=LONGEST, allow_null=True, default=None)
    sensitive = serializers.BooleanField(allow_null=True, default=None)
    scores = limits_field()
    sample = serializers.IntegerField(min_value=1, max_value=10_000_000, allow_null=True, default=None)
    seed = serializers.IntegerField(min_value=0, max_value=2**31, default=0)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["at_most"] < attrs["wanted"]:
            raise serializers.ValidationError({"at_most": "At most cannot be under what is wanted."})
        if attrs["as_a_whole"] and attrs["gold_share"]:
            raise serializers.ValidationError(
                {"gold_share": "Pairs that are judged as a whole have no words for gold."}
            )
        if missing := sorted({*attrs["groups"]} - {*groups.named()}):
            raise serializers.ValidationError({"groups": f"There is no group {', '.join(missing)}."})
        found = {one.user.username: one for one in working(attrs["annotators"])}
        if unknown := sorted({*attrs["annotators"]} - {*found}):
            raise serializers.ValidationError({"annotators": f"These cannot be asked: {', '.join(unknown)}."})
        found |= {one.user.username: one for one in inside(attrs["groups"])}
        return attrs | {"annotators": [*found.values()], "guideline": guideline(attrs["guideline"])}


class BatchActBody(serializers.Serializer[Any]):
    act = serializers.ChoiceField(choices=[*ACTS])


class MemberBody(serializers.Serializer[Any]):
    """One annotator, or everybody of a group."""

    act = serializers.ChoiceField(choices=[*MEMBER_ACTS])
    annotator = serializers.CharField(max_length=150, required=False)
    group = serializers.CharField(max_length=64, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("annotator" in attrs) == ("group" in attrs):
            raise serializers.ValidationError("Name an annotator or a group.")
        return attrs


class MemberSerializer(serializers.Serializer[Any]):
    annotator = serializers.CharField()
    state = serializers.ChoiceField(choices=MemberState.values)
    n_judged = serializers.IntegerField()
    n_held = serializers.IntegerField()
    n_skipped = serializers.IntegerField()


class MembersSerializer(serializers.Serializer[Any]):
    members = MemberSerializer(many=True)


class Batches(OfficeView):
    """Every batch, page by page; and a new one."""

    reads, writes = Scope.READ_BATCHES, Scope.WRITE_BATCHES

    @extend_schema(operation_id="batches_list", parameters=[BEFORE], responses={200: BatchesSerializer})
    def get(self, request: Request) -> Response:
        rows, following = page(Batch.objects.select_related("guideline").order_by("-pk"), request)
        return Response({"batches": [told(one) for one in progress.of_batches(rows)], "next": following})

    @extend_schema(
        operation_id="batches_open",
        request=OpenBatchBody,
        responses={200: BatchSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        body = OpenBatchBody(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        batch = batches.open_batch(
            name=said["name"],
            selection=selection(said),
            wanted=said["wanted"],
            at_most=said["at_most"],
            split_to_desk=said["split_to_desk"],
            requires_qualification=said["requires_qualification"],
            terms=Terms(**{name: said[name] for name in TERMS}),
            unread=SieveAct(said["unread"]) if said["unread"] else None,
            annotators=said["annotators"],
            actor=self.person.username,
            now=timezone.now(),
        )
        return Response(one_of(batch.name))


class OneBatch(OfficeView):
    """One batch: how far it is; pausing it, going on with it, closing it for good."""

    reads, writes = Scope.READ_BATCHES, Scope.WRITE_BATCHES

    @extend_schema(operation_id="batches_one", responses={200: BatchSerializer, 404: ErrorSerializer})
    def get(self, request: Request, name: str) -> Response:
        return Response(one_of(name))

    @extend_schema(
        operation_id="batches_act",
        request=BatchActBody,
        responses={200: BatchSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request, name: str) -> Response:
        batch = get_object_or_404(Batch, name=name)
        body = BatchActBody(data=request.data)
        body.is_valid(raise_exception=True)
        ACTS[body.validated_data["act"]](batch=batch, actor=self.person.username, now=timezone.now())
        return Response(one_of(name))


class Members(OfficeView):
    """Who works on a batch; adding somebody or a group, or giving them nothing more of it."""

    reads, writes = Scope.READ_BATCHES, Scope.WRITE_BATCHES

    @extend_schema(responses={200: MembersSerializer, 404: ErrorSerializer})
    def get(self, request: Request, name: str) -> Response:
        return Response(members_of(get_object_or_404(Batch, name=name)))

    @extend_schema(request=MemberBody, responses={200: MembersSerializer, 404: ErrorSerializer, 422: ErrorSerializer})
    def post(self, request: Request, name: str) -> Response:
        batch = get_object_or_404(Batch, name=name)
        body = MemberBody(data=request.data)
        body.is_valid(raise_exception=True)
        act, by = body.validated_data["act"], {"actor": self.person.username, "now": timezone.now()}
        if "group" in body.validated_data:
            group = get_object_or_404(Group, name=body.validated_data["group"])
            GROUP_ACTS[act](batch=batch, group=group, **by)
        else:
            whom = Annotator.objects.working() if act == "add" else Annotator.objects.all()
            annotator = get_object_or_404(whom, user__username=body.validated_data["annotator"])
            MEMBER_ACTS[act](batch=batch, annotator=annotator, **by)
        return Response(members_of(batch))


def working(usernames: list[str]) -> list[Annotator]:
    return [*Annotator.objects.working().filter(user__username__in=usernames).select_related("user").order_by("pk")]


def inside(names: list[str]) -> list[Annotator]:
    """Who may work of these groups."""
    found = Annotator.objects.working().filter(groups__group__name__in=names).select_related("user")
    return [*found.distinct().order_by("pk")]


def guideline(number: int | None) -> GuidelineVersion | None:
    """
    The published version of that number; None: the newest.

    :raises ValidationError: there is none
    """
    if number is None:
        return None
    found = GuidelineVersion.objects.filter(published_at__isnull=False, number=number).first()
    if found is None:
        raise serializers.ValidationError({"guideline": "No such version is published."})
    return found


def selection(said: dict[str, Any]) -> Selection:
    names = ("source", "unjudged", "least", "most", "sensitive", "sample", "seed")
    return Selection(
        languages=tuple(said["languages"]),
        traits=tuple(str(trait) for trait in said["traits"]),
        scores=limits(said.get("scores", [])),
        **{name: said[name] for name in names},
    )


def one_of(name: str) -> dict[str, Any]:
    batch = get_object_or_404(Batch.objects.select_related("guideline"), name=name)
    return told(progress.of_batches([batch])[0])


def told(found: BatchProgress) -> dict[str, Any]:
    """A batch as JSON."""
    batch = found.batch
    same = "name state wanted at_most split_to_desk requires_qualification as_a_whole gold_share"
    dates = "priority deadline created_at closed_at"
    counts = "n_members n_judgments n_pairs n_preparing n_open n_desk n_settled n_withdrawn"
    return (
        {name: getattr(batch, name) for name in f"{same} {dates}".split()}
        | {"guideline": batch.guideline.number, "opened_by": batch.actor}
        | {name: getattr(found, name) for name in counts.split()}
    )


def members_of(batch: Batch) -> dict[str, Any]:
    return {
        "members": [
            {
                "annotator": row.member.annotator.user.username,
                "state": row.member.state,
                "n_judged": row.n_judged,
                "n_held": row.n_held,
                "n_skipped": row.n_skipped,
            }
            for row in progress.of_members(batch)
        ]
    }
