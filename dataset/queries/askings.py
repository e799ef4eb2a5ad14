"""What a template and a model put into each question, and what of a subject."""

from typing import Any

from dataset.choices import MachineTask
from dataset.models import ModelProfile, Template
from dataset.rules.answer_checks import Subject
from dataset.rules.machine_requests import Asking
from dataset.rules.style_answers import Listed


def asking_of(template: Template, profile: ModelProfile) -> Asking:
    return Asking(
        template.task,
        template.text,
        template.schema,
        template.parameters,
        profile.model,
        profile.strict_schema,
        profile.extra,
    )


def data_of(task: str, subject: Subject | Listed) -> dict[str, Any]:
    """What a model is told of a subject."""
    if isinstance(subject, Listed):
        return dict(subject.question)
    if task == MachineTask.DESCRIBE:
        return {"prompt": subject.text, "words": subject.words or {}}
    return {"prompt": subject.text}
