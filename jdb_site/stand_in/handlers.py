"""HTTP: reads a request, sends its reply in the manner that a fault asks for."""

import selectors
import socket
import time
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from . import routes
from .replies import Reply
from .routes import Request

if TYPE_CHECKING:
    from .servers import Server

FOREVER = float("inf")


class Handler(BaseHTTPRequestHandler):
    """One connection, kept open between requests."""

    protocol_version = "HTTP/1.1"
    server_version = "stand-in"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave together
    server: "Server"

    def answer(self) -> None:
        """Any request."""
        parts = urlsplit(self.path)
        body = self.read()
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, unquote(parts.path), dict(parse_qsl(parts.query)), headers, body)
        reply = routes.answer(self.server.provider, request)
        here = self.wait(reply.manner)
        lost = not here or reply.manner == "cut"
        self.server.provider.note(reply.bill, lost=lost)
        if lost:
            self.close_connection = True
        if here:
            self.send(reply)

    do_GET = do_POST = do_DELETE = answer  # noqa: N815 (http.server finds them by these names)

    def read(self) -> bytes:
        """The body, of known length or in chunks."""
        if self.headers.get("transfer-encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("content-length", "0")))
        chunks = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    def wait(self, manner: str) -> bool:
        """Wait as long as the manner says; whether the caller is still there then."""
        seconds = {"slow": self.server.provider.faults.slow_seconds, "timeout": FOREVER}.get(manner, 0.0)
        until = time.monotonic() + seconds
        while (rest := until - time.monotonic()) > 0:
            if self.server.ending.wait(min(rest, 0.05)) or self.gone():
                return False
        return True

    def gone(self) -> bool:
        """Whether the caller has hung up."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.connection, selectors.EVENT_READ)
            return bool(selector.select(0)) and not self.connection.recv(1, socket.MSG_PEEK)

    def send(self, reply: Reply) -> None:
        """Send a reply; one that is cut ends in the middle of its body."""
        provider = self.server.provider
        self.send_response(reply.status)
        self.send_header("content-type", reply.content_type)
        self.send_header("content-length", str(len(reply.body)))
        self.send_header("x-request-id", f"req_{provider.number()}")
        self.send_header("openai-organization", "org-stand-in")
        self.send_header("openai-processing-ms", "1")
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body if reply.manner != "cut" else reply.body[: len(reply.body) // 2])
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Say nothing: the ledger tells what came."""
