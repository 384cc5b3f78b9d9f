"""Write the digest as plain text, in lines that mail programs do not wrap, with URLs on separate lines."""

from collections.abc import Iterator
from textwrap import fill

from weeknotes_site.languages import Language
from weeknotes_site.render.digest.contexts import DigestNote, WeekDigest
from weeknotes_site.render.digest.phrases import added_later, more_notes, more_sections, signed_by, whole_week

WIDTH = 72


def as_text(digest: WeekDigest, language: Language) -> str:
    """Return the digest as plain text."""
    return "\n".join(_lines(digest, language)) + "\n"


def _lines(digest: WeekDigest, language: Language) -> Iterator[str]:
    yield wrap(digest.site)
    yield wrap(digest.title)
    yield digest.url
    yield ""
    yield wrap(digest.opening)
    late = digest.first_late
    for note in digest.notes:
        if note is late:
            later = added_later(language)
            yield from ("", "", later, "=" * len(later))
        yield from note_lines(note, language)
    if digest.left_out:
        yield from ("", "", f"{more_notes(digest, language)}{language.colon.rstrip()}", digest.url)
    yield from (
        "",
        "",
        whole_week(language),
        digest.url,
        "",
        language.gettext("Feeds to subscribe to"),
        digest.subscribe_url,
    )


def note_lines(note: DigestNote, language: Language) -> Iterator[str]:
    """Yield a note's lines, the first two empty."""
    heading = wrap(f"{note.team}{language.colon}{note.title}")
    yield from ("", "", heading, "-" * min(max(map(len, heading.splitlines())), WIDTH), note.url)
    if note.authors:
        yield wrap(signed_by(note.authors, language))
    if note.summary:
        yield from ("", wrap(note.summary))
    if note.sections:
        yield ""
    for section in note.sections:
        yield wrap(f"* {section.text}", "  ")
        yield f"  {section.url}"
    if note.more_sections:
        yield f"* {more_sections(note.more_sections, language)}"


def wrap(text: str, indent: str = "") -> str:
    """Return a text in lines; no word is broken."""
    return fill(text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
