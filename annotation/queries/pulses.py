"""Whether work goes on in the background."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models.functions import Now

from annotation.choices import PulseKind
from annotation.models import Pulse

# Processes beat each second; a page that asks every second then tells of a death within five.
SILENT_AFTER = timedelta(seconds=3)
QUEUES = ("default", "media", "models")


@dataclass(frozen=True, slots=True)
class Health:
    """What is missing: the clock, queues that nobody serves, the broker. `n_queued` is None when nobody can tell."""

    beats: bool
    unserved: list[str]
    n_queued: int | None

    @property
    def is_well(self) -> bool:
        return self.beats and not self.unserved and self.n_queued is not None

    @property
    def is_all_dead(self) -> bool:
        return not self.beats and len(self.unserved) == len(QUEUES)

    @property
    def lacks_broker(self) -> bool:
        """Somebody is alive, and none of them reaches the broker."""
        return not self.is_all_dead and self.n_queued is None


def health() -> Health:
    """One query over a handful of rows, by the database's clock."""
    alive = [*Pulse.objects.filter(beat_at__gt=Now() - SILENT_AFTER)]
    served = {queue for pulse in alive for queue in pulse.queues}
    queued = [pulse.n_queued for pulse in alive if pulse.n_queued is not None]
    return Health(
        beats=any(pulse.kind == PulseKind.BEAT for pulse in alive),
        unserved=[queue for queue in QUEUES if queue not in served],
        n_queued=max(queued, default=None),
    )
