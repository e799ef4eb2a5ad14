"""The demo pairs by sheet: what each prompt says, and which of its words its picture does not show."""

from jdb_site.demo.catalogue import (
    animals,
    birds,
    crafts,
    deeps,
    figures,
    gardens,
    inks,
    places,
    portraits,
    rooms,
    splits,
    streets,
    tables,
    waters,
)
from jdb_site.demo.truths import DemoPair

SHEETS: tuple[tuple[DemoPair, ...], ...] = (
    animals.PAIRS,
    streets.PAIRS,
    tables.PAIRS,
    figures.PAIRS,
    waters.PAIRS,
    crafts.PAIRS,
    birds.PAIRS,
    gardens.PAIRS,
    places.PAIRS,
    portraits.PAIRS,
    inks.PAIRS,
    rooms.PAIRS,
    deeps.PAIRS,
    splits.PAIRS,
)
