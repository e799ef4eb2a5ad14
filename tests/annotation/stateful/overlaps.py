"""What becomes of the model's pairs when a batch asks another number of opinions."""

from annotation.rules.consensus import Policy
from annotation.rules.overlaps import Live, changed
from tests.annotation.stateful.model import LIVE, Batch, Pair, Place, World


def change(world: World, batch: Batch, policy: Policy) -> None:
    """Of the pairs that are not decided yet."""
    batch.policy = policy
    for pair in world.pairs.values():
        if pair.batch is batch and pair.state in ("open", "aside"):
            change_one(world, pair, policy)


def change_one(world: World, pair: Pair, policy: Policy) -> None:
    unmet = pair.state == "open" and all(place.state == "open" for place in pair.places)
    live = [Live(place.ordinal or 0, place.state == "filled", place.state == "leased") for place in pair.at(*LIVE)]
    found = changed(live, pair.policy.wanted, policy.wanted, policy.at_most)
    if (found.wanted, found.at_most) == (pair.policy.wanted, pair.policy.at_most):
        return
    pair.policy = Policy(found.wanted, found.at_most, policy.split_to_desk)
    for place in pair.at(*LIVE):
        if place.ordinal in found.close:
            place.state, place.ordinal = "closed", None
        elif place.ordinal is not None:
            place.ordinal = dict(found.moves).get(place.ordinal, place.ordinal)
    if unmet:  # it waits as it did, also for whoever is to join
        missing = range(len(pair.at("open")), found.wanted)
        pair.places.extend(Place(ordinal=ordinal + 1) for ordinal in missing)
    elif pair.state == "open":
        world.settle(pair)
