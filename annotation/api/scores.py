"""Scores, read, brought in and made by programs; and pictures covered by a threshold."""

from collections.abc import Iterator
from typing import Any

import orjson
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import scores
from annotation.actions.scores import COVERED_AT_ONCE, Brought
from annotation.api.office import BEFORE, RUN, OfficeView, page, said
from annotation.api.work import ErrorSerializer
from annotation.choices import Scope
from dataset.choices import RunState, ScorerPlace
from dataset.models import ScoreRun
from dataset.queries import score_covers, score_runs
from dataset.queries import scores as queries
from dataset.rules.score_limits import COLLECTED, NAME, VERSION, Kind, Limit
from dataset.rules.table_lines import Row

MOST_ROWS = 10_000
REFUSALS = {409: ErrorSerializer, 422: ErrorSerializer}


class ScorerSerializer(serializers.Serializer[Any]):
    """A model in one version, and of how many pictures it spoke; a threshold names it as `name@version`."""

    name = serializers.CharField()
    version = serializers.CharField()
    kind = serializers.ChoiceField(choices=[*Kind])
    model = serializers.CharField(allow_blank=True)
    place = serializers.ChoiceField(choices=ScorerPlace.values)
    sha256 = serializers.CharField(allow_blank=True)
    n_scores = serializers.IntegerField()


class ProblemSerializer(serializers.Serializer[Any]):
    """A row that stayed out."""

    row = serializers.IntegerField()
    reason = serializers.CharField()
    detail = serializers.CharField(allow_blank=True)


class ScoreRunSerializer(serializers.Serializer[Any]):
    """A file, or a walk over the pictures: rows by what became of them, and the first that stayed out."""

    id = serializers.IntegerField()
    scorer = serializers.CharField()
    state = serializers.ChoiceField(choices=RunState.values)
    path = serializers.CharField(allow_blank=True)
    detail = serializers.CharField(allow_blank=True)
    n_rows = serializers.IntegerField()
    n_added = serializers.IntegerField()
    n_known = serializers.IntegerField()
    n_refused = serializers.IntegerField()
    problems = ProblemSerializer(many=True)
    actor = serializers.CharField()
    started_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class ScoresSerializer(serializers.Serializer[Any]):
    """The scorers, and what brought scores, the newest first."""

    scorers = ScorerSerializer(many=True)
    runs = ScoreRunSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class ScoreRowBody(serializers.Serializer[Any]):
    """A picture by its id, or by its path at the source that is named, and its score."""

    picture = serializers.UUIDField(required=False)
    img_path = serializers.CharField(max_length=300, required=False)
    score = serializers.FloatField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("picture" in attrs) == ("img_path" in attrs):
            raise serializers.ValidationError("Name a picture by its id or by its path.")
        return attrs


class BringScoresBody(serializers.Serializer[Any]):
    """Scores of one scorer. Rows that stay out are told in the answer; sent twice, they are there once."""

    kind = serializers.ChoiceField(choices=[*Kind])
    scorer = serializers.RegexField(f"^{NAME.pattern}$", max_length=64)
    version = serializers.RegexField(f"^{VERSION.pattern}$", max_length=32, default="1")
    model = serializers.CharField(max_length=200, allow_blank=True, default="")
    source = serializers.CharField(max_length=64, allow_blank=True, default="")  # type: ignore[assignment]  # a field of that name
    scores = serializers.ListField(child=ScoreRowBody(), min_length=1, max_length=MOST_ROWS)


class WalkBody(serializers.Serializer[Any]):
    """Which scorer of the server's settings; of which source alone, and of how many pictures at most."""

    scorer = serializers.RegexField(f"^{NAME.pattern}$", max_length=64)
    source = serializers.CharField(max_length=64, allow_blank=True, default="")  # type: ignore[assignment]  # a field of that name
    most = serializers.IntegerField(min_value=0, max_value=10_000_000, default=0)


class ScoreRunActBody(serializers.Serializer[Any]):
    act = serializers.ChoiceField(choices=["stop"])


class ThresholdBody(serializers.Serializer[Any]):
    """From which NSFW score on; by the newest scorer where none is named."""

    scorer = serializers.RegexField(
        rf"^({COLLECTED}|[-a-zA-Z0-9_]{{1,64}}@[-a-zA-Z0-9_.]{{1,32}})$", required=False, max_length=97
    )
    least = serializers.FloatField(min_value=0, max_value=1)


class CoverBody(ThresholdBody):
    """The same, with why; it stays in the record of each picture."""

    reason = serializers.CharField(max_length=300)


