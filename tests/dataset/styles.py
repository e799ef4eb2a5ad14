"""Prompts with styles, and a stand-in that sorts them into trees."""

from collections.abc import Mapping
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from dataset.actions import style_versions
from dataset.choices import StyleTreeState, WordGroup
from dataset.models import ModelProfile, PromptWords, StyleVersion
from dataset.rules.style_trees import Node, Tree
from tests.factories import ImageFactory, StyleFactory, StyleTreeFactory
from tests.factories.dataset import NOW

STYLES = (
    *("oil painting", "oil paintings", "watercolor", "ink painting", "digital painting", "anime", "manga"),
    *("by greg rutkowski", "by alphonse mucha", "photography", "35mm photograph", "bokeh", "octane render"),
    *("art nouveau", "impressionism", "surrealism", "cyberpunk", "steampunk", "blue haze", "green haze"),
    *("comic book", "3d render", "pixel art"),
)


def prompts(*styles: str, each: int = 2) -> None:
    """Prompts that say two of these styles each, as they were collected."""
    for place in range(len(styles) * each):
        image = ImageFactory()
        said = [styles[place % len(styles)], styles[(place + 1) % len(styles)]]
        PromptWords.objects.create(prompt=image.prompt, kind=WordGroup.STYLE, words=said, provenance="test")


def profile(address: str, name: str = "small") -> None:
    prices = {"input": Decimal("0.25"), "output": Decimal(2)}
    call_command("set_profile", name, base_url=f"{address}/v1", model="stand-in", stdout=StringIO(), **prices)
    ModelProfile.objects.update(requests_per_minute=100_000, tokens_per_minute=100_000_000)


def run(*arguments: Any) -> str:
    out = StringIO()
    call_command(*(str(one) for one in arguments), stdout=out, stderr=StringIO())
    return out.getvalue()


def built(*arguments: Any) -> StyleVersion:
    """A tree of the stand-in; its first version."""
    run("build_style_tree", "small", "--cap", "5", "--least", "1", *arguments)
    return StyleVersion.objects.select_related("tree__snapshot", "tree__profile").latest("pk")


def drafted(*texts: str, nodes: Mapping[int, Node], members: Mapping[int, int]) -> StyleVersion:
    """The first version of a tree that is built already."""
    tree = StyleTreeFactory(state=StyleTreeState.BUILT, snapshot__n_styles=len(texts))
    for number, text in enumerate(texts):
        StyleFactory(snapshot=tree.snapshot, number=number, text=text)
    return style_versions.first(tree=tree, value=Tree(nodes, members), base=Tree(), now=NOW)


def exported(version: StyleVersion, folder: Path) -> bytes:
    file = folder / f"{version.pk}.json"
    run("export_style_tree", version.pk, file)
    return file.read_bytes()
