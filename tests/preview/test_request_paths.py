"""No request path leads out of the site."""

from pathlib import Path

import pytest

from weeknotes_site.preview.request_paths import find_file, split_request_path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    for name in (
        "index.html",
        "teams/repairs/index.html",
        ".weeknotes/published",
        ".well-known/security.txt",
        "ä b.html",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, "utf-8")
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path, target_is_directory=True)
    (folder / "round").symlink_to(folder / "round")
    return folder


def found(target: str, site: Path) -> str | None:
    parts = split_request_path(target)
    file = find_file(site, parts) if parts else None
    return file.relative_to(site).as_posix() if file else None


@pytest.mark.parametrize(
    ("target", "file"),
    [
        ("/", "index.html"),
        ("/?x=../..", "index.html"),
        ("/#../..", "index.html"),
        ("/index.html", "index.html"),
        ("/teams/repairs/", "teams/repairs/index.html"),
        ("/%C3%A4%20b.html", "ä b.html"),
        ("/\u00c3\u00a4%20b.html", "ä b.html"),
        ("/.well-known/security.txt", ".well-known/security.txt"),
    ],
)
def test_files_of_the_site_are_found(target: str, file: str, site: Path) -> None:
    assert found(target, site) == file


@pytest.mark.parametrize(
    "target",
    [
        "/../secret.txt",
        "/teams/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/..%2fsecret.txt",
        "/.%2e/secret.txt",
        "/%252e%252e/secret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/teams%5c..%5c..%5csecret.txt",
        "/C:/secret.txt",
        "/C%3A%5csecret.txt",
        "/index.html::$DATA",
        "//etc/passwd",
        "/teams//repairs/index.html",
        "/%2Fetc%2Fpasswd",
        "/index.html%00.txt",
        "/index.html%0a",
        "/%c0%ae%c0%ae/secret.txt",
        "/%ff",
        "http://127.0.0.1/index.html",
        "../secret.txt",
        "*",
        "",
        "/.",
        "/..",
        "/./index.html",
        "/out.txt",
        "/up/secret.txt",
        "/up/",
        "/round",
        "/.weeknotes/published",
        "/.WEEKNOTES/published",
        "/%2eweeknotes/published",
        "/teams",
        "/missing.html",
        "/index.html/",
        "/" + "a" * 5000,
        "/" + "a/" * 5000,
    ],
)
def test_other_request_paths_are_not_found(target: str, site: Path) -> None:
    assert found(target, site) is None
