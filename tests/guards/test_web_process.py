"""Archives and pictures are opened in the worker and in commands, never in the process that answers the web."""

import ast
import subprocess
import sys

import pytest

from dataset.rules import rests
from tests.guards.sources import ROOT, modules
from tests.guards.test_shape import imported

WEB = ("annotation/pages", "annotation/api", "jdb_site")
NOT_SERVED = ("jdb_site/demo/", "jdb_site/frontdoor/")  # seeding and starting: commands, and `pages.py` below
SERVED = ("jdb_site/demo/pages.py", "jdb_site/demo/urls.py")
ALLOWED = (
    "dataset.gateways.storage",
    "dataset.gateways.priorities",
    "dataset.gateways.queues",
)  # the last two: workers
OPENERS = ("PIL", "tarfile", "thumbhash", "pyarrow", "openai", "onnxruntime", "numpy")
ASK = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "jdb_site.settings"
import jdb_site.wsgi
print(os.environ["PGAPPNAME"])
from django.urls import get_resolver
get_resolver().url_patterns
print(*sorted(sys.modules))
"""


def served() -> list[tuple[str, ast.Module]]:
    """The modules that answer requests."""
    found = modules(*WEB)
    return [(name, tree) for name, tree in found if not name.startswith(NOT_SERVED) or name in SERVED]


def test_what_answers_the_web_opens_no_archive_and_no_picture() -> None:
    gateways = {
        (name, module)
        for name, tree in served()
        for module in imported(tree)
        if module.startswith("dataset.gateways.") and not module.startswith(ALLOWED)
    }

    assert gateways == set()


def test_no_page_reads_uploaded_files() -> None:
    readers = {
        name
        for name, tree in served()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "FILES"
    }

    assert readers == set()


def test_no_form_takes_a_file() -> None:
    takers = {
        (name, node.attr)
        for name, tree in served()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"FileField", "ImageField", "FileInput"}
    }

    assert takers == set()


@pytest.mark.slow
def test_the_web_process_names_itself_and_does_not_even_load_what_opens_them() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, capture_output=True, text=True, check=True)

    name, _, found = done.stdout.partition("\n")
    loaded = set(found.split())
    assert name == rests.WEB  # so that long work sees when people work
    ours = {name for name in loaded if name.startswith("dataset.gateways.")}
    # Pieces of files are written as they come, and opened by a worker.
    # Figures that many look at stand in the cache. Scores come and go by statements; the settings name who scores.
    beside = ("rests", "uploads", "figures", "copies", "score_rows", "score_covers", "scorers")
    # Runs of models, what is said of prompts and where styles stand, by statements on their rows.
    steered = ("machine_jobs", "hands", "reannotations", "style_places")
    asked = ("brokers", "queues")  # what waits there, for the health page
    assert ours <= {ALLOWED[0], *(f"dataset.gateways.{name}" for name in (*beside, *steered, *asked))}
    assert {name for name in OPENERS if name in loaded} == set()
