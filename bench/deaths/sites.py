"""The parts of a site: started, killed, and started again as a supervisor does."""

import signal
import socket
import time
from pathlib import Path

from jdb_site.frontdoor import clusters, environments, ports, processes, programs, servers
from jdb_site.frontdoor.children import Child, Children
from jdb_site.frontdoor.children import Spec as Program
from jdb_site.frontdoor.paths import ROOT, DataFolder

PATIENCE = 60.0
PORTS = range(18_100, 18_200)


class Site:
    """PostgreSQL, Redis, web server, worker and clock in a folder of their own, as in production but for HTTPS."""

    def __init__(self, folder: Path) -> None:
        self.folder = DataFolder(folder)
        self.folder.make()
        self.children = Children(self.folder)
        self.children.end_stale()
        self.servers = servers.servers(self.folder, {**clusters.LASTING, "max_connections": "100"}, lasting=True)
        self.servers.start(self.children)
        self.servers.wait(self.children)
        found = environments.development(self.folder, self.servers.environment())
        self.env = {**found, "DEBUG": "0", "DEMO": "1"}
        self.held = hold()
        self.port = ports.number(self.held)

    def serve(self) -> None:
        """Start what needs tables."""
        pool = {"DATABASE_POOL_SIZE": str(programs.BLOCKING_THREADS)}
        self.launch("web", programs.web(ports.HOST, self.port), pool)
        self.launch("worker", programs.worker("default"), {})
        self.launch("media", programs.worker("media,models"), {})
        self.launch("beat", programs.beat(), {})

    def launch(self, name: str, command: list[str], more: dict[str, str]) -> None:
        self.children.start(Program(name, command, {**self.env, **more}, cwd=ROOT))

    def part(self, name: str) -> Child:
        return next(child for child in self.children.running if child.spec.name == name)

    def kill(self, name: str) -> None:
        """Kill a part, so that it has no time for anything."""
        child = self.part(name)
        processes.send(child.process.pid, signal.SIGKILL)
        child.popen.wait()

    def kill_web_worker(self) -> None:
        """Kill one of the processes that the web server serves with; it starts another itself."""
        for pid in self.web_workers()[:1]:
            processes.send(pid, signal.SIGKILL)

    def web_workers(self) -> list[int]:
        main = self.part("web").process
        return [pid for pid in main.session() if pid != main.pid and b"granian" in command_line(pid)]

    def kill_web_workers(self) -> None:
        """Kill them and those that follow, until the web server takes it for a crash loop and gives up itself."""
        until = time.monotonic() + PATIENCE
        while self.part("web").process.alive() and time.monotonic() < until:
            for pid in self.web_workers():
                processes.send(pid, signal.SIGKILL)
            time.sleep(0.2)

    def kill_beat(self) -> None:
        """In the midst of writing what it has run: the file is torn."""
        self.kill("beat")
        for path in self.folder.path.glob("beat-schedule*"):
            path.write_bytes(path.read_bytes()[:100] + b"torn")

    def empty_redis(self) -> None:
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(self.servers.sockets / "redis.sock"))
            line.sendall(b"FLUSHALL\r\n")
            if not line.recv(16).startswith(b"+OK"):
                raise OSError("Redis would not be emptied")

    def start_dead(self) -> None:
        """What a supervisor does: start anew whatever has ended."""
        for child in self.children.dead():
            self.children.start_again(child)

    def stop(self) -> None:
        self.children.stop()
        self.held.close()


def hold() -> socket.socket:
    held = ports.hold(PORTS)
    if held is None:
        raise OSError(f"no free port from {PORTS.start} to {PORTS.stop}")
    return held


def command_line(pid: int) -> bytes:
    try:
        return (processes.PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return b""
