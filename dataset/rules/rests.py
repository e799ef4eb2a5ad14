"""How long work gives way to people."""

WEB = "strikeout web"  # what connections are called that serve pages
SHARE = 1 / 3  # of the time that all long work together has while people work
LONGEST = 5.0


def rest_after(took: float) -> float:
    """Seconds of rest after a piece that took so many."""
    return min(LONGEST, took * (1 / SHARE - 1))
