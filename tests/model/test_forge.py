"""Pasted repository addresses become their web pages, and every forge gets its own links."""

import pytest

from weeknotes_site.model.forge import repository_links, repository_page, without_login

NOTE, FOLDER, NAME = "notes/repairs/a note.md", "notes/repairs", "2022-01-28.md"
TEXT = "---\ndate: 2022-01-28\n---\n"
ENCODED = "---%0Adate%3A%202022-01-28%0A---%0A"
LINKS = {
    "https://github.com/w/notes": (
        "https://github.com/w/notes/edit/trunk/notes/repairs/a%20note.md",
        "https://github.com/w/notes/commits/trunk/notes/repairs/a%20note.md",
        f"https://github.com/w/notes/new/trunk/notes/repairs?filename=2022-01-28.md&value={ENCODED}",
    ),
    "https://gitlab.com/w/digital/notes": (
        "https://gitlab.com/w/digital/notes/-/edit/trunk/notes/repairs/a%20note.md",
        "https://gitlab.com/w/digital/notes/-/commits/trunk/notes/repairs/a%20note.md",
        "https://gitlab.com/w/digital/notes/-/new/trunk/notes/repairs?file_name=2022-01-28.md",
    ),
    "https://codeberg.org/w/notes": (
        "https://codeberg.org/w/notes/_edit/trunk/notes/repairs/a%20note.md",
        "https://codeberg.org/w/notes/commits/branch/trunk/notes/repairs/a%20note.md",
        f"https://codeberg.org/w/notes/_new/trunk/notes/repairs?filename=2022-01-28.md&value={ENCODED}",
    ),
    "https://bitbucket.org/w/notes": (
        "https://bitbucket.org/w/notes/src/trunk/notes/repairs/a%20note.md?mode=edit&spa=0&at=trunk",
        "https://bitbucket.org/w/notes/history-node/trunk/notes/repairs/a%20note.md?at=trunk",
        "https://bitbucket.org/w/notes/src/trunk/notes/repairs/?at=trunk",
    ),
    "https://dev.azure.com/w/digital/_git/notes": (
        "https://dev.azure.com/w/digital/_git/notes?path=/notes/repairs/a%20note.md&version=GBtrunk&_a=contents",
        "https://dev.azure.com/w/digital/_git/notes?path=/notes/repairs/a%20note.md&version=GBtrunk&_a=history",
        "https://dev.azure.com/w/digital/_git/notes?path=/notes/repairs&version=GBtrunk",
    ),
    "https://bitbucket.example/scm/dig/notes.git": (
        "https://bitbucket.example/projects/dig/repos/notes/browse/notes/repairs/a%20note.md?at=refs%2Fheads%2Ftrunk",
        "https://bitbucket.example/projects/dig/repos/notes/browse/notes/repairs/a%20note.md?at=refs%2Fheads%2Ftrunk",
        "https://bitbucket.example/projects/dig/repos/notes/browse/notes/repairs?at=refs%2Fheads%2Ftrunk",
    ),
}
# Most forges find the end of a branch's name themselves; Bitbucket takes the first part of the path.
ODD_BRANCH, ODD_NOTE = "release/2 #1&", "notes/tŷ/50% & #1?.md"
ODD_EDIT = {
    "https://github.com/w/notes": "/edit/release/2%20%231%26/notes/t%C5%B7/50%25%20%26%20%231%3F.md",
    "https://gitlab.com/w/notes": "/-/edit/release/2%20%231%26/notes/t%C5%B7/50%25%20%26%20%231%3F.md",
    "https://codeberg.org/w/notes": "/_edit/release/2%20%231%26/notes/t%C5%B7/50%25%20%26%20%231%3F.md",
    "https://bitbucket.org/w/notes": (
        "/src/release%2F2%20%231%26/notes/t%C5%B7/50%25%20%26%20%231%3F.md?mode=edit&spa=0&at=release%2F2%20%231%26"
    ),
    "https://bitbucket.example/scm/w/notes": (
        "/browse/notes/t%C5%B7/50%25%20%26%20%231%3F.md?at=refs%2Fheads%2Frelease%2F2%20%231%26"
    ),
    "https://dev.azure.com/w/p/_git/notes": (
        "?path=/notes/t%C5%B7/50%25%20%26%20%231%3F.md&version=GBrelease/2%20%231%26&_a=contents"
    ),
}


@pytest.mark.parametrize(("repository", "expected"), LINKS.items())
def test_every_forge_has_links_to_edit_add_and_see_the_history_of_a_note(
    repository: str, expected: tuple[str, ...]
) -> None:
    links = repository_links(repository, "", "trunk")
    assert links
    made = (links.edit(NOTE), links.history(NOTE), links.new(FOLDER, NAME, TEXT))
    print("\n".join(("", links.forge.title, *made)))
    assert made == expected


