"""
Files of questions that somebody runs elsewhere, as with `vllm run-batch`: written to a folder, and read back.

A question there names its file beside its job, so that an old answer, read once more, is none to a newer question.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from shutil import copyfile

from dataset.actions import halts, machine_results, machine_shards
from dataset.actions.machine_polls import move
from dataset.actions.machine_shards import Limits
from dataset.choices import JobState, MachineRunState, ShardState, Transport
from dataset.errors import DatasetError
from dataset.gateways import hands, shard_files
from dataset.gateways.language_models import Answered, Missed
from dataset.models import MachineJob, MachineRun, MachineShard
from dataset.models.shards import OVER
from dataset.rules.batch_lines import Line
from dataset.rules.portions import portions

AT_ONCE = 1_000
MOST_TOLD = 100
CANCELLED = "the run was cancelled"
Clock = Callable[[], datetime]
Tell = Callable[[int], None]


class FilesRefused(DatasetError):
    """Files of this run cannot be written or read so."""

    code = "files_refused"


@dataclass(slots=True)
class Reading:
    """What became of the lines of a file: taken in, known before, or wrong, the first of these by number."""

    n_answered: int = 0
    n_failed: int = 0
    n_known: int = 0
    n_wrong: int = 0
    wrong: list[tuple[int, str]] = field(default_factory=list)

    def refuse(self, number: int, why: str) -> None:
        self.n_wrong += 1
        if len(self.wrong) < MOST_TOLD:
            self.wrong.append((number, why))


def write_out(*, run: MachineRun, folder: Path, limits: Limits, clock: Clock) -> list[MachineShard]:
    """
    Write all that is to be asked into files of the folder; those that were written now.

    Stopped, it goes on where it was.

    :raises FilesRefused: the run goes out by another way, is not going, or somebody else writes
    """
    if run.transport != Transport.FILE:
        raise FilesRefused(f"Run {run.pk} does not go by files that somebody runs elsewhere.")
    if halts.is_halted(run):
        raise FilesRefused(f"Run {run.pk} asks nothing now: its questions are stopped.")
    if run.state != MachineRunState.RUNNING:
        raise FilesRefused(f"Run {run.pk} asks nothing now: {run.because or run.get_state_display()}.")
    with hands.alone(hands.PROFILE, run.profile_id) as mine:
        if not mine:
            raise FilesRefused("Another process writes files for this model: wait for it.")
        begun = run.shards.filter(state=ShardState.BUILT).order_by("number")
        found = [hand_over(shard, folder, clock) for shard in begun]
        for profile, lane in machine_shards.lanes(run):
            while shard := machine_shards.fill(run=run, profile=profile, lane=lane, limits=limits, clock=clock):
                found.append(hand_over(shard, folder, clock))
    return [shard for shard in found if shard.state == ShardState.UPLOADED]


def hand_over(shard: MachineShard, folder: Path, clock: Clock) -> MachineShard:
    """Put a file into the folder, whole."""
    if machine_shards.ready(shard, clock()):
        name = f"run-{shard.run_id}-{shard.number:04}.jsonl"
        part = folder / f"{name}.part"
        copyfile(machine_shards.place(shard), part)
        part.replace(folder / name)
        move(shard, ShardState.UPLOADED, input_file_id=name, sent_at=clock())
        machine_shards.clear(shard)
        shard.refresh_from_db()
    return shard


def read_back(*, run: MachineRun, path: Path, clock: Clock, tell: Tell = lambda n: None) -> Reading:
    """Take in what a file of results says. Read again, it says nothing new."""
    reading, n_read = Reading(), 0
    for kind in machine_results.KINDS:
        for some in portions(machine_results.said([path], kind), AT_ONCE):
            n = keep(run, some, clock())
            reading.n_answered += n if kind is Answered else 0
            reading.n_failed += n if kind is Missed else 0
            n_read += len(some)
            tell(n_read)
    look_over(run, path, reading)
    for shard in open_of(run):
        close(shard, clock())
    return reading


def keep(run: MachineRun, some: Sequence[tuple[Line, Answered | Missed]], now: datetime) -> int:
    """Keep what is said of questions that stand in a file still, file by file; how many."""
    here = MachineJob.objects.filter(key__in=[line.key for line, _ in some], run=run, state=JobState.SENT)
    where = {bytes(job.key): job.shard for job in here.select_related("shard__profile", "shard__price")}
    lots: defaultdict[MachineShard, list[tuple[Line, Answered | Missed]]] = defaultdict(list)
    for line, found in some:
        shard = where.get(line.key)
        if shard is not None and line.number in {None, shard.number}:
            lots[shard].append((line, found))
    return sum(
        machine_results.keep(run=run, shard=shard, results=machine_results.first_of_each(lot), now=now)
        for shard, lot in lots.items()
    )


def look_over(run: MachineRun, path: Path, reading: Reading) -> None:
    """Tell the lines that are no answers to questions of this run; what was not taken in of the others was known."""
    n_ours = 0
    for some in portions(shard_files.read([path]), AT_ONCE):
        keys = [line.key for _, line in some if not isinstance(line, str)]
        ours = Counter(map(bytes, MachineJob.objects.filter(run=run, key__in=keys).values_list("key", flat=True)))
        for number, line in some:
            if isinstance(line, str):
                reading.refuse(number, line)
            elif line.key not in ours:
                reading.refuse(number, "no question of this run")
            else:
                n_ours += 1
    reading.n_known = max(0, n_ours - reading.n_answered - reading.n_failed)


def open_of(run: MachineRun) -> list[MachineShard]:
    return [*run.shards.exclude(state__in=OVER).order_by("number")]


def close(shard: MachineShard, now: datetime) -> bool:
    """Close a file whose questions are all accounted for; False when some stand in it still."""
    if shard.state == ShardState.UPLOADED and not machine_shards.sent(shard):
        return move(shard, ShardState.RECONCILED, ended_at=now)
    return False


def give_back(*, run: MachineRun, clock: Clock) -> int:
    """What no file answered goes back, to stand in the next files; how many."""
    n = 0
    for shard in run.shards.filter(state=ShardState.UPLOADED):
        n += machine_results.give_back(shard=shard)
        close(shard, clock())
    return n


def drop_cancelled(*, now: datetime) -> int:
    """End the files of runs that were cancelled; how many."""
    gone = MachineShard.objects.filter(run__transport=Transport.FILE, run__state=MachineRunState.CANCELLED)
    found = [*gone.exclude(state__in=OVER)]
    for shard in found:
        machine_shards.end(shard, ShardState.CANCELLED, CANCELLED, now)
    return len(found)
