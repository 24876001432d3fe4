"""What the fast transports of both colours say and hear on a connection, and which connections they keep.

Compiled code of `httptools` reads the answers. The sockets and TLS are those of httpcore2, as with httpx2 itself. The
steps are generators: they yield what is to be done on the connection, and are sent what came of it.
"""

from __future__ import annotations

import base64
import socket
import ssl
import threading
import time
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, TypeAlias
from urllib.parse import unquote

import httpcore2
import httptools
import httpx2

from .messages import OPENED, Received

Headers: TypeAlias = "list[tuple[bytes, bytes]]"
#: By "connect", "read", "write" and "pool": seconds, None for as long as it takes.
Timeouts: TypeAlias = "Mapping[str, float | None]"

#: Bytes that are read at once.
READ_BYTES: Final = 64 * 1024
#: Bytes of heads, trailers and sizes of chunks that a server may send in a row.
_LONGEST_HEAD = 100 * 1024
#: A body of so many bytes is sent in one piece with its head.
_SENT_AT_ONCE = 64 * 1024
_PORTS = {"http": 80, "https": 443}

#: What httpcore2 raises while it connects, reads and writes. Those of httpx2 have the same names.
FAILURES: Final = (httpcore2.TimeoutException, httpcore2.NetworkError)


def as_httpx2(failure: Exception) -> httpx2.TransportError:
    """A failure of httpcore2 as httpx2 has it."""
    kind: type[httpx2.TransportError] = getattr(httpx2, type(failure).__name__)
    return kind(str(failure))


class Signal(Enum):
    """Steps that say nothing more: to read from the connection, and to get the next piece of the request's body.

    They come to bytes: none if the other side has closed the connection. After the last piece comes None.
    """

    READ = 1
    NEXT = 2


@dataclass(frozen=True)
class Connect:
    """A step: connect to a host."""

    host: str
    port: int


@dataclass(frozen=True)
class Encrypt:
    """A step: speak TLS from here on, with who has a certificate for this host."""

    host: str


READ, NEXT = Signal.READ, Signal.NEXT
#: Bytes are to be written.
Step: TypeAlias = "bytes | Signal | Connect | Encrypt"


class Incoming:
    """An answer while it comes in.

    has_head, complete   what of it is there
    reusable             whether the connection can be used for another request, once the answer is complete

    headonly   whether there is no body, whatever the head says
    """

    def __init__(self, *, headonly: bool = False) -> None:
        self.status = 0
        self.reason = b""
        self.headers: Headers = []
        self.has_head = False
        self.complete = False
        self.reusable = True
        self._headonly = headonly
        self._pieces: list[bytes] = []
        self._received = 0
        self._unproductive = 0
        self._parser = httptools.HttpResponseParser(self)

    @property
    def extensions(self) -> dict[str, Any]:
        """As those of a response of httpx2."""
        return {"http_version": self.version, "reason_phrase": self.reason}

    @property
    def version(self) -> bytes:
        """That of HTTP, as the answer names it."""
        return b"HTTP/" + self._parser.get_http_version().encode("ascii")

    def take(self) -> bytes:
        """What of the body has come since this was last called."""
        taken = self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
        self._pieces.clear()
        return taken

    def feed(self, data: bytes) -> None:
        """Take what was read; nothing: the other side has closed the connection. Raises RemoteProtocolError."""
        if not data:
            self._end()
            return
        self._unproductive += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self.reusable = False
        except httptools.HttpParserError as error:
            self.reusable = False
            if not self.complete:
                where = "body" if self.has_head else "head"
                message = f"illegal {where} of the answer: {error}"
                raise httpx2.RemoteProtocolError(message) from error
        if not self.complete and self._unproductive > _LONGEST_HEAD:
            raise httpx2.RemoteProtocolError(f"The head of the answer is longer than {_LONGEST_HEAD} bytes.")

    def _end(self) -> None:
        self.reusable = False
        if not self.has_head:
            raise httpx2.RemoteProtocolError("Server disconnected without sending a response.")
        names = {name.lower(): value for name, value in self.headers}
        if b"transfer-encoding" in names:
            how = "incomplete chunked read"
        elif b"content-length" in names:
            how = f"received {self._received} bytes, expected {int(names[b'content-length'])}"
        else:
            self.complete = True
            return
        message = f"peer closed connection without sending complete message body ({how})"
        raise httpx2.RemoteProtocolError(message)

    # httptools calls these.

    def on_message_begin(self) -> None:
        if self.complete:
            self.reusable = False  # nobody asked for another answer
            return
        self.reason = b""
        self.headers = []

    def on_status(self, reason: bytes) -> None:
        if not self.has_head:
            self.reason += reason

    def on_header(self, name: bytes, value: bytes | None) -> None:
        if not self.has_head:
            self.headers.append((name, (value or b"").rstrip(b" \t")))

    def on_headers_complete(self) -> None:
        if self.complete:
            return
        self.status = self._parser.get_status_code()
        if self.status >= 200 or self.status == 101:
            self.has_head = True
            self.complete = self._headonly
            self.reusable = self._parser.should_keep_alive()  # when the message is over, the parser has forgotten

    def on_body(self, piece: bytes) -> None:
        if self.complete:
            self.reusable = False
            return
        self._unproductive = 0
        self._received += len(piece)
        self._pieces.append(piece)

    def on_message_complete(self) -> None:
        self.complete = self.has_head


