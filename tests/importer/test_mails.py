"""Saved mails become notes with text, pictures and attachments, but without addresses."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from importer.trying import PNG, body, check, imported, keys, notes, report, write


def mail(subject: str, day: str, text: str, html: str = "") -> EmailMessage:
    """Return a mail, with HTML if it is given, and its picture and plan."""
    made = EmailMessage()
    made["From"] = "Tamsin Okell <t.okell@westmarch.example>"
    made["To"] = "everyone@westmarch.example"
    made["Subject"] = subject
    made["Date"] = f"{day} 10:00:00 +0000"
    made["Received"] = "from mail.westmarch.example"
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
        (_, page) = made.iter_parts()
        assert isinstance(page, EmailMessage)
        page.add_related(PNG, "image", "png", cid="<q@1>", filename="queue.png")
        made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="the plan.pdf")
    return made


HTML = '<html><body><p>All is <b>dry</b> in Zürich.</p><img src="cid:q@1" alt="Queue"></body></html>'


def test_a_mail_is_a_note(tmp_path: Path) -> None:
    made = mail("Re: Repairs weeknotes 12", "Fri, 20 Jan 2023", "All is dry in Zürich.", HTML)
    root = tmp_path / "site"
    printed = imported(root, write(tmp_path / "old", {"one.eml": made.as_bytes()}))
    (note,) = notes(root).values()
    assert keys(note) == {
        "title": "Repairs weeknotes 12",
        "team": "Repairs",
        "date": "2023-01-20",
        "author": "Tamsin Okell",
        "number": "12",
    }
    assert body(note) == (
        "All is **dry** in Zürich.\n\n![Queue](2023-01-20-queue.png)\n\n[the plan.pdf](2023-01-20-the-plan.pdf)"
    )
    assert (root / "notes/repairs/2023-01-20-the-plan.pdf").read_bytes() == b"%PDF-1.4"
    assert not any("everyone@" in one or "t.okell@" in one for one in (note, report(root), printed))
    check(root)


def test_each_mail_of_a_mailbox_is_a_note(tmp_path: Path) -> None:
    texts = ("First.\n\n>From here on it is dry.\n", "Second.\n\n* damp\n* cold\n")
    days = ("Fri, 13 Jan 2023", "Fri, 20 Jan 2023")
    mails = [mail("Repairs weeknotes", day, text).as_bytes() for day, text in zip(days, texts, strict=True)]
    box = b"".join(b"From t@westmarch.example Fri Jan 13 10:00:00 2023\n" + one + b"\n" for one in mails)
    root = tmp_path / "site"
    assert "a mailbox with 2 mails" in imported(root, write(tmp_path / "old", {"repairs.mbox": box}))
    assert [body(note) for note in notes(root).values()] == [
        "First.\n\nFrom here on it is dry.",
        "Second.\n\n- damp\n- cold",
    ]
    assert list(notes(root)) == ["repairs/2023-01-13.md", "repairs/2023-01-20.md"]
    assert "0 notes imported" in imported(root, tmp_path / "old")


def test_a_mail_without_a_date_or_text_does_not_affect_others(tmp_path: Path) -> None:
    whole = mail("Repairs weeknotes", "Fri, 20 Jan 2023", "Dry.").as_bytes()
    files = {"a.eml": whole, "b.eml": b"Subject: Repairs weeknotes\nDate: soon\n\nDamp.\n", "c.eml": b""}
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", files))
    assert [body(note) for note in notes(root).values()] == ["Dry."]
    assert "b.eml" in report(root)


@pytest.mark.parametrize(
    "day", ["2023-01-20 10:00:00 +0000", "20/01/2023 10:00", "Friday, 20 January 2023 10:00", "20 Jan 2023 25:99:00"]
)
def test_a_date_in_another_format_is_read(day: str, tmp_path: Path) -> None:
    raw = f"From: Tamsin Okell <t@westmarch.example>\nSubject: Repairs weeknotes\nDate: {day}\n\nDry.\n"
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", {"one.eml": raw.encode()}))
    assert list(notes(root)) == ["repairs/2023-01-20.md"]


HEADERS = b"From: T Okell <t@westmarch.example>\nSubject: Repairs weeknotes\nDate: Fri, 20 Jan 2023 10:00:00 +0000\n"
WORDS = "It\u2019s dry in Z\u00fcrich."


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("text/plain; charset=us-ascii", "cp1252"),
        ("text/plain; charset=iso-8859-1", "cp1252"),
        ("text/plain; charset=iso-8859-1", "utf-8"),
        ("text/plain; charset=utf-8", "cp1252"),
        ("text/plain; charset=x-unknown", "utf-8"),
        ("text/plain", "utf-8"),
        ("text/html", "utf-8"),
        ("text/plain; charset=utf-16-le", "utf-16-le"),
    ],
)
def test_text_is_decoded_even_if_the_mail_names_a_wrong_charset(kind: str, written: str, tmp_path: Path) -> None:
    text = f'<html><head><meta charset="utf-8"></head><p>{WORDS}</p></html>' if "html" in kind else WORDS
    raw = HEADERS + f"Content-Type: {kind}\nContent-Transfer-Encoding: 8bit\n\n".encode() + text.encode(written)
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", {"one.eml": raw}))
    (note,) = notes(root).values()
    assert body(note) in (WORDS, WORDS.replace("\u2019", "'"))


def test_text_after_pictures_and_in_forwarded_mails_is_imported(tmp_path: Path) -> None:
    made = mail("Repairs weeknotes", "Fri, 20 Jan 2023", "First.")
    made.make_mixed()
    made.add_attachment(PNG, maintype="image", subtype="png", filename="queue.png", disposition="inline")
    after = EmailMessage()
    after.set_content("Then.")
    made.attach(after)
    made.add_attachment(
        mail("Fwd: Lifts", "Thu, 19 Jan 2023", "From the lift team.", "<p>From the <b>lift</b> team.</p>")
    )
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", {"one.eml": made.as_bytes()}))
    (note,) = notes(root).values()
    assert body(note).startswith("First.\n\nThen.\n\nFrom the **lift** team.\n\n![](2023-01-20-queue.png)")
    assert "it contains another mail" in report(root)


def test_a_paragraph_that_starts_with_from_does_not_split_a_mail(tmp_path: Path) -> None:
    text = "First.\n\nFrom Monday we work in pairs, said all.\nNote: bring tea.\n"
    box = (
        b"From t@westmarch.example Fri Jan 20 10:00:00 2023\n"
        + mail("Repairs weeknotes", "Fri, 20 Jan 2023", text).as_bytes()
    )
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", {"repairs.mbox": box}))
    (note,) = notes(root).values()
    assert "From Monday we work in pairs" in body(note)
    assert "bring tea" in body(note)


QUOTING = """\
It is dry. Write to repairs@westmarch.example.