@pytest.mark.parametrize(("repository", "expected"), ODD_EDIT.items())
def test_branches_and_files_may_have_any_name(repository: str, expected: str) -> None:
    links = repository_links(repository, "", ODD_BRANCH)
    assert links
    assert links.edit(ODD_NOTE).removeprefix(links.page) == expected


@pytest.mark.parametrize(
    ("repository", "page"),
    [
        ("https://github.com/a/b", "https://github.com/a/b"),
        ("https://github.com/a/b.git", "https://github.com/a/b"),
        ("https://github.com/a/b/", "https://github.com/a/b"),
        ("https://www.github.com/a/b", "https://github.com/a/b"),
        ("github.com/a/b", "https://github.com/a/b"),
        ("https://github.com/a/b/tree/main/notes", "https://github.com/a/b"),
        ("https://github.com/a/b?tab=readme#more", "https://github.com/a/b"),
        ("git@github.com:a/b.git", "https://github.com/a/b"),
        ("org-42@github.com:a/b.git", "https://github.com/a/b"),
        ("github.com:a/b.git", "https://github.com/a/b"),
        ("ssh://git@github.com/a/b", "https://github.com/a/b"),
        ("git://github.com/a/b.git", "https://github.com/a/b"),
        ("https://oauth2:secret@gitlab.com/a/b.git", "https://gitlab.com/a/b"),
        ("ssh://git@gitlab.example:2222/a/b/c.git", "https://gitlab.example/a/b/c"),
        ("https://gitlab.example/a/src/b/-/tree/main", "https://gitlab.example/a/src/b"),
        ("https://git.example:8443/a/b.git", "https://git.example:8443/a/b"),
        ("http://forgejo.lan/a/b", "http://forgejo.lan/a/b"),
        ("https://codeberg.org/a/b/src/branch/main/notes", "https://codeberg.org/a/b"),
        ("https://bitbucket.org/a/b/src/main/", "https://bitbucket.org/a/b"),
        ("git@bitbucket.org:a/b.git", "https://bitbucket.org/a/b"),
        ("git@ssh.dev.azure.com:v3/org/Digital Team/notes", "https://dev.azure.com/org/Digital%20Team/_git/notes"),
        ("org@vs-ssh.visualstudio.com:v3/org/p/notes", "https://dev.azure.com/org/p/_git/notes"),
        ("https://org@dev.azure.com/org/p/_git/notes", "https://dev.azure.com/org/p/_git/notes"),
        ("https://dev.azure.com/org/p/_git/notes?path=/notes", "https://dev.azure.com/org/p/_git/notes"),
        ("https://dev.azure.com/org/p/_git/notes/pullrequest/7", "https://dev.azure.com/org/p/_git/notes"),
        ("https://dev.azure.com/org/_git/notes", "https://dev.azure.com/org/notes/_git/notes"),
        ("https://org.visualstudio.com/p/_git/notes", "https://dev.azure.com/org/p/_git/notes"),
        ("https://org.visualstudio.com/_git/notes", "https://dev.azure.com/org/notes/_git/notes"),
        ("https://org.visualstudio.com/DefaultCollection/p/_git/n", "https://dev.azure.com/org/p/_git/n"),
        ("ssh://git@github.com:22/a/b.git", "https://github.com/a/b"),
        ("ssh://git@ssh.github.com:443/a/b.git", "https://github.com/a/b"),
        ("ssh://git@altssh.gitlab.com:443/a/b/c/d.git", "https://gitlab.com/a/b/c/d"),
        ("ssh://git@altssh.bitbucket.org:443/a/b.git", "https://bitbucket.org/a/b"),
        ("https://bitbucket.example/scm/dig/b.git", "https://bitbucket.example/projects/dig/repos/b"),
        ("https://bitbucket.example/scm/~ann/b.git", "https://bitbucket.example/projects/~ann/repos/b"),
        ("ssh://git@bitbucket.example:7999/dig/b.git", "https://bitbucket.example/projects/dig/repos/b"),
        (
            "https://bitbucket.example:8443/code/projects/DIG/repos/b/browse",
            "https://bitbucket.example:8443/code/projects/DIG/repos/b",
        ),
        ("https://bitbucket.example/users/ann/repos/b", "https://bitbucket.example/projects/~ann/repos/b"),
        ("https://gitlab.com/a/b/tree/main", "https://gitlab.com/a/b"),
        ("https://codeberg.org/a/b/settings", "https://codeberg.org/a/b"),
        ("HTTPS://GitHub.com/A/B", "https://github.com/A/B"),
        ("https://github.com/a/two words", "https://github.com/a/two%20words"),
        ('https://github.com/a/"><script>', "https://github.com/a/%22%3E%3Cscript%3E"),
        ("https://[2001:db8::1]:3000/a/b", "https://[2001:db8::1]:3000/a/b"),
        ("git@git.sr.ht:~ann/b", "https://git.sr.ht/~ann/b"),
        ("user:secret@github.com/a/b.git", "https://github.com/a/b"),
        ("https://secret@github.com/a/b.git", "https://github.com/a/b"),
        ("git@git.example:2222/a/b.git", ""),  # ssh's port is no port of the pages
        ("  https://github.com/a/b\n", "https://github.com/a/b"),
        ("/srv/git/b.git", ""),
        (r"C:\repositories\b", ""),
        ("../b", ""),
        ("https://github.com", ""),
        ("https://github.com/a", ""),
        ("https://gitlab.com/a", ""),
        ("https://dev.azure.com/org/p", ""),
        ("https://github.com:port/a/b", ""),
        ("https://[::1/a/b", ""),
        ("javascript:alert(1)", ""),
        ("file:///srv/git/b.git", ""),
        ("", ""),
    ],
)
def test_a_pasted_repository_address_becomes_its_page(repository: str, page: str) -> None:
    assert repository_page(repository) == page


