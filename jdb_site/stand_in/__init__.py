"""
A server that stands in for OpenAI's: its protocol over real HTTP, answers by rules, faults at will (docs/stand-in.md).

The standard library alone, and no Django: `python -m jdb_site.stand_in` runs it, `StandIn` starts it inside a process.
"""

from .servers import StandIn as StandIn
