"""Which pairs a batch takes."""

from dataclasses import asdict, dataclass
from typing import Any

from dataset.rules.score_limits import Limit, as_json


@dataclass(frozen=True, slots=True)
class Selection:
    """
    What to pick from the corpus: empty fields do not narrow. Pairs whose prompt has a trait are left out, save for the
    traits named here. `least` and `most` are characters of the prompt; `sensitive` takes those pictures alone, or none
    of them. `scores` are thresholds. `sample` pairs are drawn at random by `seed`; None takes all.
    """

    source: str = ""
    languages: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    unjudged: bool = True
    least: int | None = None
    most: int | None = None
    sensitive: bool | None = None
    scores: tuple[Limit, ...] = ()
    sample: int | None = None
    seed: int = 0

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"scores": as_json(self.scores)}
