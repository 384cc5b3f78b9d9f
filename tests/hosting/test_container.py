"""The container's programs build a site, serve it and rebuild it; no image is built."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from browser.tools import missing
from conftest import MakeSite
from hosting.test_servers import get, running

ROOT = Path(__file__).parents[2]
RECIPE = (ROOT / "Containerfile").read_text("utf-8")
NOTE = "---\ndate: {day}\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"


def test_the_image_is_complete_and_runs_without_special_rights() -> None:
    ignored = (ROOT / ".containerignore").read_text("utf-8").splitlines()
    assert ignored[0] == "*"
    kept = [line.removeprefix("!") for line in ignored[1:]]
    copied = [name for line in re.findall(r"^COPY (?!--from)(.+)$", RECIPE, re.M) for name in line.split()[:-1]]
    assert len(copied) == 4
    for name in [*kept, *copied]:
        assert (ROOT / name).exists(), name
        assert name == "." or any(Path(name).is_relative_to(folder) for folder in kept), name
    [user] = re.findall(r"^USER (\d+)$", RECIPE, re.M)
    assert int(user) >= 1000
    assert RECIPE.rindex("USER ") > RECIPE.rindex("RUN ")


@pytest.mark.slow
def test_the_container_builds_serves_and_rebuilds(
    make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site({"notes/repairs/2026-11-13.md": NOTE.format(day="2026-11-13")})
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    programs = install(root, tmp_path, port)
    shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin") or missing("nginx", "apt install nginx")
    path = os.pathsep.join([str(programs), str(Path(sys.executable).parent), os.environ["PATH"], "/usr/sbin"])
    monkeypatch.setenv("PATH", path)
    monkeypatch.setenv("BASE_URL", "https://weeknotes.example/")
    with running(["sh", str(programs / "start")], port):
        status, headers, body = get(port, "/feed.xml")
        assert (status, headers["content-type"]) == (200, "application/rss+xml; charset=utf-8")
        assert b"https://weeknotes.example/teams/repairs/2026-11-13.html" in body
        assert get(port, "/nothing")[0] == 404
        assert get(port, "/.weeknotes/published")[0] == 404
        (root / "notes/repairs/2026-11-20.md").write_text(NOTE.format(day="2026-11-20"), "utf-8")
        subprocess.run(["sh", str(programs / "rebuild")], check=True)
        assert get(port, "/teams/repairs/2026-11-20.html")[0] == 200


def install(root: Path, folder: Path, port: int) -> Path:
    """Copy the container's programs and the server's settings, with paths of the test; return their folder."""
    programs, scratch = folder / "bin", folder / "tmp"
    for made in (programs, scratch):
        made.mkdir()
    paths = {
        "/tmp/": f"{scratch}/",  # first: the other paths of the test may begin with it
        "--root /site": f"--root {root}",
        "/srv/site": str(folder / "served"),
        "/etc/weeknotes": str(folder),
        "listen 8080": f"listen 127.0.0.1:{port}",
    }
    user = "user root;\n" if os.geteuid() == 0 else ""
    for name, before, target in (("start", "", programs), ("rebuild", "", programs), ("nginx.conf", user, folder)):
        text = before + (ROOT / ".ci/container" / name).read_text("utf-8")
        for theirs, ours in paths.items():
            text = text.replace(theirs, ours)
        (target / name).write_text(text, "utf-8")
        (target / name).chmod(0o755)
    return programs