def head(method: bytes, target: bytes, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The head of a request. Raises LocalProtocolError if a header is none, without its value."""
    lines = [b"%b %b HTTP/1.1" % (method, target)]
    lines += [b"%b: %b" % row for row in headers]
    written = b"\r\n".join(lines) + b"\r\n\r\n"
    # A line end in a header would make more of it than was meant: another header, or another request.
    breaks = len(lines) + 1
    if written.count(b"\n") != breaks or written.count(b"\r") != breaks or b"\0" in written:
        if all(b"\r" not in value and b"\n" not in value and b"\0" not in value for _, value in headers):
            raise httpx2.LocalProtocolError("Illegal header name or target")
        raise httpx2.LocalProtocolError("Illegal header value")
    if b" \r\n" in written or b"\t\r\n" in written:
        raise httpx2.LocalProtocolError("Illegal header value")
    return written


@dataclass(frozen=True)
class Proxy:
    """A proxy that speaks HTTP.

    url       its URL, with a user name and password if it wants them
    """

    encrypted: bool
    host: str
    port: int
    headers: tuple[tuple[bytes, bytes], ...] = ()

    @classmethod
    def of(cls, url: str) -> Proxy:
        found = httpx2.URL(url)
        headers: tuple[tuple[bytes, bytes], ...] = ()
        if found.username or found.password:
            login = f"{unquote(found.username)}:{unquote(found.password)}".encode()
            headers = ((b"Proxy-Authorization", b"Basic " + base64.b64encode(login)),)
        return cls(found.scheme == "https", _host(found), found.port or _PORTS[found.scheme], headers)


def _host(url: httpx2.URL) -> str:
    return url.raw_host.decode("ascii")


def opening(request: httpx2.Request, proxy: Proxy | None) -> Generator[Step, Any, None]:
    """The steps that open a connection for a request. Raises httpx2.ProxyError if the proxy refuses."""
    url = request.url
    host, port, encrypted = _host(url), url.port or _PORTS[url.scheme], url.scheme == "https"
    if proxy is None:
        yield Connect(host, port)
    else:
        yield Connect(proxy.host, proxy.port)
        if proxy.encrypted:
            yield Encrypt(proxy.host)
        if encrypted:
            yield from _through(proxy, f"[{host}]:{port}" if ":" in host else f"{host}:{port}")
            request.extensions[OPENED] = True
    if encrypted:
        yield Encrypt(host)


def _through(proxy: Proxy, target: str) -> Generator[Step, Any, None]:
    named = target.encode("ascii")
    yield head(b"CONNECT", named, [(b"Host", named), (b"Accept", b"*/*"), *proxy.headers])
    answer = Incoming(headonly=True)
    while not answer.complete:
        answer.feed((yield READ))
    if not 200 <= answer.status < 300:
        raise httpx2.ProxyError(f"{answer.status} {answer.reason.decode('ascii', 'ignore')}")


def exchanging(request: httpx2.Request, proxy: Proxy | None) -> Generator[Step, Any, Incoming]:
    """The steps that send a request. They come to the answer as soon as its head is there."""
    whole = True
    try:
        yield from _sending(request, proxy)
    except httpcore2.WriteError:
        whole = False  # the server may have refused it, and said so, before it was sent to its end
    answer = Incoming(headonly=request.method == "HEAD")
    while not answer.has_head:
        answer.feed((yield READ))
    answer.reusable = answer.reusable and whole
    return answer


def _sending(request: httpx2.Request, proxy: Proxy | None) -> Generator[Step, Any, None]:
    headers: Headers = request.headers.raw
    target = request.url.raw_path
    if proxy is not None:
        request.extensions[OPENED] = True
        if request.url.scheme == "http":
            headers = [*proxy.headers, *headers]
            target = str(request.url.copy_with(username=None, password=None, fragment=None)).encode("ascii")
    unsent = head(request.method.encode("ascii"), target, headers)
    chunked, length = _framing(headers)
    if not chunked and not length:
        yield unsent
        return
    if length > _SENT_AT_ONCE or not isinstance(request.stream, httpx2.ByteStream):
        yield unsent  # who waits for the first piece of a body may wait long
        unsent = b""
    sent = 0
    while (piece := (yield NEXT)) is not None:
        if not piece:
            continue
        sent += len(piece)
        if not chunked and sent > length:
            raise httpx2.LocalProtocolError("Too much data for declared Content-Length")
        yield unsent + (b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece)
        unsent = b""
    if chunked:
        yield unsent + b"0\r\n\r\n"
    elif sent < length:
        raise httpx2.LocalProtocolError("Too little data for declared Content-Length")


def _framing(headers: Headers) -> tuple[bool, int]:
    """Whether a body is sent in chunks, and how long it is if it is not."""
    length = 0
    for name, value in headers:
        lowered = name.lower()
        if lowered == b"transfer-encoding":
            return True, 0
        if lowered == b"content-length":
            length = int(value)
    return False, length


def key_of(request: httpx2.Request) -> tuple[str, bytes]:
    """What requests have in common that can be sent on the same connection."""
    return request.url.scheme, request.url.netloc


def encrypting(context: ssl.SSLContext) -> ssl.SSLContext:
    """The context, which offers nothing but HTTP/1.1."""
    context.set_alpn_protocols(["http/1.1"])
    return context


class Connection:
    """A connection, of either colour.

    key      what it can be used for
    stream   of httpcore2; None: it is not open yet
    """

    __slots__ = ("expires", "key", "stream")

    def __init__(self, key: tuple[str, bytes]) -> None:
        self.key = key
        self.stream: Any = None
        self.expires = float("inf")


class Connections:
    """The connections of a transport, those that are used and those that are kept. Safe to share between threads.

    It closes none itself: what is to be closed is handed back.
    """

    def __init__(self, limits: httpx2.Limits) -> None:
        self.most = limits.max_connections or 100
        self._keep = self.most if limits.max_keepalive_connections is None else limits.max_keepalive_connections
        self._keep_for = limits.keepalive_expiry
        self._lock = threading.Lock()
        self._kept: list[Connection] = []
        self._used: set[Connection] = set()

    def take(self, key: tuple[str, bytes]) -> tuple[Connection, list[Connection]]:
        """A connection for use, and others that are to be closed. It may have to be opened first."""
        now = time.monotonic()
        found, over = None, list[Connection]()
        with self._lock:
            for connection in reversed(self._kept):
                if connection.expires < now or (found is None and connection.key == key and _is_closed(connection)):
                    over.append(connection)
                elif found is None and connection.key == key:
                    found = connection
            for connection in (*over, *(() if found is None else (found,))):
                self._kept.remove(connection)
            if found is None:
                found = Connection(key)
                if self._kept and len(self._kept) + len(self._used) >= self.most:
                    over.append(self._kept.pop(0))
            self._used.add(found)
        return found, over

    def give_back(self, connection: Connection, *, reusable: bool) -> Connection | None:
        """End the use of a connection. Hands back what is to be closed."""
        with self._lock:
            if connection not in self._used:
                return connection  # the transport was closed meanwhile
            self._used.remove(connection)
            if not reusable or self._keep == 0:
                return connection
            if self._keep_for is not None:
                connection.expires = time.monotonic() + self._keep_for
            self._kept.append(connection)
            return self._kept.pop(0) if len(self._kept) > self._keep else None

    def take_all(self) -> list[Connection]:
        """All of them, to be closed."""
        with self._lock:
            taken = [*self._kept, *self._used]
            self._kept.clear()
            self._used.clear()
            return taken


class Plain:
    """A connection of httpcore2 whose socket is used directly, once it is open: with fewer calls to the system."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream
        self._socket: socket.socket = stream.get_extra_info("socket")
        self._timeout = self._socket.gettimeout()

    def read(self, most: int, timeout: float | None) -> bytes:
        try:
            self._limit(timeout)
            return self._socket.recv(most)
        except TimeoutError as error:
            raise httpcore2.ReadTimeout(error) from error
        except OSError as error:
            raise httpcore2.ReadError(error) from error

    def write(self, data: bytes, timeout: float | None) -> None:
        try:
            self._limit(timeout)
            sent = self._socket.send(data)
            if sent < len(data):
                rest = memoryview(data)
                while rest := rest[sent:]:
                    sent = self._socket.send(rest)
        except TimeoutError as error:
            raise httpcore2.WriteTimeout(error) from error
        except OSError as error:
            raise httpcore2.WriteError(error) from error

    def _limit(self, timeout: float | None) -> None:
        if timeout != self._timeout:
            self._socket.settimeout(timeout)
            self._timeout = timeout

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def close(self) -> None:
        self._stream.close()


def received(answer: Incoming) -> Received:
    """What a call makes of an answer that is complete."""
    return Received(answer.status, answer.headers, answer.take(), answer.version, answer.reason)


def _is_closed(connection: Connection) -> bool:
    # Nothing is due on a connection that nobody uses: if there is something to read, it is that the server closed it.
    return bool(connection.stream.get_extra_info("is_readable"))
