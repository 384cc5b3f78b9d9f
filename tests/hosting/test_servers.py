"""The recipes in `docs/hosting.md` for nginx and Caddy serve the example site; `pytest -s` prints responses."""

import base64
import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from browser.tools import missing
from weeknotes_site.cli import main

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
LOGIN = {"Authorization": f"Basic {base64.b64encode(b'reader:warm boiler').decode()}"}
Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture(scope="module")
def built(example_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hosted") / "_site"
    site = shutil.copytree(example_site, folder.parent / "site")
    (site / "static/.well-known").mkdir(parents=True)
    (site / "static/.well-known/security.txt").write_text("Contact: mailto:ann@weeknotes.example\n")
    arguments = ["--root", str(site), "build", "-o", str(folder)]
    assert CliRunner().invoke(main, arguments, catch_exceptions=False).exit_code == 0
    return folder


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def port(request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Run a server by its recipe on loopback."""
    folder = tmp_path_factory.mktemp(request.param)
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
    start = nginx if request.param == "nginx" else caddy
    with start(recipe(request.param), built, folder, number):
        yield number


def recipe(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```", (ROOT / "docs/hosting.md").read_text("utf-8"), re.M | re.S)
    assert found
    return found[1]


@contextmanager
def nginx(text: str, built: Path, folder: Path, port: int) -> Iterator[None]:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin") or missing("nginx", "apt install nginx")
    hashed = subprocess.run(["openssl", "passwd", "-apr1", "warm boiler"], capture_output=True, text=True, check=True)
    (folder / "htpasswd").write_text(f"reader:{hashed.stdout}")
    text = text.replace("listen 80", f"listen 127.0.0.1:{port}").replace("/srv/weeknotes/_site", str(built))
    text = text.replace("/etc/nginx/weeknotes.htpasswd", str(folder / "htpasswd"))
    user = "user root;\n" if os.geteuid() == 0 else ""
    paths = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    around = f"{user}daemon off;\npid {folder}/pid;\nerror_log stderr;\nevents {{ }}\nhttp {{\naccess_log off;\n{paths}"
    (folder / "nginx.conf").write_text(f"{around}include /etc/nginx/mime.types;\n{text}}}\n")
    with running([program, "-c", str(folder / "nginx.conf"), "-e", "stderr"], port):
        yield


@contextmanager
def caddy(text: str, built: Path, folder: Path, port: int) -> Iterator[None]:
    program = shutil.which("caddy") or missing("Caddy", "apt install caddy")
    command = [program, "hash-password", "--plaintext", "warm boiler"]
    hashed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    text = text.replace("weeknotes.westmarch.example", f"http://127.0.0.1:{port}").replace("$2a$14$REPLACE", hashed)
    (folder / "Caddyfile").write_text("{\nadmin off\n}\n" + text.replace("/srv/weeknotes/_site", str(built)))
    with running([program, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")], port):
        yield


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """Run a server during the block."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 30
    try:
        while time.monotonic() < until and process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        yield
    finally:
        process.terminate()
        process.communicate(timeout=20)


def get(port: int, path: str, **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(
        "GET", path, headers={**LOGIN, **{name.replace("_", "-"): value for name, value in headers.items()}}
    )
    response = connection.getresponse()
    answer = response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
    connection.close()
    print(f"\nGET {path} {headers or ''}\n{answer[0]} {answer[1]}")
    return answer


def test_pages_need_the_login(port: int) -> None:
    for path in ("/", "/feed.xml", "/404.html", "/nothing"):
        status, headers, body = get(port, path, Authorization="")
        assert (status, "www-authenticate" in headers) == (401, True)
        assert b"Westmarch" not in body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/weeks/2026-w46.html", "text/html; charset=utf-8"),
        ("/feed.xml", "application/rss+xml; charset=utf-8"),
        ("/weekly.xml", "application/rss+xml; charset=utf-8"),
        ("/teams/housing-repairs/feed.xml", "application/rss+xml; charset=utf-8"),
        ("/teams/housing-repairs/mentions.xml", "application/rss+xml; charset=utf-8"),
        ("/teams/housing-repairs/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/feeds.opml", "text/x-opml; charset=utf-8"),
        ("/assets/weeknotes.css", "text/css; charset=utf-8"),
        ("/assets/favicon.svg", "image/svg+xml"),
    ],
)
def test_each_file_has_its_type_and_is_revalidated(path: str, kind: str, port: int) -> None:
    status, headers, _ = get(port, path)
    assert status == 200
    assert headers["content-type"] == kind
    assert headers["cache-control"] == "private, no-cache"
    assert headers["x-content-type-options"] == "nosniff"
    again = get(port, path, If_None_Match=headers["etag"])
    assert (again[0], again[2]) == (304, b"")
    assert get(port, path, If_Modified_Since=headers["last-modified"])[0] == 304


def test_an_unknown_address_gets_the_sites_own_404_page(port: int) -> None:
    status, headers, body = get(port, "/weeks/1999-w01.html")
    assert status == 404
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["cache-control"] == "private, no-cache"
    assert b"Page not found" in body


@pytest.mark.parametrize("path", ["/feed.xml", "/weeks/2026-w46.html", "/assets/weeknotes.css"])
def test_text_files_are_compressed(path: str, port: int) -> None:
    _, _, plain = get(port, path)
    status, headers, packed = get(port, path, Accept_Encoding="gzip")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert "accept-encoding" in headers["vary"].casefold()
    assert gzip.decompress(packed) == plain
    print(f"{path}: {len(plain):,} bytes, compressed {len(packed):,}")
    assert len(packed) < len(plain) / 2


def test_the_builds_own_files_are_not_served(built: Path, port: int) -> None:
    kept = next(path for path in built.rglob(".weeknotes/*") if path.is_file())
    assert get(port, f"/{kept.relative_to(built).as_posix()}")[0] == 404
    assert get(port, "/.well-known/security.txt")[0] == 200
