import pytest
from pytest_django import DjangoAssertNumQueries

from dataset.choices import MediaState
from dataset.models import Image
from dataset.queries import corpus
from dataset.queries.corpus import LanguageCounts, SourceCounts
from tests.dataset.collected import NOW
from tests.factories import ImageFactory, PromptFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n_pairs", [1, 3])
def test_the_overview_takes_four_queries_whatever_the_size(
    n_pairs: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ImageFactory.create_batch(n_pairs)

    with django_assert_num_queries(4):
        assert corpus.overview().n_pairs == n_pairs


def test_pairs_are_counted_by_source_state_language_and_trait() -> None:
    undescribed = PromptFactory(language="", language_confidence=None, described_at=None)
    ImageFactory(source="a", prompt__traits=["instruction", "structured"])
    ImageFactory(source="a", prompt__traits=["instruction"], withdrawn_at=NOW)
    ImageFactory(source="a", prompt__language="zh", prompt__traits=["instruction"])
    ImageFactory(source="b", prompt=undescribed, media_state=MediaState.WAITING)
    ImageFactory(source="b", media_state=MediaState.REFUSED, media_reason="truncated")

    found = corpus.overview()

    assert found.sources == [SourceCounts("a", 3, 0, 3, 0, 1), SourceCounts("b", 2, 1, 0, 1, 0)]
    assert found.languages == [
        LanguageCounts("en", 3, {"instruction": 2, "structured": 1}),
        LanguageCounts("", 1, {}),
        LanguageCounts("zh", 1, {"instruction": 1}),
    ]
    assert found.traits == {"instruction": 3, "structured": 1}
    assert (found.n_pairs, found.n_undescribed) == (5, 1)


def test_languages_of_some_images_alone() -> None:
    ImageFactory(source="a")
    ImageFactory(source="b")

    assert corpus.by_language(Image.objects.filter(source="a")) == [LanguageCounts("en", 1, {})]


def test_an_empty_corpus_has_an_overview() -> None:
    assert corpus.overview() == corpus.Overview([], [], 0)
