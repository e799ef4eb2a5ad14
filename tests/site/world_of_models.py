"""What the table of routes asks for of machine work."""

from functools import cached_property

from dataset.choices import ScorerPlace, TemplateState
from dataset.models import MachineJob
from tests.annotation.style_trees import drafted
from tests.factories import (
    AnnotationFactory,
    CaptionFactory,
    CurrentAnnotationFactory,
    GoldenPromptFactory,
    HaltFactory,
    MachineJobFactory,
    PriceFactory,
    ScorerFactory,
    ScoreRunFactory,
    StyleOperationFactory,
    StyleStageFactory,
    TemplateFactory,
)


class WorldOfModels:
    @cached_property
    def machine_job(self) -> MachineJob:
        """One that waits, of a run of its own."""
        job: MachineJob = MachineJobFactory()
        return job

    @property
    def machine_run(self) -> int:
        return self.machine_job.run_id

    def version(self, route: str) -> int:
        """Of styles, or of the guideline."""
        return self.style_version if route.startswith("styles/") else 1

    def prompt(self, route: str) -> int:
        return self.golden_prompt if "golden" in route else self.described

    @cached_property
    def described(self) -> int:
        """A prompt whose collected caption gave way to another."""
        collected = CaptionFactory(text="A fox.")
        CurrentAnnotationFactory(prompt=collected.prompt, caption=AnnotationFactory(prompt=collected.prompt))
        return int(collected.prompt_id)

    @cached_property
    def score_run(self) -> int:
        """A walk that workers are to go on with."""
        scorer = ScorerFactory(place=ScorerPlace.HERE, sha256="0" * 64)
        return int(ScoreRunFactory(scorer=scorer, options={"in_background": True}).pk)

    @cached_property
    def profile(self) -> int:
        """A model with its price, that nobody asked."""
        return int(PriceFactory().profile_id)

    @cached_property
    def halt(self) -> int:
        """A switch that stands."""
        return int(HaltFactory().pk)

    @cached_property
    def style_tree(self) -> int:
        """One whose first stage is being asked."""
        job = MachineJobFactory(run__state="running")
        return int(StyleStageFactory(run=job.run).tree_id)

    @cached_property
    def style_version(self) -> int:
        """A draft with categories under categories, of which one was locked once."""
        version = drafted()
        StyleOperationFactory(version=version, inverse={"act": "lock", "number": 1})
        return version.pk

    @cached_property
    def template(self) -> int:
        """A draft, with a golden set to try it on and a model that may be asked."""
        PriceFactory(profile__name="trial")
        GoldenPromptFactory()
        return int(TemplateFactory(state=TemplateState.DRAFT, activated_at=None).pk)

    @cached_property
    def golden_prompt(self) -> int:
        return int(GoldenPromptFactory().prompt_id)
