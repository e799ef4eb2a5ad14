"""The run that stands for clean prompts: it asks anew for captions and questions that mention a struck word."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet

from dataset.choices import Among, JobState, MachineTask, ReannotationState
from dataset.errors import DatasetError
from dataset.gateways import machine_jobs
from dataset.models import MachineJob, MachineRun, Reannotation, Template
from dataset.models.machine_runs import OPEN
from dataset.queries import machine_subjects
from dataset.rules.machine_keys import job_key

OPEN_JOBS = (JobState.PENDING, JobState.LEASED, JobState.SENT)


class NothingToDescribe(DatasetError):
    """The template asks for more than a caption and questions."""

    code = "nothing_to_describe"


class RunStands(DatasetError):
    """Another run asks about clean prompts already."""

    code = "run_stands"


def standing() -> QuerySet[MachineRun]:
    """The run that stands for clean prompts, where somebody began one."""
    return MachineRun.objects.filter(selection__among=Among.CLEANED, state__in=OPEN)


def require(template: Template) -> None:
    """
    See to it that a run may stand for clean prompts; those that one before it gave up are asked about again.

    :raises NothingToDescribe: by its task the template would ask for words as well
    :raises RunStands: one does
    """
    if template.task != MachineTask.DESCRIBE:
        raise NothingToDescribe(
            f"Of clean prompts only captions and questions are asked: {template.name} asks for more."
        )
    if (run := standing().first()) is not None:
        raise RunStands(f"Run {run.pk} stands for clean prompts already. Cancel it first, or raise its cap.")
    going = MachineJob.objects.filter(prompt=OuterRef("prompt"), run__selection__among=Among.CLEANED)
    given_up = Reannotation.objects.filter(~Exists(going.filter(state__in=OPEN_JOBS)), state=ReannotationState.ASKED)
    given_up.update(state=ReannotationState.LACKING)


def ask(*, run: MachineRun, limit: int, now: datetime) -> int:
    """Make jobs of clean prompts that lack something; return how many there were. The run is locked."""
    lacking = Reannotation.objects.filter(state=ReannotationState.LACKING).order_by("prompt")
    rows = [*lacking.select_for_update(skip_locked=True, of=("self",)).select_related("prompt")[:limit]]
    if not rows:
        return 0
    prompts = [row.prompt_id for row in rows]
    lost = machine_subjects.lost_by(prompts)
    keys = [
        job_key(
            task=run.template.task,
            prompt_sha256=bytes(row.prompt.text_sha256),
            template=bytes(run.template.sha256),
            model=run.profile.model,
            lost=lost[row.prompt_id],
        )
        for row in rows
    ]
    n = machine_jobs.add(run=run.pk, prompts=prompts, keys=keys, now=now)
    MachineRun.objects.filter(pk=run.pk).update(n_jobs=F("n_jobs") + n, n_known=F("n_known") + len(rows) - n)
    Reannotation.objects.filter(pk__in=prompts).update(state=ReannotationState.ASKED, changed_at=now)
    return len(rows)
