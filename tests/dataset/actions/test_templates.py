"""Templates: versions that stay, of which one of a task is active."""

from dataclasses import replace
from typing import Any

import pytest

from dataset.actions import templates
from dataset.models import Template
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


def test_of_a_task_the_newest_activated_template_is_active_and_the_same_wording_is_one() -> None:
    first = templates.make(name="annotate", wording=templates.FIRST["annotate"], actor="ruth", now=NOW)
    other = replace(templates.FIRST["annotate"], text="Say what is to be seen.")
    second = templates.make(name="annotate", wording=other, actor="ruth", now=NOW)

    for template in (first, second):
        templates.activate(template=template, now=NOW)

    assert templates.make(name="else", wording=other, actor="ruth", now=NOW) == second
    assert [*Template.objects.order_by("version").values_list("version", "state")] == [(1, "retired"), (2, "active")]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": " "}, "its text is empty"),
        ({"parameters": {}}, "give max_completion_tokens"),
        ({"schema": {"type": "nonsense"}}, "The schema is no JSON schema"),
    ],
)
def test_a_template_that_could_not_be_asked_with_is_refused(fields: dict[str, Any], said: str) -> None:
    wording = replace(templates.FIRST["annotate"], **fields)

    with pytest.raises(templates.TemplateRefused, match=said):
        templates.make(name="annotate", wording=wording, actor="ruth", now=NOW)
