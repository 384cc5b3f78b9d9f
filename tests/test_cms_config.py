"""The CMS configuration has the repository in the form that its backend expects."""

import json

import pytest

from commands import weeknotes
from conftest import MakeSite

NOTES = {"notes/repairs/2022-01-21.md": "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"}


@pytest.mark.parametrize(
    ("settings", "backend"),
    [
        ("", {"name": "test-repo"}),
        ("repository = 'git@github.com:w/notes.git'", {"name": "github", "repo": "w/notes"}),
        (
            "repository = 'https://github.example/w/notes'",
            {"name": "github", "repo": "w/notes", "api_root": "https://github.example/api/v3"},
        ),
        (
            "repository = 'https://westmarch.ghe.com/w/notes'",
            {"name": "github", "repo": "w/notes", "api_root": "https://api.westmarch.ghe.com"},
        ),
        ("repository = 'https://gitlab.com/w/digital/notes'", {"name": "gitlab", "repo": "w/digital/notes"}),
        (
            "repository = 'https://gitlab.example/w/notes'",
            {
                "name": "gitlab",
                "repo": "w/notes",
                "base_url": "https://gitlab.example",
                "api_root": "https://gitlab.example/api/v4",
            },
        ),
        (
            "repository = 'https://git.example/code/w/notes'\nforge = 'forgejo'",
            {
                "name": "gitea",
                "repo": "w/notes",
                "base_url": "https://git.example/code",
                "api_root": "https://git.example/code/api/v1",
            },
        ),
        (
            "repository = 'git@codeberg.org:w/notes.git'",
            {
                "name": "gitea",
                "repo": "w/notes",
                "base_url": "https://codeberg.org",
                "api_root": "https://codeberg.org/api/v1",
            },
        ),
        ("repository = 'git@bitbucket.org:w/notes.git'", {"name": "bitbucket", "repo": "w/notes"}),
        ("repository = 'https://bitbucket.example/scm/w/notes.git'", {"name": "test-repo"}),
        (
            "repository = 'git@ssh.dev.azure.com:v3/w/Digital Team/notes'",
            {"name": "azure", "repo": "w/Digital Team/notes"},
        ),
        ("repository = 'https://w.visualstudio.com/_git/notes'", {"name": "azure", "repo": "w/notes/notes"}),
    ],
)
def test_the_backend_is_the_repository(settings: str, backend: dict[str, str], make_site: MakeSite) -> None:
    root = make_site({**NOTES, "weeknotes.toml": settings})
    result = weeknotes(root, "schema", "--cms")
    branch = {} if backend["name"] == "test-repo" else {"branch": "main"}
    assert json.loads(result.stdout)["backend"] == {**backend, **branch}


def test_only_teams_with_a_folder_have_a_collection(make_site: MakeSite) -> None:
    note = "---\nteam: Housing\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"
    root = make_site({**NOTES, "notes/planning/_team.md": "---\nname: Planning\n---\n", "notes/2022/housing.md": note})
    result = weeknotes(root, "schema", "--cms")
    folders = [one["folder"] for one in json.loads(result.stdout)["collections"]]
    assert folders == ["notes/planning", "notes/repairs"]


def test_the_form_finds_a_site_in_a_folder_of_its_repository(make_site: MakeSite) -> None:
    root = make_site({**NOTES, "weeknotes.toml": "repository_folder = 'sites/digital/'\n"})
    result = weeknotes(root, "schema", "--cms")
    config = json.loads(result.stdout)
    assert config["media_folder"] == "sites/digital/notes/_media"
    assert [one["folder"] for one in config["collections"]] == ["sites/digital/notes/repairs"]
