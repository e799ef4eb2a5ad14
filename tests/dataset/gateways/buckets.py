"""A bucket on this machine that speaks as much of S3 as the storage asks for: one object at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar


class Bucket(BaseHTTPRequestHandler):
    objects: ClassVar[dict[str, bytes]] = {}
    n_puts: ClassVar[list[str]] = []
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        self.objects[self.path] = self._body()
        self.n_puts.append(self.path)
        self._answer(200, etag=True)

    def do_GET(self) -> None:
        self._answer(200 if self.path in self.objects else 404, self.objects.get(self.path, b""), etag=True)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        self.objects.pop(self.path, None)
        self._answer(204)

    def _body(self) -> bytes:
        """The object, out of the signed chunks that a client may send it in."""
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if "aws-chunked" not in self.headers.get("Content-Encoding", ""):
            return data
        found = b""
        while data:
            head, _, data = data.partition(b"\r\n")
            size = int(head.partition(b";")[0], 16)
            if not size:
                break
            found, data = found + data[:size], data[size + 2 :]
        return found

    def _answer(self, status: int, body: bytes = b"", *, etag: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if etag:
            self.send_header("ETag", f'"{md5(self.objects.get(self.path, b""), usedforsecurity=False).hexdigest()}"')
            self.send_header("Last-Modified", "Sun, 22 Nov 2026 09:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """The test's output stays its own."""


@contextmanager
def served() -> Iterator[str]:
    """The address of an empty bucket's server."""
    Bucket.objects.clear()
    Bucket.n_puts.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
