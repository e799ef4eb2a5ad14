# A factory is a class whose call gives a row, which no checker knows: to checkers, factories are Any.
from datetime import datetime
from typing import Any

from annotation.models import BatchPair
from annotation.rules.answers import Answer

NOW: datetime

def answer_to(
    pair: BatchPair, *struck: int, outcome: str = ..., unsure: tuple[int, ...] = ..., flags: tuple[str, ...] = ...
) -> Answer: ...
def __getattr__(name: str) -> Any: ...
