"""How often the parts of a demo died: now and then is mended by a new start, again and again is told."""

from collections import defaultdict

MOST, WITHIN = 10, 60.0  # PostgreSQL may need a few starts, until all that its predecessor left behind has ended


class Deaths:
    """When each part died."""

    def __init__(self) -> None:
        self._at: dict[str, list[float]] = defaultdict(list)

    def too_many(self, name: str, now: float) -> bool:
        """Note a death; whether that part has died too often of late."""
        lately = [at for at in self._at[name] if now - at < WITHIN]
        self._at[name] = [*lately, now]
        return len(lately) >= MOST
