"""Links in old notes lead to imported notes and their headings in any spelling; the rest is reported."""

import csv
import io
import json
from pathlib import Path

import pytest

from importer.trying import PNG, body, check, imported, notes, report, write

OLD = "links that still lead to the old site"
GUESSED = "links treated as links between the notes, because the source does not name its host"


def second(root: Path) -> str:
    """Return the body of the later one of two notes."""
    _, text = notes(root).values()
    return body(text)


@pytest.mark.parametrize(
    "link",
    [
        "{{ site.url }}{{ site.baseurl }}/repairs/2023/01/20/week-3.html",
        "{{ site.baseurl }}/repairs/2023/01/20/week-3.html",
        "{{ '/repairs/2023/01/20/week-3.html' | relative_url }}",
        "{{ '/repairs/2023/01/20/week-3.html' | absolute_url }}",
        "{{ '/repairs/2023/01/20/week-3.html' | prepend: site.baseurl }}",
        "/notes/repairs/2023/01/20/week-3.html",
        "https://www.old.westmarch.example/notes/repairs/2023/01/20/week-3.html",
        "{% post_url repairs/2023-01-20-week-3 %}",
        "{{ site.baseurl }}{% post_url 2023-01-20-week-3 %}",
        "{{ site.url }}{{ site.baseurl }}{% link _posts/2023-01-20-week-3.md %}",
    ],
)
def test_links_of_a_jekyll_site_below_a_path_lead_to_the_notes(link: str, tmp_path: Path) -> None:
    head = "---\ntitle: Weeknotes\ncategories: repairs\n---\n\n"
    files: dict[str, str | bytes] = {
        "_config.yml": "url: https://old.westmarch.example\nbaseurl: /notes\n",
        "_posts/2023-01-20-week-3.md": f"{head}Nine.\n",
        "_posts/2023-01-27-week-4.md": f"{head}[a]({link}) ![Queue]({{{{ site.baseurl }}}}/img/q.png) "
        "[about]({{ site.baseurl }}/about/)\n",
        "img/q.png": PNG,
    }
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", files))
    about = "https://old.westmarch.example/notes/about/"
    assert second(root) == f"[a](2023-01-20.md) ![Queue](2023-01-27-q.png) [about]({about})"
    assert f"{OLD}: `{about}`" in report(root)
    check(root)


def substack(link: str) -> dict[str, str | bytes]:
    """Return an export of two posts, the second with a link."""
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerow(("post_id", "post_date", "is_published", "title"))
    for at, day in ((3, 20), (4, 27)):
        writer.writerow((f"10{at}.week-{at}", f"2023-01-{day}T12:00:00Z", "true", f"Repairs weeknote {at}"))
    return {"posts.csv": rows.getvalue(), "posts/103.week-3.html": "<p>Nine.</p>", "posts/104.week-4.html": link}


def test_a_substack_export_finds_its_own_host(tmp_path: Path) -> None:
    own, other = "https://repairs.substack.example/p/week-3", "https://damp.example/p/other"
    link = f'<p><a href="{own}?utm_source=x">a</a> <a href="{own}#x">b</a> <a href="{other}">c</a></p>'
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", substack(link)))
    assert second(root) == f"[a](2023-01-20.md) [b](2023-01-20.md) [c]({other})"
    assert f"{GUESSED}: `{own}?utm_source=x`, `{own}#x`" in report(root)
    check(root)


def test_a_host_is_not_guessed_if_two_are_equally_likely(tmp_path: Path) -> None:
    links = "https://one.example/p/week-3", "https://two.example/p/week-3"
    link = "<p>{}</p>".format(" ".join(f'<a href="{one}">a</a>' for one in links))
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", substack(link)))
    assert second(root) == " ".join(f"[a]({one})" for one in links)
    assert GUESSED not in report(root)


