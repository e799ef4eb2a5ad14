"""
A style tree of the paper's size: `./run bench styles --styles 70521`.

Prompts that say so many styles are made; the stand-in, in a process of its own, answers. Timed, each beside the memory
of this process: the snapshot, what comes between the stages, the questions of each stage, the assigning of every style,
edits, publishing, the export; then the tree of another seed and how alike the two are, and the first once more from the
cache alone, which must be the same to the byte. All of it stands in var/bench/styles.json; exit code 1: it is not.
"""

import argparse
import json
import logging
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

import django

from bench.cycles.databases import migrate
from bench.machines import stand_in
from bench.trees import wordings
from jdb_site.frontdoor.paths import VAR
from jdb_site.frontdoor.processes import PROC

if TYPE_CHECKING:
    from dataset.models import StyleVersion

RESULT = VAR / "bench" / "styles.json"
EACH = 5  # styles of a prompt
CAP = Decimal(1_000_000)
AT_ONCE = 20_000
PAGE = os.sysconf("SC_PAGE_SIZE")

Facts = dict[str, Any]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench styles", allow_abbrev=False)
    parser.add_argument("--styles", type=int, default=70_521, help="styles (70,521)")
    parser.add_argument("--prompts", type=int, default=200_000, help="prompts, of five styles each (200,000)")
    return parser.parse_args()


def timed(facts: Facts, name: str, act: Callable[[], Any]) -> Any:
    """Do it once; the seconds, those of this process's CPU, and the megabytes that it holds then."""
    began, spent = time.perf_counter(), time.process_time()
    found = act()
    seconds, spent = time.perf_counter() - began, time.process_time() - spent
    held = int((PROC / "self" / "statm").read_text().split()[1]) * PAGE / 1e6
    facts[name] = {"seconds": round(seconds, 2), "cpu_seconds": round(spent, 2), "mb": round(held)}
    print(f"{name}: {seconds:.2f} s, {spent:.2f} s of CPU, {held:,.0f} MB", flush=True)
    return found


def fill(said: list[str], n: int) -> None:
    """Prompts with a picture each, that say these styles."""
    from bench.asking import prompts  # noqa: PLC0415  settings must be there
    from dataset.choices import WordGroup  # noqa: PLC0415
    from dataset.models import Prompt, PromptWords  # noqa: PLC0415

    prompts.fill(n)
    keys = Prompt.objects.order_by("pk").values_list("pk", flat=True)
    left = zip(keys, wordings.prompts(said, n, EACH, seed=1), strict=True)
    while some := [*islice(left, AT_ONCE)]:
        PromptWords.objects.bulk_create(
            PromptWords(prompt_id=pk, kind=WordGroup.STYLE, words=words, provenance="bench") for pk, words in some
        )


def built(facts: Facts, name: str, *, base_url: str, seed: int) -> "StyleVersion":
    """A tree, stage by stage; its first version."""
    from django.utils import timezone  # noqa: PLC0415  settings must be there

    from bench.trees.stages import asked_through, profile  # noqa: PLC0415
    from dataset.actions import style_snapshots, style_trees  # noqa: PLC0415
    from dataset.actions.style_trees import Wish  # noqa: PLC0415
    from dataset.models import StyleVersion  # noqa: PLC0415

    its: Facts = {}
    facts[name] = its
    print(name)
    model, wish, now = profile(base_url), Wish(seed=seed), timezone.now()
    snapshot = timed(its, "snapshot", lambda: style_snapshots.take(source="", actor="bench", now=now))
    tree = timed(
        its,
        "begin",
        lambda: style_trees.start(snapshot=snapshot, profile=model, cap=CAP, wish=wish, actor="bench", now=now),
    )
    asked_through(its, tree, timed)
    version = StyleVersion.objects.select_related("tree__snapshot", "tree__profile").get(tree=tree)
    its["figures"] = version.metrics
    return version


def handled(facts: Facts, version: "StyleVersion") -> None:
    """What people do to a version, and what becomes of it."""
    from django.utils import timezone  # noqa: PLC0415  settings must be there

    from bench.trees.stages import asked_through  # noqa: PLC0415
    from dataset.actions import style_assigning, style_versions  # noqa: PLC0415
    from dataset.queries import style_versions as versions  # noqa: PLC0415
    from dataset.queries.style_exports import document  # noqa: PLC0415

    its: Facts = {}
    facts["a version in hand"] = its
    leaves = versions.tree_of(version).leaves()
    first, second = leaves[0].number, leaves[1].number

    def operate(act: str, **arguments: Any) -> Any:
        now = timezone.now()
        return style_versions.operate(version=version, act=act, arguments=arguments, actor="bench", now=now)

    timed(its, "rename", lambda: operate("rename", number=first, name="Renamed"))
    merged = timed(its, "merge", lambda: operate("merge", numbers=[second], into=first))
    timed(its, "undo", lambda: style_versions.undo(operation=merged, actor="bench", now=timezone.now()))
    timed(its, "lock", lambda: operate("lock", number=first))
    timed(its, "draw up", lambda: style_versions.draw_up(version=version, actor="bench", now=timezone.now()))
    timed(its, "begin to assign", lambda: style_assigning.start(version=version, cap=CAP, now=timezone.now()))
    asked_through(its, version.tree, timed)
    version = timed(its, "publish", lambda: style_versions.publish(version=version, now=timezone.now()))
    told = timed(its, "export", lambda: json.dumps(document(version), ensure_ascii=False, indent=1))
    its["export_mb"] = round(len(told.encode()) / 1e6, 1)
    its["figures"] = version.metrics


def compared(facts: Facts, left: "StyleVersion", right: "StyleVersion") -> None:
    """How alike two trees sort the styles."""
    from dataset.queries import style_differences  # noqa: PLC0415  settings must be there

    found = timed(facts, "comparing two seeds", lambda: style_differences.between(left, right))
    facts["two seeds"] = asdict(found.likeness)


def main() -> int:
    asked = arguments()
    migrate(os.environ)
    django.setup()
    from dataset.queries import style_versions as versions  # noqa: PLC0415  settings must be there
    from dataset.rules.style_trees import bytes_of  # noqa: PLC0415

    logging.getLogger("httpx2").setLevel(logging.WARNING)
    facts: Facts = {"asked": vars(asked), "load_before": os.getloadavg()}
    said = wordings.styles(asked.styles, seed=1)
    timed(facts, "filling", lambda: fill(said, asked.prompts))
    with stand_in("ok") as (base_url, _):
        first = built(facts, "a tree", base_url=base_url, seed=1)
        other = built(facts, "a tree of another seed", base_url=base_url, seed=2)
        compared(facts, first, other)
        before = bytes_of(versions.tree_of(first))
        handled(facts, first)
    again = built(facts, "the first again, nobody there to ask", base_url="http://127.0.0.1:9/v1", seed=1)
    is_same = bytes_of(versions.tree_of(again)) == before
    facts |= {"load_after": os.getloadavg(), "same_bytes": is_same}
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(facts, indent=2) + "\n")
    print(json.dumps(facts, indent=2))
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main())
