"""The server on its port, in the foreground or in a thread of its own."""

import json
import socket
import sys
import threading
import urllib.request
from http.server import ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from .faults import Faults
from .handlers import Handler
from .providers import Provider

HOST = "127.0.0.1"  # it knows no passwords: elsewhere it listens only where it is told to, within a network of its own


class Server(ThreadingHTTPServer):
    """A thread for each connection; port 0 takes a free one."""

    daemon_threads = True
    request_queue_size = 1024  # hundreds of callers connect at once

    def __init__(self, port: int, faults: Faults, host: str = HOST) -> None:
        super().__init__((host, port), Handler)
        self.host = host
        self.provider = Provider(faults)
        self.ending = threading.Event()
        self._open: set[socket.socket] = set()

    @property
    def address(self) -> str:
        """Where it is found, without /v1."""
        return f"http://{self.host}:{self.server_port}"

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember a connection, so that it can be ended."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget it."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that goes away in the middle is no error of ours; anything else is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def end(self) -> None:
        """Close the port and every connection."""
        self.ending.set()
        self.server_close()
        for connection in [*self._open]:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # it ended by itself meanwhile
                continue
        self.provider.files.end()


class StandIn:
    """
    The server in a thread of this process: `with StandIn(mode="429=0.05", seed=1) as stand_in: …`.

    :param mode: "ok", one fault, several with shares, or a mapping of shares
    :param options: what else POST /stand-in/mode takes
    """

    def __init__(self, mode: Any = "ok", *, seed: int = 0, port: int = 0, **options: Any) -> None:
        self.server = Server(port, Faults.of({"mode": mode, "seed": seed, **options}))
        self._thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def address(self) -> str:
        """Where it is found, without /v1."""
        return self.server.address

    @property
    def base_url(self) -> str:
        """What a client of OpenAI is given."""
        return f"{self.address}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self._thread.join()
        self.server.end()

    def mode(self, mode: Any, **options: Any) -> dict[str, Any]:
        """Change the faults, over HTTP as anybody would."""
        return self._post("mode", {"mode": mode, **options})

    def reset(self) -> None:
        """Forget all that was asked and kept."""
        self._post("reset", {})

    def ledger(self) -> dict[str, Any]:
        """The server's own account."""
        return self.server.provider.ledger.as_dict()

    def _post(self, name: str, wish: dict[str, Any]) -> dict[str, Any]:
        address = f"{self.address}/stand-in/{name}"
        request = urllib.request.Request(address, json.dumps(wish).encode(), method="POST")  # noqa: S310 (our own)
        with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310 (our own address)
            found: dict[str, Any] = json.loads(response.read())
        return found
