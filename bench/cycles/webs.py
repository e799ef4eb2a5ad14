"""The web server as the demo and production start it, on an application of ours or on the bare one."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from bench.crowd.crews import leashed
from jdb_site.frontdoor import ports, processes, programs
from jdb_site.frontdoor.paths import ROOT

PATIENCE = 60.0
APPLICATION, BARE = "jdb_site.wsgi:application", "bench.cycles.bare:application"


@contextmanager
def serving(env: Mapping[str, str], log: Path, application: str = APPLICATION) -> Iterator[tuple[int, int]]:
    """Its port and process, from its first answer on."""
    held = ports.hold(range(18_100, 18_200))
    if held is None:
        raise OSError("no free port between 18100 and 18200")
    with held, log.open("ab") as sink:
        port = ports.number(held)
        command = [*programs.web(ports.HOST, port)[:-1], application]
        ours = {"DATABASE_POOL_SIZE": str(programs.BLOCKING_THREADS), "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            leashed(command), env={**env, **ours}, stdout=sink, stderr=sink, start_new_session=True
        )
        try:
            if not processes.wait_for(lambda: answers(port), PATIENCE):
                raise OSError(f"the web server does not answer; see {log}")
            yield port, process.pid
        finally:
            processes.end(processes.of(process.pid), 15, grace=15)
            process.wait()


def answers(port: int) -> bool:
    try:
        with urlopen(f"{ports.address(port)}/livez", timeout=5) as response:  # noqa: S310  loopback
            return bool(response.status == 200)
    except OSError:
        return False
