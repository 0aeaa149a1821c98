"""Which processes answer readers, and how do they begin and end?

Granian's, as ``docs/deploy.md`` has measured it beside others. The parent answers nobody: it has the socket, and sees
to it that as many workers live as were asked for.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from threading import BoundedSemaphore, Thread
from typing import IO, TYPE_CHECKING, Any

from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import MPServer
from werkzeug.wsgi import FileWrapper

from timeline.errors import ArgumentRefused
from timeline.printing import printable
from timeline.web import create_app

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from timeline.config import Settings

WAITING = 2_048  # connections that no worker has taken yet
OPEN_FILES = 65_536
AT_ONCE = 16_384  # connections of one worker: those that are slow cost it memory alone
THREADS = 64  # of one worker: one is taken for as long as a slow reader takes what is sent bit by bit
AT_A_TIME = 1 << 21  # bytes: an answer of at most so many is handed over whole, and takes no thread any longer
AGAIN_S = 3
HEADER_S, GRACE_S = 15, 30  # a request says what it wants in so many seconds; those in flight may end in so many
PATIENCE_S = 5.0
#: Whether each worker has a socket of its own at the one address (SO_REUSEPORT), among which Linux shares connections
#: out. From one socket the worker that wakes first takes all that wait: of eight connections eight, and others sleep.
SHARED_OUT = sys.platform == "linux"
# Threads of a worker that make answers, while the others send: more of them only take Python's lock from each other
# (a box and a span of days of 200,000 events, 8 connections: 2.1 ms of processor time, with this 1.6 ms).
AT_WORK = BoundedSemaphore(2)
BLOCK = 1 << 18  # bytes of a file sent at once
#: Not who asked, nor for which words, nor from where: what cannot be read in a log cannot be asked for or lost.
ACCESS = "%(method)s %(path)s %(status)d %(dt_ms).0f ms"


class Application:
    """The web application in each worker: the parent's own where processes are forked, else made there anew."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._made: WSGIApplication | None = None

    def __reduce__(self) -> tuple[type[Application], tuple[Settings]]:
        return Application, (self._settings,)

    def make(self) -> WSGIApplication:
        """The application, its edition opened and checked; raises NotFound where there is none."""
        if self._made is None:
            app = create_app(self._settings)
            app.extensions["dateline.shelf"].shown()
            self._made = app
        return self._made

    def __call__(self) -> WSGIApplication:
        """The same in a worker, which from now on ends when its parent does, however that may end."""
        Thread(target=_end_with_parent, daemon=True).start()
        app = self.make()

        return partial(answered, app, seen_at(self._settings.url))


class Blocks(FileWrapper):
    """A file that is sent: werkzeug asks for 8 KiB at a time, which costs more than sending them."""

    def __init__(self, file: IO[bytes], _: int = 0) -> None:
        super().__init__(file, BLOCK)


class Server(MPServer):
    """Granian on sockets that are bound already, one for each worker, or one that all of them take connections from.

    They are the parent's, so those who wait for a worker that dies are not lost: the next one in its place has them.
    """

    def __init__(
        self, listening: Sequence[socket.socket], workers: int, ready: Callable[[], None], *, access_log: bool
    ) -> None:
        super().__init__(
            "dateline",
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=THREADS,
            http=HTTPModes.http1,
            websockets=False,
            backlog=WAITING,
            backpressure=AT_ONCE,
            http1_settings=HTTP1Settings(header_read_timeout=1000 * HEADER_S),
            log_level=LogLevels.error,
            log_dictconfig=LOGS,
            log_access=access_log,
            log_access_format=ACCESS,
            respawn_failed_workers=True,
            workers_kill_timeout=GRACE_S,
        )
        self._listening, self._ready = listening, ready

    def _init_shared_socket(self) -> None:
        for each in self._listening:
            each.set_inheritable(True)

    def _spawn_worker(self, idx: int, *given: Any, **named: Any) -> Any:
        own = self._listening[idx % len(self._listening)]
        # The signature is longer than granian 2.8's hints say.
        self._shd = SocketHolder(own.fileno(), False, WAITING)  # type: ignore[call-arg, assignment]
        self._sso = own
        return super()._spawn_worker(idx, *given, **named)

    def _spawn_workers(self, spawn_target: Any, target_loader: Any) -> None:
        super()._spawn_workers(spawn_target, target_loader)  # type: ignore[no-untyped-call]
        while not self.main_loop_interrupt.is_set():
            if _answers(self._listening[0]):
                self._ready()
                return


class Line(logging.Formatter):
    """One line of a log; a path can hold what moves a terminal's cursor or looks like another line."""

    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record))


