"""What `weeknotes serve` promises its user, and how it keeps others out."""

import http.client
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from conftest import MakeSite
from folders import write_files
from preview.running import PATIENCE, Serving, eventually, serving
from weeknotes_site.preview.live_reload import LiveReload
from weeknotes_site.preview.server import Server

GOOD = "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"
DRAFT = "---\ndate: 2022-01-28\nauthor: Bo Ek\ndraft: true\n---\n\nA secret plan.\n"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    root = tmp_path_factory.mktemp("site")
    files = {
        "notes/repairs/2022-01-21.md": GOOD,
        "notes/repairs/2022-01-28.md": DRAFT,
        "weeknotes.toml": "base_url = 'https://weeknotes.example/deep/'\n",
        "static/.well-known/security.txt": "Contact: mailto:a@b.example\n",
    }
    write_files(root, files)
    with serving(root, root / "log.txt") as preview:
        yield preview


def ask(preview: Serving, method: str, target: str, host: str | None = None) -> tuple[int, dict[str, str], bytes]:
    where = urlsplit(preview.address)
    connection = http.client.HTTPConnection(where.netloc, timeout=PATIENCE)
    connection.putrequest(method, target, skip_host=True)
    for name in (host or where.netloc).split("|"):
        connection.putheader("Host", name)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def test_pages_are_as_published_except_for_the_script(preview: Serving) -> None:
    status, headers, body = ask(preview, "GET", "/teams/repairs/2022-01-21.html")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b"The boiler is warm." in body
    assert body.count(b"<script") == 1
    assert b"script-src 'self'; connect-src 'self'" in body
    assert b'href="../../assets/weeknotes.css"' in body


def test_drafts_are_shown_and_marked(preview: Serving) -> None:
    _, _, body = ask(preview, "GET", "/teams/repairs/2022-01-28.html")
    assert b"A secret plan." in body
    assert b'class="draft"' in body


def test_the_previews_own_address_is_the_base_url(preview: Serving) -> None:
    status, _, feed = ask(preview, "GET", "/feed.xml")
    assert status == 200
    assert f"{preview.address}teams/repairs/2022-01-21.html".encode() in feed
    assert b"weeknotes.example" not in feed


def test_a_head_request_gets_no_body(preview: Serving) -> None:
    status, headers, body = ask(preview, "HEAD", "/")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) > 500


def test_a_folder_without_a_slash_redirects_to_the_one_with_it(preview: Serving) -> None:
    status, headers, _ = ask(preview, "GET", "/teams/repairs")
    assert (status, headers["location"]) == (302, "/teams/repairs/")


@pytest.mark.parametrize(
    "target", ["/missing.html", "/teams/repairs/2022-01-21", "/%2e%2e/log.txt", "/.weeknotes/lock"]
)
def test_a_missing_page_gets_the_sites_own_404_page(target: str, preview: Serving) -> None:
    status, headers, body = ask(preview, "GET", target)
    assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert b"Page not found" in body
    assert b'href="/weeks/index.html"' in body  # the site stands at the root here, wherever it will be published


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_get_and_head_are_allowed(method: str, preview: Serving) -> None:
    status, headers, _ = ask(preview, method, "/")
    assert (status, headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "host", ["weeknotes.example", "127.0.0.1", "127.0.0.1.evil.example:{port}", "evil.example:{port}", "localhost:1"]
)
def test_a_foreign_host_header_is_refused(host: str, preview: Serving) -> None:
    port = str(urlsplit(preview.address).port)
    for target in ("/", "/.weeknotes/events", "/.weeknotes/reload.js"):
        status, _, body = ask(preview, "GET", target, host.replace("{port}", port))
        assert (status, b"boiler" in body) == (403, False)


def test_two_host_headers_are_refused(preview: Serving) -> None:
    netloc = urlsplit(preview.address).netloc
    assert ask(preview, "GET", "/", f"{netloc}|evil.example")[0] == 403


def test_host_names_of_this_machine_are_accepted(preview: Serving) -> None:
    port = urlsplit(preview.address).port
    assert ask(preview, "GET", "/", f"localhost:{port}")[0] == 200
    assert ask(preview, "GET", "/", f"LOCALHOST:{port}")[0] == 200


def test_on_port_80_host_headers_may_omit_the_port() -> None:
    with Server((), LiveReload(), 0) as server:
        assert "localhost" not in server.hosts
    with Server((), LiveReload(), 0) as server:
        server.server_port = 80
        assert {"localhost", "127.0.0.1", "localhost:80"} <= server.hosts


def test_other_sites_cannot_read_the_preview(preview: Serving) -> None:
    _, headers, _ = ask(preview, "GET", "/assets/weeknotes.css")
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert not [name for name in headers if name.startswith("access-control")]


def test_only_this_machine_can_reach_the_preview() -> None:
    with Server((), LiveReload(), 0) as server:
        assert server.server_address[0] == "127.0.0.1"


def test_build_states_are_sent_as_events(preview: Serving) -> None:
    where = urlsplit(preview.address)
    with socket.create_connection((where.hostname, where.port), timeout=PATIENCE) as connection:
        connection.sendall(f"GET /.weeknotes/events HTTP/1.1\r\nHost: {where.netloc}\r\n\r\n".encode())
        answer = connection.makefile("rb")
        assert answer.readline() == b"HTTP/1.1 200 OK\r\n"
        line = next(line for line in answer if line.startswith(b"data: "))
    news = json.loads(line.removeprefix(b"data: "))
    assert (news["errors"], news["stale"], news["assets"]) == ([], False, {})


