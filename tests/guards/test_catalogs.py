"""
What annotators meet is translated whole: their templates say nothing that a catalog could not, and each catalog has it.

The office's pages are English. A template that is neither listed there nor translated fails here.
"""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

from tests.guards.sources import ROOT, files, modules, place

CATALOGS = sorted((ROOT / "jdb_site" / "locale").rglob("*.po"))
OFFICE = re.compile(
    r"annotation/(agreement|batch\w*|case|desk\w*|disputes|day_price|find|gold\w*|imports?|link|open_batch|overview|pair\w*|people|person\w*"
    r"|groups|guidelines?|guideline_\w+|invitation\w*|replace|rulings?"
    r"|beside|conditions\w*|machine_\w+|money_\w+|profiles?\w*|forecast|health|judgments|overview_live|standing"
    r"|arrival\w*|begin_import|exports?|export_\w+|tokens?|token_table"
    r"|attendance|pay|payee|pay_(?:budgets|period|people|form|day|requests|rules|fairness)"
    r"|histogram|scores?|score_\w+|pieces|proof\w*|plot|preview|questions|record(?:_table)?|results?|set_aside|run_\w+|sensitivit\w+|styles?|style_\w+|tables)"
    r"\.html$|/templates/demo/"
)
SAID = re.compile(r"\b(?:gettext|_)\((?P<text>u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\")")
MARKS = {"_", "gettext", "gettext_lazy"}
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?\w+[^>]*>")
READ_OUT = re.compile(r"\b(?:aria-label|aria-description|title|placeholder|alt)=(\"[^\"]*\"|'[^']*')")
BLOCKS = re.compile(r"{%-?\s*blocktrans(?:late)?\b.*?%}.*?{%-?\s*endblocktrans(?:late)?\s*-?%}", re.DOTALL)
# What stands for a class, and the name of the product, are the same in every language.
NAMED = re.compile(r"{% block width %}.*?{% endblock %}|Strikeout")
UNSPOKEN = re.compile(
    r"<(?P<tag>\w+)\b[^>]*\btranslate=\"no\"[^>]*>.*?</(?P=tag)>|<(?:code|kbd)\b.*?</(?:code|kbd)>"
    r"|{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>|&\w+;",
    re.DOTALL,
)


def translated_templates() -> list[Path]:
    return [path for path in files() if "/templates/" in place(path) and not OFFICE.search(place(path))]


def literals(source: str) -> list[str]:
    """What a template says by itself, between tags and in the attributes that are read out."""
    without = NAMED.sub("", BLOCKS.sub("", source))
    spoken = [UNSPOKEN.sub("", found) for found in READ_OUT.findall(without)]
    pieces = [piece.strip() for piece in re.split(r"\n|\0", UNSPOKEN.sub("\0", without))]
    return [text for text in [*spoken, *pieces] if re.search(r"[^\W\d_]", text)]


def messages_of_templates() -> set[str]:
    return {
        ast.literal_eval(found["text"])
        for path in translated_templates()
        for found in SAID.finditer(templatize(path.read_text()))
    }


def messages_of_code() -> set[str]:
    return {
        str(argument.value)
        for _, tree in modules("annotation", "jdb_site", "dataset")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS
        for argument in node.args[:1]
        if isinstance(argument, ast.Constant)
    }


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<p>Try again</p>", ["Try again"]),
        ('<a title="Zoom" href="/x">{{ name }}</a>', ['"Zoom"']),
        ('{% load i18n %}<p>{% translate "Try again" %}</p>', []),
        ("{% blocktranslate %}For <b>{{ name }}</b>.{% endblocktranslate %}", []),
        ('<a translate="no">Strike<span>out</span></a>{# note #}<code>x</code> · 3', []),
    ],
)
def test_a_text_outside_the_catalogs_is_found(source: str, said: list[str]) -> None:
    assert literals(source) == said


@pytest.mark.parametrize("path", translated_templates(), ids=place)
def test_a_template_that_annotators_meet_says_nothing_of_its_own(path: Path) -> None:
    assert literals(path.read_text()) == []


@pytest.mark.parametrize("path", CATALOGS, ids=place)
def test_a_catalog_has_every_message_translated_and_no_other(path: Path) -> None:
    catalog = polib.pofile(str(path))

    assert {entry.msgid for entry in catalog} == messages_of_templates() | messages_of_code()
    assert [entry.msgid for entry in catalog if not entry.msgstr.strip() or entry.fuzzy or entry.obsolete] == []


@pytest.mark.parametrize("path", CATALOGS, ids=place)
def test_a_translation_has_the_places_of_its_message(path: Path) -> None:
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if sorted(PLACE.findall(entry.msgid)) != sorted(PLACE.findall(entry.msgstr))
    ]

    assert wrong == []


def test_every_language_but_english_has_a_catalog_and_the_workbench_has_one_for_each() -> None:
    codes = {code for code, _ in settings.LANGUAGES}

    assert {path.parent.parent.name for path in CATALOGS} == {"ko", "zh_Hans"}
    assert {path.stem for path in settings.LOCALES.glob("*.json")} == codes == {"en", "ko", "zh-hans"}
