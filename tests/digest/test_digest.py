"""`weeknotes digest`: a week as a message, in four formats with the same content."""

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from html5lib import HTMLParser

from commands import weeknotes
from folders import write_files
from weeknotes_site.cli import main

BASE_URL = "https://weeknotes.example/"
FORMS = ("--eml", "--html", "--text", "--markdown")


def note(day: str, title: str = "", body: str = "The boiler is warm.", **more: str) -> str:
    front = {"date": day, "author": "Bo Ek and Ada May", "title": title, **more}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in front.items() if value) + f"---\n\n{body}\n"


WEEK_3 = {
    "notes/repairs/2022-01-14.md": note("2022-01-14", body="An earlier week."),
    "notes/repairs/2022-01-21.md": note(
        "2022-01-21", "Boilers & <lifts>", "Both *work*.\n\n## Up next [draft]\n\nMore.\n\n### Deeper\n\nx"
    ),
    "notes/voids/2022-01-24.md": note("2022-01-24", body="Keys were cut."),
    "notes/adaptations/2022-02-02.md": note("2022-02-02", "Sorry", "We were busy.", week="2022-W03"),
    "notes/voids/2022-01-20.md": note("2022-01-20", "A secret", draft="true"),
}


def digest(root: Path, *arguments: str, as_of: str = "2022-03-01", base_url: str = BASE_URL) -> Result:
    address = ["--base-url", base_url] if base_url else []
    return weeknotes(root, "digest", "--as-of", as_of, *address, *arguments)


