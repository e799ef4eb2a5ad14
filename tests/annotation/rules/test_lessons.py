"""The worked examples that the product ships."""

from pathlib import Path

from annotation.rules.canonical import canonical
from annotation.rules.lessons import lessons, shipped
from annotation.rules.onboarding import N_EXAMPLES

STATIC = Path(__file__).resolve().parents[3] / "jdb_site" / "static"


def test_there_are_six_and_each_has_its_picture() -> None:
    assert len(lessons()) == N_EXAMPLES
    assert [(STATIC / f"lessons/{one.picture}.webp").is_file() for one in lessons()] == [True] * N_EXAMPLES


def test_what_each_strikes_reads_as_the_rules_say() -> None:
    said = {
        lesson.code: " ".join(token.text(lesson.prompt) for token in lesson.tokens if token.word in lesson.struck)
        for lesson in lessons()
    }

    assert said == {
        "missing": "bats flying",
        "contradicted": "red",
        "connective": "and bananas",
        "count": "four",
        "relation": "on",
        "style": "",
    }


def test_the_rules_for_words_never_judged_alone_leave_each_as_it_is() -> None:
    for lesson in lessons():
        assert canonical(lesson.prompt, lesson.tokens, lesson.struck, lesson.language).struck == lesson.struck


def test_a_page_is_told_the_words_the_truth_and_where_the_picture_is() -> None:
    first = shipped(lambda name: f"/static/{name}")[0]

    assert (first["code"], first["truth"]) == ("missing", [13, 14])
    assert first["image"]["renditions"]["512"] == "/static/lessons/four_cats.webp"
    assert [token["text"] for token in first["tokens"] if token["word"] in first["truth"]] == ["bats", "flying"]