class ReachedSerializer(serializers.Serializer[Any]):
    """Pictures that nobody flagged or decided on; `at_once` of them are covered by one act."""

    n_pictures = serializers.IntegerField()
    at_once = serializers.IntegerField()


class CoveredSerializer(serializers.Serializer[Any]):
    n_covered = serializers.IntegerField()


class Scores(OfficeView):
    """Who scores, and what brought scores; and more of them."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(operation_id="scores_list", parameters=[BEFORE], responses={200: ScoresSerializer})
    def get(self, request: Request) -> Response:
        rows, following = page(score_runs.runs(), request)
        scorers = [
            {name: getattr(one.scorer, name) for name in ("name", "version", "kind", "model", "place", "sha256")}
            | {"n_scores": one.n}
            for one in score_runs.scorers()
        ]
        return Response({"scorers": scorers, "runs": [told(run) for run in rows], "next": following})

    @extend_schema(
        operation_id="scores_bring", request=BringScoresBody, responses={200: ScoreRunSerializer, **REFUSALS}
    )
    def post(self, request: Request) -> Response:
        body = said(BringScoresBody, request)
        what = Brought(Kind(body["kind"]), body["scorer"], body["version"], body["model"], body["source"])
        content = orjson.dumps(body["scores"])
        run = scores.bring_in(
            what=what, rows=rows_of(body["scores"]), content=content, actor=self.person.username, now=timezone.now()
        )
        return Response(told(run))


class ScoreWalks(OfficeView):
    """Models of the server's settings, over the pictures."""

    reads = writes = Scope.WRITE_MODELS

    @extend_schema(operation_id="scores_walk", request=WalkBody, responses={200: ScoreRunSerializer, **REFUSALS})
    def post(self, request: Request) -> Response:
        body = said(WalkBody, request)
        name, source, most = body["scorer"], body["source"], body["most"]
        run = scores.begin_walk(name=name, source=source, most=most, actor=self.person.username, now=timezone.now())
        return Response(told(run))


class OneScoreRun(OfficeView):
    """One file or walk; stopping it."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(
        operation_id="scores_run", parameters=[RUN], responses={200: ScoreRunSerializer, 404: ErrorSerializer}
    )
    def get(self, request: Request, run: int) -> Response:
        return Response(told(asked(run)))

    @extend_schema(
        operation_id="scores_run_act",
        parameters=[RUN],
        request=ScoreRunActBody,
        responses={200: ScoreRunSerializer, 404: ErrorSerializer, **REFUSALS},
    )
    def post(self, request: Request, run: int) -> Response:
        found = asked(run)
        said(ScoreRunActBody, request)
        scores.stop_walk(run=found, actor=self.person.username, now=timezone.now())
        return Response(told(asked(run)))


class PreviewCover(OfficeView):
    """How many pictures a threshold would make sensitive."""

    reads = writes = Scope.WRITE_SENSITIVITIES
    is_an_act = False

    @extend_schema(operation_id="previews_cover", request=ThresholdBody, responses={200: ReachedSerializer, **REFUSALS})
    def post(self, request: Request) -> Response:
        body = said(ThresholdBody, request)
        [limit] = queries.meant([Limit(Kind.NSFW, body.get("scorer", ""), least=body["least"])])
        return Response({"n_pictures": score_covers.due(limit).count(), "at_once": COVERED_AT_ONCE})


class Cover(OfficeView):
    """Pictures made sensitive by a threshold."""

    reads = writes = Scope.WRITE_SENSITIVITIES

    @extend_schema(operation_id="scores_cover", request=CoverBody, responses={200: CoveredSerializer, **REFUSALS})
    def post(self, request: Request) -> Response:
        body = said(CoverBody, request)
        limit = Limit(Kind.NSFW, body.get("scorer", ""), least=body["least"])
        n = scores.cover(limit=limit, reason=body["reason"], actor=self.person.username, now=timezone.now())
        return Response({"n_covered": n})


def asked(run: int) -> ScoreRun:
    return get_object_or_404(ScoreRun.objects.select_related("scorer"), pk=run)


def rows_of(sent: list[dict[str, Any]]) -> Iterator[Row]:
    """The rows, as a file of them would give them."""
    for number, row in enumerate(sent, 1):
        yield number, row | ({"picture": str(row["picture"])} if "picture" in row else {})


def told(run: ScoreRun) -> dict[str, Any]:
    names = ("id", "state", "path", "detail", "n_rows", "n_added", "n_known", "n_refused", "actor")
    problems = [dict(zip(("row", "reason", "detail"), one, strict=True)) for one in run.problems]
    return (
        {name: getattr(run, name) for name in names}
        | {"scorer": run.scorer.key, "problems": problems}
        | {"started_at": run.started_at, "finished_at": run.finished_at}
    )
