"""What people paste as their repository becomes its page, and every forge gets its own links."""

import pytest

from weeknotes_site.model.forge import repository_links, repository_page

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
}


@pytest.mark.parametrize(("repository", "expected"), LINKS.items())
def test_every_forge_has_links_to_edit_follow_and_add_a_note(repository: str, expected: tuple[str, ...]) -> None:
    links = repository_links(repository, "", "trunk")
    assert links
    made = (links.edit(NOTE), links.history(NOTE), links.new(FOLDER, NAME, TEXT))
    print("\n".join(("", links.forge.title, *made)))
    assert made == expected


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
        ("git@ssh.dev.azure.com:v3/org/Digital Team/notes", "https://dev.azure.com/org/Digital Team/_git/notes"),
        ("org@vs-ssh.visualstudio.com:v3/org/p/notes", "https://dev.azure.com/org/p/_git/notes"),
        ("https://org@dev.azure.com/org/p/_git/notes", "https://dev.azure.com/org/p/_git/notes"),
        ("https://dev.azure.com/org/p/_git/notes?path=/notes", "https://dev.azure.com/org/p/_git/notes"),
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
def test_what_people_paste_becomes_the_page_of_the_repository(repository: str, page: str) -> None:
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
        ("https://bitbucket.westmarch.example/a/b", None),
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
