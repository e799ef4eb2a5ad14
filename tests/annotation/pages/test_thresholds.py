from annotation.templatetags.scores import thresholds
from dataset.rules.score_limits import COLLECTED, Kind, Limit, as_json


def test_thresholds_are_told_in_words() -> None:
    limits = [Limit(Kind.NSFW, "fox@1", most=0.3), Limit(Kind.CLIP, COLLECTED, 0.25, 0.4, unscored=True)]

    assert thresholds(as_json(limits)) == (
        "NSFW score to 0.3, by fox@1; CLIP score from 0.25 to 0.4, as collected, or none"
    )
    assert thresholds(None) == ""
