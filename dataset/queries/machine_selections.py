"""Which prompts a run asks about."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from django.db.models import BinaryField, Exists, F, Func, Max, OuterRef, QuerySet, Value

from dataset.choices import Among, JobState
from dataset.models import Image, MachineJob, Prompt
from dataset.queries import golden, machine_subjects
from dataset.rules.score_limits import Limit, as_json, from_json

LAST_HASH = "f" * 64


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    Which prompts: of a source, in some languages, of a split, with a picture within thresholds on scores, collected
    ones alone; of these the first `most` by id, or a sample. Or else what `among` says: what run `of_run` got no valid
    answer to, or that of one code.

    A sample are the prompts whose hash with the seed is lowest. `sample_ends` is the last of these hashes, found once
    among the prompts up to `last_prompt`, of which there were `n_drawn_from`: what comes later changes no sample.
    """

    source: str = ""
    languages: tuple[str, ...] = ()
    most: int | None = None
    scores: tuple[Limit, ...] = ()
    among: str = Among.COLLECTED
    split: str = ""
    sample: int | None = None
    seed: int = 0
    of_run: int | None = None
    code: str = ""
    sample_ends: str = ""
    last_prompt: int | None = None
    n_drawn_from: int | None = None

    def prompts(self) -> QuerySet[Prompt]:
        """All that fit, or those of them that were drawn, by id."""
        fit = self.golden() if self.among == Among.GOLDEN else self.collected()
        if self.among == Among.POISON:
            fit = self.of_a_run()
        if self.sample_ends:
            fit = fit.filter(pk__lte=self.last_prompt).alias(drawn=draw(self.seed))
            fit = fit.filter(drawn__lte=bytes.fromhex(self.sample_ends))
        return fit.order_by("pk")

    def chosen(self) -> QuerySet[Prompt]:
        """The same, as many as are wanted: of a sample that was not drawn yet, those that would be."""
        if self.sample is not None and not self.sample_ends:
            return self.prompts().order_by(draw(self.seed))[: self.sample]
        return self.prompts()[: self.most if self.sample is None else self.sample]

    def collected(self) -> QuerySet[Prompt]:
        """Described prompts that an image in use was made from; clean texts come by their verdicts."""
        images = Image.objects.filter(prompt=OuterRef("pk"), withdrawn_at__isnull=True)
        if self.source:
            images = images.filter(source=self.source)
        if self.split:
            images = images.filter(split=self.split)
        found = Prompt.objects.filter(Exists(machine_subjects.within(images, self.scores)), described_at__isnull=False)
        return found.filter(language__in=self.languages) if self.languages else found

    def of_a_run(self) -> QuerySet[Prompt]:
        """Prompts to which a run got no valid answer, for which reason ever."""
        poison = MachineJob.objects.filter(prompt=OuterRef("pk"), run=self.of_run, state=JobState.POISON)
        return Prompt.objects.filter(Exists(poison.filter(failures__contains=[self.code]) if self.code else poison))

    def golden(self) -> QuerySet[Prompt]:
        """The golden set, whole."""
        return Prompt.objects.filter(pk__in=golden.standing().values("prompt"))

    def drawn(self) -> Self:
        """The same with its sample drawn, where it wants one."""
        if self.sample is None or self.sample_ends:
            return self
        last = self.prompts().order_by().aggregate(last=Max("pk"))["last"] or 0
        fit = self.prompts().filter(pk__lte=last)
        hashes = fit.order_by(draw(self.seed)).values_list(draw(self.seed), flat=True)
        found = [bytes(one).hex() for one in hashes[self.sample - 1 : self.sample]]
        return replace(self, sample_ends=(found or [LAST_HASH])[0], last_prompt=last, n_drawn_from=fit.count())

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"scores": as_json(self.scores)}


def draw(seed: int) -> Func:
    """By what prompts are drawn: SHA-256 of their own hash and the seed's eight bytes. Any database draws the same."""
    given = Value(seed.to_bytes(8, "big"), output_field=BinaryField())
    return Func(
        F("text_sha256"), given, template="sha256(%(expressions)s)", arg_joiner=" || ", output_field=BinaryField()
    )


def wanted_by(selection: Mapping[str, Any]) -> Wanted:
    """The wishes that a run keeps."""
    said = {"languages": tuple(selection.get("languages", ())), "scores": from_json(selection.get("scores", []))}
    return Wanted(**{**selection, **said})