def test_a_change_of_any_source_rebuilds_the_page(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD})
    with serving(root, tmp_path / "log.txt") as preview:

        def shows(text: bytes, target: str = "/teams/repairs/2022-01-21.html") -> bool:
            return text in ask(preview, "GET", target)[2]

        make_site({"notes/repairs/2022-01-21.md": GOOD.replace("warm", "cold")})
        eventually(lambda: shows(b"The boiler is cold."))
        make_site({"weeknotes.toml": "title = 'Diaries'\n"})
        eventually(lambda: shows(b"Diaries"))
        make_site({"templates/note.html": '{% extends "theme/note.html" %}{% block title %}Mine{% endblock %}'})
        eventually(lambda: shows(b"<title>Mine</title>"))
        make_site({"static/assets/weeknotes.css": "body { color: teal }"})
        eventually(lambda: shows(b"body { color: teal }", "/assets/weeknotes.css"))
        make_site({"notes/repairs/_team.md": "---\nname: Boilers\n---\n"})
        eventually(lambda: shows(b"Boilers"))
        (root / "templates/note.html").unlink()
        eventually(lambda: not shows(b"<title>Mine</title>"))


def test_an_error_is_shown_and_the_last_good_page_stays(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD})
    with serving(root, tmp_path / "log.txt") as preview:
        make_site({"notes/repairs/2022-01-21.md": GOOD.replace("2022-01-21", "21.01.2022")})
        preview.wait_until_said("notes/repairs/2022-01-21.md:2:7: error[ambiguous-date]")
        preview.wait_until_said("hint: write `date: 2022-01-21`")
        assert b"The boiler is warm." in ask(preview, "GET", "/teams/repairs/2022-01-21.html")[2]
        make_site({"notes/repairs/2022-01-21.md": GOOD.replace("warm", "cold")})
        preview.wait_until_said("Fixed")
        assert b"The boiler is cold." in ask(preview, "GET", "/teams/repairs/2022-01-21.html")[2]


@pytest.mark.parametrize(
    ("path", "target", "key"),
    [("notes/_pages/about.md", "/about.html", "title"), ("notes/repairs/_team.md", "/teams/repairs/", "name")],
)
def test_the_last_good_page_stays_for_every_kind_of_file(
    path: str, target: str, key: str, make_site: MakeSite, tmp_path: Path
) -> None:
    good = f"---\n{key}: Repairs\n---\n\nWe mend boilers.\n"
    root = make_site({"notes/repairs/2022-01-21.md": GOOD, path: good})
    with serving(root, tmp_path / "log.txt") as preview:
        make_site({path: good.replace(": R", ": R: r")})
        preview.wait_until_said(f"{path}:2:")
        assert b"We mend boilers." in ask(preview, "GET", target)[2]
        assert b"The boiler is warm." in ask(preview, "GET", "/teams/repairs/2022-01-21.html")[2]
        make_site({path: good.replace("boilers", "lifts")})
        preview.wait_until_said("Fixed")
        assert b"We mend lifts." in ask(preview, "GET", target)[2]


def test_another_teams_older_error_does_not_block_the_preview(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD, "notes/data/2022-01-21.md": "---\ndate: never\n---\n"})
    with serving(root, tmp_path / "log.txt") as preview:
        assert "notes/data/2022-01-21.md:2:7: error[invalid-date]" in preview.said()
        make_site({"notes/repairs/2022-01-21.md": GOOD.replace("warm", "cold")})
        eventually(lambda: b"The boiler is cold." in ask(preview, "GET", "/teams/repairs/2022-01-21.html")[2])


def test_a_mistake_in_the_settings_can_be_fixed_while_the_preview_runs(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD, "weeknotes.toml": "titel = 'x'\n"})
    with serving(root, tmp_path / "log.txt") as preview:
        assert "did you mean `title`?" in preview.said()
        assert ask(preview, "GET", "/")[0] == 503
        make_site({"weeknotes.toml": "title = 'x'\n"})
        preview.wait_until_said("Fixed")
        assert ask(preview, "GET", "/")[0] == 200


def test_unreadable_settings_are_reported_while_the_preview_runs(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD, "weeknotes.toml": "title = 'x'\n"})
    settings = root / "weeknotes.toml"
    with serving(root, tmp_path / "log.txt") as preview:
        settings.write_bytes("title = 'Weeknotes'\ndescription = 'Münster'\n".encode("cp1252"))
        preview.wait_until_said("weeknotes.toml:2: error[unreadable-config]: the file is not UTF-8")
        settings.unlink()
        settings.mkdir()
        preview.wait_until_said("weeknotes.toml: error[unreadable-config]: this is not a file")
        assert ask(preview, "GET", "/")[0] == 200, "the last good pages stay"
        settings.rmdir()
        make_site({"weeknotes.toml": "title = 'y'\n"})
        preview.wait_until_said("Fixed")


@pytest.mark.parametrize(
    "number", [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
)
def test_the_preview_ends_cleanly_and_leaves_nothing(
    number: int, make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    root = make_site({"notes/repairs/2022-01-21.md": GOOD})
    with serving(root, tmp_path / "log.txt") as preview:
        assert list((tmp_path / "tmp").iterdir())
        assert preview.stop(number) == 0
        assert preview.said().endswith("Stopped.\n")
        assert "Traceback" not in preview.said()
    assert not list((tmp_path / "tmp").iterdir())
    assert {path.name for path in root.iterdir()} - {".weeknotes-cache"} == {"notes"}


def test_a_port_in_use_is_reported_with_a_free_one(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": GOOD})
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "weeknotes_site", "--root", str(root), "serve", "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 2
    assert f"error: port {port} is in use\n  hint: run `weeknotes --root {root} serve --port " in done.stderr


def test_a_folder_without_notes_is_a_usage_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "weeknotes_site", "--root", str(tmp_path), "serve", "--port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 2
    assert "error[no-notes-folder]" in done.stderr
