import pytest

from dataset.rules.arguments import arguments
from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import words


@pytest.mark.parametrize(
    ("prompt", "expected", "left"),
    [
        ("owl --ar 16:9 --q 2 --s 750 --v 5", {"ar": "16:9", "quality": "2", "stylize": "750", "v": "5"}, "owl"),
        (
            "still life --no fruit, flowers --v 4 --no text",
            {"no": ["fruit", "flowers", "text"], "v": "4"},
            "still life",
        ),
        ("koi --tile --niji --style cute", {"tile": True, "niji": True, "style": "cute"}, "koi"),
        ("castle —ar 16:9 –v 4", {"ar": "16:9", "v": "4"}, "castle"),
        ("fox -v 4 -AR 16x9", {"v": "4", "ar": "16x9"}, "fox"),
        ("dog --v 5 --hd wearing a hat --q .5", {"v": "5", "hd": True, "quality": ".5"}, "dog wearing a hat"),
        ("rain--ar 16:9 —chaos 20", {"ar": "16:9", "chaos": "20"}, "rain"),
        ("cat --v5 --s750 --version=5.1", {"v": "5.1", "stylize": "750"}, "cat"),
        ("cat --foo 3 --bar hat", {"foo": "3", "bar": True}, "cat hat"),
        ("cat --ar wide --AR 1:1,4k", {"ar": "1:1"}, "cat wide 4k"),
        ("cat --sref https://a.b/c.png 123::2", {"sref": "https://a.b/c.png 123::2"}, "cat"),
        ("cat --no hat\ndog", {"no": ["hat"]}, "cat dog"),
        (
            "night —fast cars, a man —one red— cat--black -old hat",
            {"fast": True},
            "night cars a man one red cat black old hat",
        ),
    ],
)
def test_arguments_have_canonical_names_and_leave_the_words(
    prompt: str, expected: dict[str, str | list[str] | bool], left: str
) -> None:
    tokens = tokenise(prompt)

    assert arguments(prompt, tokens) == expected
    assert " ".join(word.text(prompt) for word in words(tokens)) == left