def test_full_addresses_of_a_ghost_site_lead_to_the_notes(tmp_path: Path) -> None:
    link = '<p><a href="https://blog.westmarch.example/week-3/">a</a> <a href="__GHOST_URL__/about/">b</a></p>'
    rows = ((3, 20, "<p>Nine.</p>"), (4, 27, link))
    posts = [
        {"id": str(at), "title": f"Repairs weeknote {at}", "slug": f"week-{at}", "status": "published", "html": text}
        | {"published_at": f"2023-01-{day}T12:00:00Z"}
        for at, day, text in rows
    ]
    export = json.dumps({"db": [{"meta": {"exported_on": 1}, "data": {"posts": posts}}]})
    root = tmp_path / "site"
    imported(root, write(tmp_path, {"x.json": export}) / "x.json")
    about = "https://blog.westmarch.example/about/"
    assert second(root) == f"[a](2023-01-20.md) [b]({about})"
    assert f"{OLD}: `{about}`" in report(root)
    check(root)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[[2023-01-20#Doing it]]", "[2023-01-20 › Doing it](2023-01-20.md#doing-it)"),
        ("[[2023-01-20#Doing it#The van]]", "[2023-01-20 › Doing it#The van](2023-01-20.md#the-van)"),
        ("[a](2023-01-20.md#doing-it)", "[a](2023-01-20.md#doing-it)"),
        ("[a](2023-01-20.md#h-doing-it)", "[a](2023-01-20.md#doing-it)"),
        ("[a](2023-01-20.md#Repairsweeknote1-Doingit)", "[a](2023-01-20.md#doing-it)"),
        ("[a](2023-01-20.md#Doing%20it)", "[a](2023-01-20.md#doing-it)"),
        ("[a](#here)", "[a](#here)"),
        ("[[#Here]]", "[Here](#here)"),
        ("[a](2023-01-27.md#here)", "[a](#here)"),
        ("[a](2023-01-20.md#gone)", "[a](2023-01-20.md)"),
        ("[a](#gone)", "a"),
    ],
)
def test_links_to_headings_lead_to_them(link: str, expected: str, tmp_path: Path) -> None:
    files = {
        "2023-01-20.md": "# Repairs weeknote 1\n\n# Doing it\n\nNine.\n\n## The van\n\nIt drove.\n",
        "2023-01-27.md": f"# Repairs weeknote 2\n\n{link}\n\n## Here\n\nTen.\n",
    }
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", files))
    assert second(root).split("\n")[0] == expected
    is_listed = "missing headings, so the link leads to the whole note: `2023-01-20.md#gone`" in report(root)
    assert is_listed == ("md#gone" in link)
    check(root)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See {0}.", "See [{0}](2023-01-20.md)."),
        ("See <{0}>.", "See [{0}](2023-01-20.md)."),
        ("({0})", "([{0}](2023-01-20.md))"),
        ("[see {0} here]({0})", "[see {0} here](2023-01-20.md)"),
        ("[a][b]\n\n[b]: {0}", "[a][b]\n\n[b]: 2023-01-20.md"),
        ('<a href="{0}">a</a>', '<a href="2023-01-20.md">a</a>'),
        ("`{0}`", "`{0}`"),
        ("https://other.example/?x={0}", "https://other.example/?x={0}"),
    ],
)
def test_addresses_lead_to_notes_in_any_spelling(text: str, expected: str, tmp_path: Path) -> None:
    head, own = "---\ntitle: Repairs weeknotes\npermalink: /{}/\n---\n\n", "https://old.westmarch.example/w3/"
    files = {
        "_config.yml": "url: https://old.westmarch.example\n",
        "_posts/2023-01-20-a.md": f"{head.format('w3')}Nine.\n",
        "_posts/2023-01-27-b.md": f"{head.format('w4')}{text.format(own)}\n",
    }
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", files))
    assert second(root) == expected.format(own)
    check(root)


def test_a_relative_hugo_reference_to_a_bundle_leads_to_its_note(tmp_path: Path) -> None:
    head = "---\ntitle: Repairs weeknotes\ndate: 2023-01-{}\n---\n\n"
    files = {
        "hugo.toml": "",
        "content/posts/week-3/index.md": head.format(20) + "## Doing\n\nNine.\n",
        "content/posts/week-4/index.md": head.format(27) + '[a]({{< relref "week-3/index.md#doing" >}})\n',
    }
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", files))
    assert second(root) == "[a](2023-01-20.md#doing)"
