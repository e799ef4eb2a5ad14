import pytest

from dataset.rules.content_words import has_content_words


@pytest.mark.parametrize(
    ("words", "language", "n"),
    [
        ([], "en", 0),
        (["a", "The", "AND", "of", "with"], "en", 0),
        (["a", "cat", "on", "the", "table"], "en", 2),
        (["four", "cats"], "en", 2),
        (["no", "people"], "en", 1),
        (["it", "is", "not", "there"], "en", 0),
        (["8k"], "en", 1),
        (["a", "cat"], "", 1),
        (["a", "casa"], "pt", 2),
        (["고양이", "한", "마리"], "ko", 3),
        (["一只", "猫"], "zh", 2),
        (["猫", "の", "絵"], "ja", 3),
    ],
)
def test_function_words_are_left_out_of_the_count_in_english_and_nowhere_else(
    words: list[str], language: str, n: int
) -> None:
    assert has_content_words(words, language, n)
    assert not has_content_words(words, language, n + 1)