@pytest.mark.parametrize(
    ("repository", "title"),
    [
        ("https://github.westmarch.example/a/b", "GitHub"),
        ("https://westmarch.ghe.com/a/b", "GitHub"),
        ("https://gitlab.westmarch.example/a/b", "GitLab"),
        ("https://gitea.com/a/b", "Forgejo"),
        ("https://forgejo.westmarch.example/a/b", "Forgejo"),
        ("https://westmarch.visualstudio.com/p/_git/b", "Azure DevOps"),
        ("https://git.westmarch.example/a/b", None),
        ("https://bitbucket.westmarch.example/scm/a/b", "Bitbucket Data Center"),
        ("https://westmarch.github.io/b", None),
        ("https://westmarch.gitlab.io/a/b", None),
        ("https://git.sr.ht/~a/b", None),
        ("https://notgithub.example/a/b", None),
    ],
)
def test_the_name_of_the_host_tells_the_forge(repository: str, title: str | None) -> None:
    links = repository_links(repository, "", "main")
    assert (links.forge.title if links else None) == title


def test_a_forge_on_any_other_host_is_named() -> None:
    links = repository_links("git@git.westmarch.example:digital/notes.git", "forgejo", "main")
    assert links
    assert links.edit("notes/a.md") == "https://git.westmarch.example/digital/notes/_edit/main/notes/a.md"


@pytest.mark.parametrize(
    ("repository", "forge", "page"),
    [
        ("https://git.example/a/b/c/-/tree/main", "gitlab", "https://git.example/a/b/c"),
        ("https://git.example/code/a/b/src/branch/main", "gitea", "https://git.example/code/a/b"),
        ("https://git.example/a/b/tree/main", "github", "https://git.example/a/b"),
        ("https://git.example/scm/dig/b.git", "bitbucket", "https://git.example/projects/dig/repos/b"),
        ("https://git.example/tfs/c/p/_git/b", "azure", "https://git.example/tfs/c/p/_git/b"),
    ],
)
def test_a_named_forge_decides_which_path_is_the_repository(repository: str, forge: str, page: str) -> None:
    links = repository_links(repository, forge, "main")
    assert links
    assert links.page == page


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://user:secret@git.example/a/b", "https://git.example/a/b"),
        ("https://secret@git.example/a/b", "https://git.example/a/b"),
        ("https://user:sec@ret/a@git.example/a/b", "https://git.example/a/b"),
        ("https://user:sec://ret@git.example/a/b", "https://git.example/a/b"),
        ("https:/user:secret@git.example/a/b", "https:/git.example/a/b"),
        ("HTTPS://secret@git.example/a/b", "HTTPS://git.example/a/b"),
        ("https://git.example/a/b?private_token=secret", "https://git.example/a/b"),
        ("user:secret@git.example/a/b", "git.example/a/b"),
        ("ssh://git:secret@git.example/a/b", "ssh://git.example/a/b"),
        ("https://git.example:8443/a/b@2", "https://git.example:8443/a/b@2"),
        ("https://git.example/a/b@2", "https://git.example/a/b@2"),
        ("ssh://git@git.example/a/b", "ssh://git@git.example/a/b"),
        ("git@git.example:a/b.git", "git@git.example:a/b.git"),
        ("/srv/git/b.git", "/srv/git/b.git"),
    ],
)
def test_no_message_shows_a_password(address: str, shown: str) -> None:
    assert without_login(address) == shown
