"""The application's long-running programs, as commands: the same in the demo, on a server, and in a container."""

import sys

BLOCKING_THREADS = 4  # as many as the connections of a web worker's pool
QUEUES = "default,media,models"
# A worker that is told to stop has some seconds for what it has in hand; what is not done then is in the queue again.
SOFTLY = {"REMAP_SIGTERM": "SIGQUIT"}
CALM = ["--without-mingle", "--without-gossip"]  # workers have nothing to tell each other; asking costs a second


def web(host: str, port: int, workers: int = 2, patience: str = "10s") -> list[str]:
    """Granian, serving WSGI; when it stops, it waits so long for requests under way."""
    size = ["--workers", str(workers), "--blocking-threads", str(BLOCKING_THREADS)]
    where = ["--host", host, "--port", str(port)]
    respawn = ["--respawn-failed-workers", "--workers-kill-timeout", patience]
    return [
        sys.executable,
        "-P",
        "-m",
        "granian",
        "--interface",
        "wsgi",
        *where,
        *size,
        *respawn,
        "jdb_site.wsgi:application",
    ]


def worker(queues: str = QUEUES, concurrency: int = 2) -> list[str]:
    """A Celery worker; pictures and archives take long, so where there is room they have one of their own."""
    name = queues.partition(",")[0]
    size = ["--queues", queues, "--concurrency", str(concurrency), "--hostname", f"{name}@%h"]
    return celery("worker", *size, *CALM, "--loglevel", "INFO")


def beat() -> list[str]:
    """The Celery clock. One runs, never two."""
    return celery("beat", "--loglevel", "INFO", "--pidfile", "")


def celery(*arguments: str) -> list[str]:
    """A Celery command for our app."""
    return [sys.executable, "-P", "-m", "celery", "-A", "jdb_site", *arguments]


def stand_in(port: int, mode: str = "ok", seed: int = 0) -> list[str]:
    """The server that stands in for OpenAI's, on loopback."""
    wishes = ["--port", str(port), "--mode", mode, "--seed", str(seed)]
    return [sys.executable, "-P", "-m", "jdb_site.stand_in", *wishes]


def manage(*arguments: str) -> list[str]:
    """A management command."""
    return [sys.executable, "-P", "-m", "django", *arguments]