def said(root: Path, *arguments: str) -> str:
    result = digest(root, *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def links_of(html: str) -> list[str]:
    tree = HTMLParser(namespaceHTMLElements=False).parse(html)
    return [one.attrib["href"] for one in tree.iter("a")]


def test_the_text_is_as_expected(tmp_path: Path) -> None:
    assert (
        said(write_files(tmp_path, WEEK_3), "2022-W03")
        == """\
Weeknotes
Week 3, 17–21 January 2022
https://weeknotes.example/weeks/2022-w03.html

What Repairs, Voids and Adaptations wrote about this week, in brief.


Repairs: Boilers & <lifts>
--------------------------
https://weeknotes.example/teams/repairs/2022-01-21.html
By Bo Ek and Ada May

Both work.

* Up next [draft]
  https://weeknotes.example/teams/repairs/2022-01-21.html#up-next-draft


Voids: Keys were cut.
---------------------
https://weeknotes.example/teams/voids/2022-01-24.html
By Bo Ek and Ada May


Added later
===========


Adaptations: Sorry
------------------
https://weeknotes.example/teams/adaptations/2022-02-02.html
By Bo Ek and Ada May

We were busy.


The whole week
https://weeknotes.example/weeks/2022-w03.html

Feeds to subscribe to
https://weeknotes.example/subscribe.html
"""
    )


def test_the_markdown_is_as_expected(tmp_path: Path) -> None:
    assert (
        said(write_files(tmp_path, WEEK_3), "2022-W03", "--markdown")
        == """\
**Weeknotes: [Week 3, 17–21 January 2022](https://weeknotes.example/weeks/2022-w03.html)**

What Repairs, Voids and Adaptations wrote about this week, in brief.

**Repairs: [Boilers & \\<lifts\\>](https://weeknotes.example/teams/repairs/2022-01-21.html)** by Bo Ek and Ada May

Both work.

- [Up next \\[draft\\]](https://weeknotes.example/teams/repairs/2022-01-21.html#up-next-draft)

**Voids: [Keys were cut.](https://weeknotes.example/teams/voids/2022-01-24.html)** by Bo Ek and Ada May

**Added later**

**Adaptations: [Sorry](https://weeknotes.example/teams/adaptations/2022-02-02.html)** by Bo Ek and Ada May

We were busy.

[The whole week](https://weeknotes.example/weeks/2022-w03.html) · [Subscribe](https://weeknotes.example/subscribe.html)
"""
    )


def test_all_formats_have_the_same_links(tmp_path: Path) -> None:
    root = write_files(tmp_path, WEEK_3)
    html = set(links_of(said(root, "2022-W03", "--html")))
    assert set(re.findall(r"https://\S+", said(root, "2022-W03", "--text"))) == html
    assert set(re.findall(r"\((https://[^)]+)\)", said(root, "2022-W03", "--markdown"))) == html


@pytest.mark.parametrize("form", FORMS)
def test_a_digest_has_the_same_bytes_every_time(form: str, tmp_path: Path) -> None:
    root = write_files(tmp_path, WEEK_3)
    first = digest(root, "2022-W03", form).stdout_bytes
    assert digest(root, "2022-W03", form, as_of="2030-01-01").stdout_bytes == first
    assert b"secret" not in first


@pytest.mark.parametrize(
    ("as_of", "week"), [("2022-01-24", "Week 2,"), ("2022-01-25", "Week 3,"), ("2030-01-01", "Week 3,")]
)
def test_without_a_week_the_digest_is_of_the_newest_complete_week(as_of: str, week: str, tmp_path: Path) -> None:
    assert week in digest(write_files(tmp_path, WEEK_3), as_of=as_of).stdout


@pytest.mark.parametrize(
    ("arguments", "as_of", "base_url", "says"),
    [
        ((), "2022-03-01", "", "add `--base-url https://weeknotes.example/`"),
        (
            ("2022-W09",),
            "2022-03-01",
            BASE_URL,
            "2022-W09 has no notes\n  hint: the nearest week with notes is 2022-W03",
        ),
        ((), "2022-01-10", BASE_URL, "no week with notes is complete on 2022-01-10"),
        (("2022-W60",), "2022-03-01", BASE_URL, "2022 has no week 60; write it as 2026-W47"),
    ],
)
def test_a_digest_that_cannot_be_made_is_explained(
    arguments: tuple[str, ...], as_of: str, base_url: str, says: str, tmp_path: Path
) -> None:
    result = digest(write_files(tmp_path, WEEK_3), *arguments, as_of=as_of, base_url=base_url)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""


def test_a_week_covered_only_by_a_later_note_names_the_week_of_that_note(tmp_path: Path) -> None:
    several = note("2022-02-04").replace("date:", "week: [2022-W04, 2022-W05]\ndate:", 1)
    root = write_files(tmp_path, {**WEEK_3, "notes/repairs/2022-02-04.md": several})
    said = "notes/repairs/2022-02-04.md covers it and is in the message for 2022-W05"
    result = digest(root, "2022-W04", as_of="2022-03-01")
    assert result.exit_code == 2
    assert (
        f"2022-W04 has no notes of its own; {said}\n  hint: use `weeknotes --root {root} digest 2022-W05`"
        in result.stderr
    )
    result = digest(root, "--last-week", as_of="2022-02-02")
    assert result.exit_code == 0
    assert result.stderr == f"note: 2022-W04 has no notes, so there is no message; {said}\n"


def test_notes_with_errors_stop_a_digest_without_keep_going(tmp_path: Path) -> None:
    root = write_files(tmp_path, {**WEEK_3, "notes/repairs/2022-01-19.md": note("19.01.2022")})
    assert digest(root, "2022-W03").exit_code == 1
    kept = digest(root, "2022-W03", "--keep-going")
    assert (kept.exit_code, kept.stderr) == (0, "")  # the date of its name stands in


@pytest.mark.parametrize("command", [("digest", "2022-W03"), ("catchup", "--since", "2022-01-01")])
def test_a_digest_with_keep_going_names_the_missing_notes(command: tuple[str, ...], tmp_path: Path) -> None:
    root = write_files(tmp_path, {**WEEK_3, "notes/repairs/queue.md": note("19.01.2022")})
    run = ["--root", str(root), *command, "--base-url", "https://a.example/", "--keep-going", "--as-of", "2022-03-01"]
    result = CliRunner().invoke(main, run, catch_exceptions=False)
    assert result.exit_code == 0
    listed = f"`weeknotes --root {root} check` lists them"
    left_out = f"note: `notes/repairs/queue.md` is left out because of errors; {listed}\n"
    assert (result.stderr, left_out in result.stdout) == (left_out, False)
    write_files(tmp_path, {"notes/repairs/2022-01-19.md": "No front matter.\n"})
    result = CliRunner().invoke(main, run, catch_exceptions=False)
    assert "note: `notes/repairs/2022-01-19.md` and 1 more are left out because of errors" in result.stderr


def test_the_html_uses_only_what_mail_programs_keep(tmp_path: Path) -> None:
    html = said(write_files(tmp_path, WEEK_3), "2022-W03", "--html")
    assert "<style" not in html
    assert "<script" not in html
    assert "Boilers &amp; &lt;lifts&gt;" in html
    assert not re.search(r"flex|grid|background|url\(|float|position:|var\(|rem\b|<img|<link", html)
    tree = HTMLParser(namespaceHTMLElements=False).parse(html)
    tables = list(tree.iter("table"))
    assert tables
    for table in tables:
        assert table.attrib["role"] == "presentation"
        assert int(table.attrib["width"]) <= 600
        assert "max-width: 600px" in table.attrib["style"]
    assert all("style" in one.attrib for one in tree.iter("td"))


def test_a_sites_own_template_wins(tmp_path: Path) -> None:
    files = {**WEEK_3, "templates/digest.html": "<style>p { color: red }</style><p>{{ digest.title }}</p>\n"}
    assert '<p style="color: red;">Week 3, 17–21 January 2022</p>' in said(
        write_files(tmp_path, files), "2022-W03", "--html"
    )


def test_a_mistyped_name_in_the_template_gets_a_suggestion(tmp_path: Path) -> None:
    files = {**WEEK_3, "templates/digest.html": "<p>{{ digest.subscribe_ulr }}</p>\n"}
    result = digest(write_files(tmp_path, files), "2022-W03", "--html")
    assert result.exit_code == 2
    assert "`WeekDigest` has no `subscribe_ulr`" in result.stderr
    assert "did you mean `subscribe_url`?" in result.stderr


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sign", ["x", "週"])
def test_the_html_is_at_most_100_kb(form: str, sign: str, tmp_path: Path) -> None:
    sections = "\n\n".join(f"## {sign * 60} {number}\n\nText." for number in range(20))
    files = {
        f"notes/team-{number}/2022-01-21.md": note("2022-01-21", body=f"{number} {sign * 250}\n\n{sections}")
        for number in range(120)
    }
    result = digest(write_files(tmp_path, files), form)
    assert result.exit_code == 0
    assert 60_000 < len(result.stdout_bytes) <= 100_000
    if form in ("--text", "--html"):
        assert re.search(r"… and .*\d+ more note", result.stdout)


def test_hostile_text_is_shown_as_text(tmp_path: Path) -> None:
    files = {
        "weeknotes.toml": 'title = "A \\u0007 title\\nBcc: everybody@council.example"\n',
        "notes/repairs/2022-01-21.md": note(
            "2022-01-21",
            '"# Not a heading \\a [x](javascript:alert(1))"',
            f"1. x `y` *z* | {'w' * 400}\n\n## {'h' * 5000}\n\nx",
        ),
    }
    root = write_files(tmp_path, files)
    for form in FORMS:
        out = said(root, form)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", out.replace("\r", ""))
    assert "\nBcc" not in said(root, "--eml").partition("\n\n")[0].replace("\r", "")
    assert "\\[x\\](javascript:alert(1))" in said(root, "--markdown")


def test_the_digest_of_the_real_week_is_fit_to_send(real_notes: Path) -> None:
    text = said(real_notes, "2022-W03")
    assert "What Cloud Engineering and Data Platform wrote about this week, in\nbrief." in text
    assert "For more information about" not in text
    assert max(len(line) for line in text.splitlines() if "https://" not in line) <= 72
    assert date(2022, 1, 25).isoformat() not in text
    assert len(text.split()) < 400


def test_the_hint_names_a_week_that_has_notes(tmp_path: Path) -> None:
    write_files(tmp_path, {"notes/voids/2022-01-20.md": note("2022-01-20")})
    found = digest(tmp_path, as_of="2022-01-21")
    assert found.exit_code == 2
    named = re.search(r"digest (\d{4}-W\d\d)`", found.output)
    assert named, found.output
    assert digest(tmp_path, named[1], as_of="2022-01-21").exit_code == 0


def test_without_notes_the_hint_names_no_week(tmp_path: Path) -> None:
    write_files(tmp_path, {"notes/voids/2022-01-20.md": note("2022-01-20", draft="true")})
    assert "hint: publish a note first" in digest(tmp_path, as_of="2022-01-21").output
