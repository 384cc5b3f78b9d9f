"""The web server of the preview: read-only, for browsers on this machine only."""

import socketserver
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from http.client import HTTP_PORT
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote

from weeknotes_site.preview.live_reload import LiveReload
from weeknotes_site.preview.page import EVENTS_URL, SCRIPT_URL, with_reload
from weeknotes_site.preview.request_paths import find_file, split_request_path

HOST = "127.0.0.1"
PORTS = 65536
_HEARTBEAT = 15
_TEXT = "text/plain; charset=utf-8"
_HTML = "text/html; charset=utf-8"
# Named here because each system's own list differs.
_TYPES = {
    ".html": _HTML,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".opml": "application/xml; charset=utf-8",
    ".json": "application/json",
    ".txt": _TEXT,
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}
_NO_SITE_YET = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Preview</title></head>
<body><p>There is nothing to show yet. The page appears as soon as the site can be built.</p></body></html>
"""


class PortTakenError(Exception):
    """The port is in use; `free` is an unused port, if one was found."""

    def __init__(self, port: int, free: int | None) -> None:
        super().__init__(f"port {port} is in use")
        self.free = free


@contextmanager
def open_server(folders: tuple[Path, ...], live_reload: LiveReload, port: int) -> Iterator["Server"]:
    """Open a server of folders while the block runs; port 0 means any. Raises PortTakenError.

    The first folder that has a requested file wins.
    """
    try:
        server = Server(folders, live_reload, port)
    except OSError:
        raise PortTakenError(port, _free_port(port)) from None
    with server:
        yield server


class Server(ThreadingHTTPServer):
    """Serve folders to browsers on this machine."""

    daemon_threads = True
    # On Windows, this would let two programs listen on one port.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, folders: tuple[Path, ...], live_reload: LiveReload, port: int) -> None:
        self.folders, self.live_reload = folders, live_reload
        super().__init__((HOST, port), _Request)

    @property
    def address(self) -> str:
        """The server's URL."""
        return f"http://{HOST}:{self.server_port}/"

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Answer requests while the block runs; earlier requests wait."""
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield
        finally:
            self.live_reload.close()
            self.shutdown()

    def server_bind(self) -> None:
        # `HTTPServer.server_bind` looks up this machine's name, which can take seconds.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Accepted `Host` headers.

        Any other name may belong to a website that resolves it to this machine to read the preview (DNS rebinding).
        """
        names = (HOST, "localhost", "[::1]")
        without_port = names if self.server_port == HTTP_PORT else ()  # browsers leave out the usual one
        return frozenset((*(f"{name}:{self.server_port}" for name in names), *without_port))


class _Request(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "weeknotes"
    sys_version = ""
    timeout = 60
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        names = self.headers.get_all("Host", [])
        if len(names) != 1 or names[0].strip().casefold() not in self.server.hosts:
            self._send(403, _TEXT, b"The preview can only be opened from this machine.\n")
        elif self.path == SCRIPT_URL:
            self._send(200, _TYPES[".js"], files("weeknotes_site.preview").joinpath("reload.js").read_bytes())
        elif self.path == EVENTS_URL:
            self._stream()
        else:
            self._send_target()

    do_HEAD = do_GET  # noqa: N815 - http.server looks for these names

    def _refuse(self) -> None:
        self.close_connection = True
        self._send(405, _TEXT, b"The preview is read-only.\n", Allow="GET, HEAD")

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _refuse  # noqa: N815

    def _send_target(self) -> None:
        # Read before the file: a page may be newer than its version, and then reloads, but never older.
        version = self.server.live_reload.version
        parts = split_request_path(self.path)
        if parts and parts[-1] and self._find((*parts, "")):
            self._send(302, _TEXT, b"", Location=quote("/".join(("", *parts, ""))))
            return
        file = self._find(parts) if parts else None
        try:
            if file:
                self._send(200, *_answer(file, version))
            elif missing := self._find(("404.html",)):
                self._send(404, *_answer(missing, version))
            else:
                self._send(503, _HTML, with_reload(_NO_SITE_YET.encode(), version))
        except FileNotFoundError:
            # The page has just been deleted.
            self._send(404, _TEXT, b"not found\n")

    def _find(self, parts: tuple[str, ...]) -> Path | None:
        found = (find_file(folder, parts) for folder in self.server.folders)
        return next((file for file in found if file), None)

    def _send(self, status: int, content_type: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self._send_common_headers(headers)
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_common_headers(self, headers: dict[str, str]) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        # Other websites must not load pictures or style sheets from the preview.
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _stream(self) -> None:
        """Send the state, then each newer one (server-sent events, in the HTML standard)."""
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self._send_common_headers({"Connection": "close"})
        live_reload, seen = self.server.live_reload, None
        while self.command != "HEAD" and not live_reload.is_closed:
            state = live_reload.wait_for_newer(seen, _HEARTBEAT)
            # Writing an empty comment fails if the browser has disconnected, which ends this thread.
            self.wfile.write(f"data: {live_reload.as_json(state)}\n\n".encode() if state else b":\n\n")
            self.wfile.flush()
            seen = state or seen

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Log no requests: writers care about rebuilds and errors."""


def _answer(file: Path, version: str) -> tuple[str, bytes]:
    content_type = _TYPES.get(file.suffix) or guess_type(file.name)[0] or "application/octet-stream"
    body = file.read_bytes()
    return content_type, with_reload(body, version) if content_type == _HTML else body


def _free_port(taken: int) -> int | None:
    for port in range(taken + 1, min(taken + 20, PORTS)):
        try:
            with socketserver.TCPServer((HOST, port), _Request):
                return port
        except OSError:
            continue
    return None