LOGS: dict[str, Any] = {
    "formatters": {
        "said": {"()": "timeline.workers.Line", "fmt": "dateline: %(message)s"},
        "access": {"()": "timeline.workers.Line", "fmt": "%(message)s"},
    },
    "handlers": {
        "said": {"class": "logging.StreamHandler", "formatter": "said"},
        "access": {"class": "logging.StreamHandler", "formatter": "access"},
    },
    "loggers": {
        "_granian": {"handlers": ["said"], "propagate": False},
        "granian.access": {"handlers": ["access"], "level": "INFO", "propagate": False},
    },
}


def bound(settings: Settings) -> socket.socket:
    """A socket that has its address; raises ArgumentRefused where that cannot be had."""
    try:
        if SHARED_OUT:  # what shares its address out would be given that of another server, too
            _opened(settings.host, settings.port, shared=False).close()
        return _opened(settings.host, settings.port, shared=SHARED_OUT)
    except OSError as error:
        taken = f"{settings.host}:{settings.port} cannot be served on ({error.strerror})"
        raise ArgumentRefused(f"{taken}; give another --port, or 0 for a free one, or --host ADDRESS") from error


def answer(
    listening: socket.socket, settings: Settings, workers: int, ready: Callable[[], None], *, access_log: bool = False
) -> None:
    """Answer on a bound socket until the process is told to end (SIGTERM, SIGINT), and let what is in flight finish.

    ``ready`` is called once the address answers. Raises NotFound where no edition was published.
    """
    application = Application(settings)
    if sys.platform == "linux":  # elsewhere a forked process may not do what system libraries do
        multiprocessing.set_start_method("fork", force=True)
        application.make()
        gc.collect()
        gc.freeze()  # what is there now stays shared: the collector would write to every object of it
    _permit_connections()
    with _each(listening, workers) as own:
        Server(own, workers, ready, access_log=access_log).serve(target_loader=application, wrap_loader=False)


def seen_at(url: str) -> Mapping[str, str]:
    """What requests are made to say of the address that readers see, whatever they said; nothing without one."""
    scheme, _, host = url.partition("://")
    return {"wsgi.url_scheme": scheme, "HTTP_HOST": host} if url else {}


def answered(
    app: WSGIApplication, seen: Mapping[str, str], environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    """What the application answers; in one piece unless it is long, or of a length that is not known."""
    length = 0

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        nonlocal length
        length = next((int(value) for name, value in headers if name == "Content-Length"), AT_A_TIME + 1)
        return start_response(status, headers, *rest)

    environ |= {"wsgi.file_wrapper": Blocks, **seen}
    with AT_WORK:
        pieces = app(environ, start)
        if length > AT_A_TIME:
            return pieces
        try:
            return [b"".join(pieces)]
        finally:
            getattr(pieces, "close", bool)()


def _opened(host: str, port: int, *, shared: bool) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family, backlog=WAITING, reuse_port=shared)
    # What is accepted from it has the same: else the end of an answer waits until the reader's system has acknowledged
    # its beginning, which that may put off for 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


@contextmanager
def _each(listening: socket.socket, workers: int) -> Iterator[list[socket.socket]]:
    """A socket for each worker at the address of the first, or that one where it cannot be shared out."""
    host, port = listening.getsockname()[:2]
    with ExitStack() as others:
        opened = (_opened(host, port, shared=True) for _ in range(workers - 1 if SHARED_OUT else 0))
        yield [listening, *map(others.enter_context, opened)]


def _answers(listening: socket.socket) -> bool:
    """Whether a request is answered, whatever the answer."""
    host, port = listening.getsockname()[:2]
    if ip_address(host).is_unspecified:
        host = "::1" if ":" in host else "127.0.0.1"
    way = HTTPConnection(host, port, timeout=PATIENCE_S)
    with closing(way), suppress(OSError, HTTPException):
        way.request("GET", "/healthz")
        return way.getresponse().status > 0
    return False


def _end_with_parent() -> None:
    """A parent that was killed cannot tell its workers, and they would keep its port."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        # Again and again: one that only begins may not listen yet, and forget that it was told.
        for _ in range(GRACE_S // AGAIN_S):
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(AGAIN_S)
        os._exit(1)


def _permit_connections() -> None:
    """Let this process have more files open than the 1,024 of most shells: each connection is one."""
    if sys.platform != "win32":
        import resource

        now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        with suppress(ValueError, OSError):  # macOS has a limit that it does not tell
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(now, min(most, OPEN_FILES)), most))
