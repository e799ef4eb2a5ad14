"""Prompts that would be markup, script or template: every page shows them as text."""

import json
import re

import pytest
from django.test.client import Client
from django.utils.html import escape

from annotation.actions import publishing
from tests.annotation.tables import Table
from tests.conftest import SignIn
from tests.factories import NOW, BatchFactory, BatchPairFactory, MemberFactory

pytestmark = pytest.mark.django_db

PROMPTS = [
    "fox </script><script>alert(1)</script> apple",
    "fox <img src=x onerror=alert(1)> apple",
    "fox \" onmouseover='alert(1)' apple",
    "fox {{ settings.SECRET_KEY }} {% load static %} apple",
    "fox &lt;b&gt; apple",
    "fox \u202eelppa\u202c \u2066apple",
]


class Around(Table):
    """People round a pair of that prompt."""

    def __init__(self, prompt: str) -> None:
        self.batch = BatchFactory()
        self.pair = BatchPairFactory(batch=self.batch, text=prompt)
        self.members = MemberFactory.create_batch(4, batch=self.batch)


def as_text(page: str) -> str:
    """What a browser shows of the page, its tags left out."""
    return re.sub(r"<[^>]*>", "", page)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_desk_shows_a_hostile_prompt_as_text(by_manager: Client, prompt: str) -> None:
    table = Around(prompt)
    table.judge(0, outcome="unjudgeable")
    table.judge(1, outcome="mismatch")

    for url in ("/desk/", f"/desk/{table.pair.pk}/"):
        page = by_manager.get(url).content.decode()
        assert escape(prompt) in as_text(page)
        assert "alert(1)" not in "".join(re.findall(r"<[^>]*>", page))


@pytest.mark.parametrize("prompt", PROMPTS)
def test_results_show_a_hostile_prompt_as_text(by_manager: Client, prompt: str) -> None:
    table = Around(prompt)
    for who in range(2):
        table.judge(who)
    publishing.publish_all(now=NOW)

    page = by_manager.get("/results/").content.decode()

    assert escape(prompt) in as_text(page)
    assert "alert(1)" not in "".join(re.findall(r"<[^>]*>", page))


@pytest.mark.parametrize("prompt", PROMPTS)
def test_the_workbench_gets_a_hostile_prompt_in_escaped_json(signed_in: SignIn, prompt: str) -> None:
    member = MemberFactory()
    BatchPairFactory(batch=member.batch, text=prompt)

    page = signed_in(member.annotator.user).get("/work/").content.decode()

    [found] = re.findall(r'<script id="page-config" type="application/json">(.*?)</script>', page)
    assert not {"<", ">", "&", "\u202e", "\u2066"} & set(found)
    [pair] = json.loads(found)["work"]["pairs"]
    assert pair["prompt"] == prompt
    assert "".join(token["before"] + token["text"] for token in pair["tokens"]) + pair["tail"] == prompt
