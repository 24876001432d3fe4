"""A proxy in a thread: it forwards plain requests, opens tunnels, wants a login or refuses."""

from __future__ import annotations

import base64
import http.client
import select
import socket
import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import urlsplit

#: Headers that are about one connection only.
_HOP = frozenset({"connection", "proxy-connection", "proxy-authorization", "keep-alive", "transfer-encoding"})


class Served:
    """A server on a port of its own while it is entered. `tls` makes it one for HTTPS."""

    def __init__(self, handler: type[BaseHTTPRequestHandler], tls: ssl.SSLContext | None = None) -> None:
        self._server = _Server(("127.0.0.1", 0), handler)
        self._server.served = self
        self.port: int = self._server.server_address[1]
        self.scheme = "http" if tls is None else "https"
        if tls is not None:
            # The handshake is the handler's, in a thread of its own: who does not finish it stops nobody else.
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        # It looks this often whether it is to stop.
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    served: Served

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that trusts nobody here hangs up. That is what some tests are about."""


class Proxy(Served):
    """A proxy. Whatever host is asked for is on loopback.

    login    the user name and password that it wants
    refuse   the status with which it refuses everything
    tls      for a proxy that is spoken to by HTTPS itself
    """

    def __init__(
        self, *, login: tuple[str, str] | None = None, refuse: int | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        super().__init__(_ProxyHandler, tls)
        self.login = login
        self.refuse = refuse
        #: What was asked for, such as "GET http://hub.test:3000/" and "CONNECT hub.test:443".
        self.seen: list[str] = []


class _ProxyHandler(BaseHTTPRequestHandler):
    server: _Server

    def log_message(self, *args: object) -> None:
        """Nothing goes to the terminal."""

    def _allowed(self) -> bool:
        proxy = self.server.served
        assert isinstance(proxy, Proxy)
        proxy.seen.append(f"{self.command} {self.path}")
        if proxy.refuse is not None:
            self.send_error(proxy.refuse)
            return False
        if proxy.login is None:
            return True
        wanted = base64.b64encode(":".join(proxy.login).encode()).decode()
        if self.headers.get("proxy-authorization") == f"Basic {wanted}":
            return True
        self.send_response(407)
        self.send_header("Proxy-Authenticate", 'Basic realm="test"')
        self.send_header("Content-Length", "0")
        self.end_headers()
        return False

    def do_CONNECT(self) -> None:
        if not self._allowed():
            return
        with socket.create_connection(("127.0.0.1", int(self.path.rpartition(":")[2]))) as other:
            self.send_response(200)
            self.end_headers()
            _pump(self.connection, other)
        self.close_connection = True

    def do_GET(self) -> None:
        if not self._allowed():
            return
        target = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP}
        origin = http.client.HTTPConnection("127.0.0.1", target.port or 80)
        try:
            origin.request(self.command, f"{target.path}?{target.query}", body, headers)
            answer = origin.getresponse()
            content = answer.read()
        finally:
            origin.close()
        self.send_response(answer.status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST: Callable[[_ProxyHandler], None] = do_GET  # noqa: N815


def _pump(one: socket.socket, other: socket.socket) -> None:
    ends = {one: other, other: one}
    while True:
        # What a TLS connection has decrypted already is not seen by select.
        pending = [end for end in ends if isinstance(end, ssl.SSLSocket) and end.pending()]
        for end in pending or select.select(list(ends), [], [], 10)[0]:
            content = end.recv(65536)
            if not content:
                return
            ends[end].sendall(content)


class Echo(BaseHTTPRequestHandler):
    """Answers every request with the host that it was for, and with whose certificate came along."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Nothing goes to the terminal."""

    def do_GET(self) -> None:
        certificate = self.connection.getpeercert() if isinstance(self.connection, ssl.SSLSocket) else None
        names = [name for _, name in (certificate or {}).get("subjectAltName", ())]
        self.rfile.read(int(self.headers.get("content-length", "0")))
        content = " ".join([self.headers["host"], *names]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST: Callable[[Echo], None] = do_GET  # noqa: N815