-- \n\
Tamsin Okell
Mobile 07700 900123

On Fri, 13 Jan 2023, Ann Lee <a.lee@westmarch.example> wrote:
> From: Bo Ek <bo@westmarch.example>
> To: a.lee@westmarch.example, c@westmarch.example
> Damp.
"""


@pytest.mark.parametrize("is_text", [False, True])
def test_addresses_and_signatures_in_a_mail_are_left_out(is_text: bool, tmp_path: Path) -> None:
    headers = "From: Tamsin Okell <t@westmarch.example>\nDate: 20 January 2023\nSubject: Repairs weeknote\n\n"
    old = {"a.txt": headers + QUOTING} if is_text else {"a.eml": mail("Repairs weeknote", "Fri, 20 Jan 2023", QUOTING)}
    files = {name: one if isinstance(one, str) else one.as_bytes() for name, one in old.items()}
    root = tmp_path / "site"
    printed = imported(root, write(tmp_path / "old", files))
    (note,) = notes(root).values()
    assert "Write to repairs@westmarch.example." in note
    for kept in ("Ann Lee wrote:", "From: Bo Ek\n", "Damp."):
        assert kept in note
    for private in ("a.lee@", "bo@", "c@", "900123"):
        assert private not in note + report(root) + printed
    assert "the signature of the mail was left out: 5 words" in report(root)
    assert "addresses in the headers of mails within it were left out" in report(root)


def test_addresses_in_an_html_reply_are_left_out(tmp_path: Path) -> None:
    link = '<a href="mailto:a.lee@westmarch.example">a.lee@westmarch.example</a>'
    mention = '<a id="OWAAM1" href="mailto:bo@westmarch.example">@Bo Ek</a>'
    answered = f"<div>On Fri, Ann Lee &lt;{link}&gt; wrote:<br></div><blockquote>Damp.</blockquote>"
    html = f"<p>It is dry, says {mention}.</p>{answered}"
    made = mail("Repairs weeknote", "Fri, 20 Jan 2023", "It is dry.", html)
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", {"a.eml": made.as_bytes()}))
    (note,) = notes(root).values()
    assert "Ann Lee wrote:" in note
    assert "says Bo Ek." in note
    assert "@westmarch" not in note


def test_mailing_list_archives_give_names_and_teams(tmp_path: Path) -> None:
    box = "".join(
        f"From lee at westmarch.example  Fri Jan {day} 17:02:11 2023\nFrom: lee at westmarch.example (Ann Lee)\n"
        f"Date: Fri, {day} Jan 2023 17:02:11 +0000\nSubject: [wm-notes] {subject}\nMessage-ID: <{day}@x>\n\nDry.\n\n"
        for day, subject in ((20, "Repairs weeknotes 5"), (27, "Re: Repairs weeknotes 6"))
    )
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", {"2023-January.txt": box}))
    found = [keys(note) for note in notes(root).values()]
    assert [one["title"] for one in found] == ["Repairs weeknotes 5", "Repairs weeknotes 6"]
    assert {(one["team"], one["author"]) for one in found} == {("Repairs", "Ann Lee")}


@pytest.mark.parametrize(
    ("sender", "author"),
    [("lee@westmarch.example (Ann Lee)", "Ann Lee"), ("lee@westmarch.example", "Data Platform team")],
)
def test_a_sender_is_imported_by_name_without_address(sender: str, author: str, tmp_path: Path) -> None:
    text = f"From: {sender}\nDate: Fri, 20 Jan 2023 10:00:00 +0000\nSubject: [Data Platform] Weeknotes\n\nDry.\n"
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", {"a.eml": text}))
    (note,) = notes(root).values()
    assert keys(note)["team"] == "Data Platform"
    assert keys(note).get("author", author) == author
    assert "lee@" not in note
