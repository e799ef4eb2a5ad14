"""Arguments: what the parameters of a prompt ask of the generator, by canonical name."""

from collections.abc import Sequence

from dataset.rules.parameters import parameter_at
from dataset.rules.tokens import Kind, Token


def arguments(prompt: str, tokens: Sequence[Token]) -> dict[str, str | list[str] | bool]:
    """
    The arguments among the tokens of a prompt, in their order.

    A value stays as written (`16x9` too); a flag, and an argument whose value is missing, is True; `no` is the list of
    all that it names. Of an argument given twice the last counts, as for the generator; an unknown name is its own.
    """
    found: dict[str, str | list[str] | bool] = {}
    absent: list[str] = []
    for token in tokens:
        parameter = parameter_at(prompt, token.start) if token.kind is Kind.PARAMETER else None
        if parameter is None:
            continue
        if parameter.name == "no":
            absent += [thing.strip() for thing in parameter.value.split(",") if thing.strip()]
            found["no"] = absent
        else:
            found[parameter.name] = parameter.value or True
    return found
