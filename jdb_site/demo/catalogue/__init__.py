"""The demo pairs by sheet: what each prompt says, and which of its words its picture does not show."""

from jdb_site.demo.catalogue import animals, tables, waters
from jdb_site.demo.truths import DemoPair

SHEETS: tuple[tuple[DemoPair, ...], ...] = (animals.PAIRS, waters.PAIRS, tables.PAIRS)
