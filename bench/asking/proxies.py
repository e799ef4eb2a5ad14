"""A network that fails: a proxy before a server, which delays, cuts, or lets connections die without a word."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

HOST = "127.0.0.1"
AT_ONCE = 65_536
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Reach = Callable[[], Awaitable[Streams]]


def by_port(port: int) -> Reach:
    """A server on a port of this machine."""
    return lambda: asyncio.open_connection(HOST, port)


def by_socket(path: str) -> Reach:
    """A server on a socket of this machine."""
    return lambda: asyncio.open_unix_connection(path)


class Proxy:
    """
    `with Proxy(by_port(8030)) as proxy:` listens on `proxy.port`, in a thread of its own.

    What is done to it holds until `heal`. A connection that died half-open stays dead, as behind a router that forgot
    it: nothing more comes through, and nobody is told.
    """

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._thread = threading.Thread(target=lambda: asyncio.run(self._listen()), daemon=True)
        self._listens = threading.Event()
        self._open: set[_Line] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self._refuses = self._swallows = False
        self.delay = 0.0  # seconds before each piece goes on
        self.n_met = 0  # connections that came
        self.n_under_way = 0  # pieces that wait to go on
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        self._listens.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cut()
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    async def _listen(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        async with await asyncio.start_server(self._serve, HOST, 0) as server:
            self.port = server.sockets[0].getsockname()[1]
            self._listens.set()
            await self._over.wait()
            self._end_all()
            await asyncio.gather(*self._serving)

    def cut(self) -> None:
        """End every connection, and each that comes."""
        self._refuses = True
        self._loop.call_soon_threadsafe(self._end_all)

    def half_open(self) -> None:
        """Let every connection die without a word, and each that comes."""
        self._swallows = True
        for line in [*self._open]:
            line.is_dead = True

    def heal(self) -> None:
        """Let connections that come from now on go through."""
        self._refuses, self._swallows = False, False

    def _end_all(self) -> None:
        for line in [*self._open]:
            line.end()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.n_met += 1
        if (task := asyncio.current_task()) is not None:
            self._serving.add(task)
            task.add_done_callback(self._serving.discard)
        if self._refuses:
            writer.transport.abort()
            return
        try:
            there = await self._reach()
        except OSError:
            writer.transport.abort()
            return
        line = _Line((reader, writer), there, is_dead=self._swallows)
        self._open.add(line)
        await asyncio.gather(self._carry(line, reader, there[1]), self._carry(line, there[0], writer))
        self._open.discard(line)

    async def _carry(self, line: "_Line", reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(AT_ONCE):
                self.n_under_way += 1
                await asyncio.sleep(self.delay)
                self.n_under_way -= 1
                if not line.is_dead:
                    writer.write(data)
                    await writer.drain()
        if not line.is_dead:
            line.end()


class _Line:
    """One connection through the proxy: both of its halves."""

    def __init__(self, here: Streams, there: Streams, *, is_dead: bool) -> None:
        self._writers = (here[1], there[1])
        self.is_dead = is_dead

    def end(self) -> None:
        for writer in self._writers:
            writer.transport.abort()
