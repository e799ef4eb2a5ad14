"""What the workbench is told."""

from annotation.choices import RulingDecision
from annotation.queries.workbench import listed_words
from tests.factories import RulingFactory


def test_a_ruling_comes_with_its_words_of_every_language_but_not_with_those_never_judged() -> None:
    matcher = {"words": {"en": ["Four", "a crowd"], "ko": ["네"]}}

    assert listed_words(RulingFactory.build(matcher=matcher)) == ["a crowd", "four", "네"]
    assert listed_words(RulingFactory.build(matcher=matcher, decision=RulingDecision.NEVER)) == []
    assert listed_words(RulingFactory.build(matcher=None)) == []
