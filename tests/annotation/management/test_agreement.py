import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.annotation.streets import Street
from tests.annotation.tables import AND, BANANAS, RED, YELLOW
from tests.factories import BatchFactory

pytestmark = pytest.mark.django_db


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("agreement", *arguments, stdout=out, no_color=True)
    return out.getvalue()


def test_it_prints_the_figures_with_what_they_rest_on():
    street = Street("street")
    street.pair(1, (RED,), (RED,), text="a red apple")
    street.pair(2, (RED,), (), (RED,), text="a red pear")
    street.pair(3, (RED,), (RED,), text="a red rose")

    assert printed("--batch", "street") == (
        "Batch street: canonical strikes, the first 2 opinions of each pair\n"
        "judged by two or more: 3 pairs, 9 words; 6 judgments\n"
        "\n"
        "strike rate                    0.278\n"
        "specific agreement, struck     0.800   95 % interval 0.364 to 1.000\n"
        "specific agreement, kept       0.923\n"
        "Krippendorff's alpha           0.738   95 % interval 0.206 to 1.000\n"
        "Gwet's AC1                     0.814\n"
        "raw agreement                  0.889\n"
    )


def test_a_figure_without_a_value_says_why():
    street = Street("street")
    street.pair(1, (), (), text="a red apple")

    lines = printed("--batch", "street").splitlines()

    assert lines[3:] == [
        "strike rate                    0.000",
        "specific agreement, struck     undefined: nobody says so where two judged",
        "specific agreement, kept       1.000",
        "Krippendorff's alpha           undefined: all judgments say the same, so chance would differ in nothing",
        "Gwet's AC1                     1.000",
        "raw agreement                  1.000",
    ]


def test_a_figure_without_an_interval_says_why():
    street = Street("street")
    street.pair(1, (RED,), (RED,), text="a red apple")

    assert "alpha           1.000   no interval: fewer than two prompts were judged by two\n" in printed(
        "--batch", "street"
    )


def test_marks_as_made_and_further_opinions_are_named():
    street = Street("street")
    street.pair(1, (YELLOW, BANANAS), (AND, YELLOW, BANANAS), text="a red apple and yellow bananas")

    found = printed("--batch", "street", "--raw", "--further")

    assert found.startswith("Batch street: marks as made, all opinions, further ones too, of each pair\n")
    assert "raw agreement                  0.833\n" in found


def test_as_json_what_is_undefined_is_null_with_its_reason():
    BatchFactory(name="empty")
    nothing = "nothing was judged by two"

    assert json.loads(printed("--batch", "empty", "--json")) == {
        "batch": "empty",
        "strikes": "canonical",
        "opinions": "first",
        "units": "words",
        "pairs": 0,
        "words": 0,
        "judgments": 0,
        "strike_rate": None,
        "specific_agreement_struck": None,
        "specific_agreement_struck_interval": None,
        "specific_agreement_kept": None,
        "alpha": None,
        "alpha_interval": None,
        "ac1": None,
        "raw_agreement": None,
        "undefined": {
            "strike_rate": "nothing was judged",
            "specific_agreement_struck": nothing,
            "specific_agreement_struck_interval": nothing,
            "specific_agreement_kept": nothing,
            "alpha": nothing,
            "alpha_interval": nothing,
            "ac1": nothing,
            "raw_agreement": nothing,
        },
    }


def test_as_json_an_interval_is_two_numbers():
    street = Street("street")
    street.pair(1, (RED,), (RED,), text="a red apple")
    street.pair(2, (RED,), (), text="a red pear")

    found = json.loads(printed("--batch", "street", "--json", "--raw"))

    assert (found["strikes"], found["alpha"]) == ("raw", 16 / 27)
    assert found["alpha_interval"] == [pytest.approx(16 / 27 - 1.959963984540054 / 2), 1.0]
    assert found["undefined"] == {}


def test_an_unknown_batch_is_refused():
    with pytest.raises(CommandError, match=r"^There is no batch nowhere\.$"):
        printed("--batch", "nowhere")
