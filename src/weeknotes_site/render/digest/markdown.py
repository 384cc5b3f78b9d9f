"""Write the digest as Markdown for Slack, Teams or issues: only bold text, links and lists."""

from collections.abc import Iterator

from weeknotes_site.languages import Language
from weeknotes_site.regex import regex
from weeknotes_site.render.digest.contexts import DigestNote, WeekDigest
from weeknotes_site.render.digest.phrases import (
    added_later,
    by,
    more_notes,
    more_sections,
    subject,
    subscribe,
    whole_week,
)

_SIGNS = regex(r"[\\`*_\[\]<>~|]")
_AT_START = regex(r"^(?=[#+=-])|^(\d+)(?=[.)])")


def as_markdown(digest: WeekDigest, language: Language) -> str:
    """Return the digest as Markdown."""
    return "\n\n".join(_blocks(digest, language)) + "\n"


def _blocks(digest: WeekDigest, language: Language) -> Iterator[str]:
    yield f"**{subject(escape(digest.site), link(digest.title, digest.url), language)}**"
    yield escape(digest.opening)
    late = digest.first_late
    for note in digest.notes:
        if note is late:
            yield f"**{added_later(language)}**"
        yield from _note(note, language)
    if digest.left_out:
        yield link(more_notes(digest, language), digest.url)
    yield f"{link(whole_week(language), digest.url)} · {link(subscribe(language), digest.subscribe_url)}"


def _note(note: DigestNote, language: Language) -> Iterator[str]:
    title = f"**{escape(note.team)}{language.colon}{link(note.title, note.url)}**"
    yield by(title, escape(note.authors), language) if note.authors else title
    if note.summary:
        yield escape(note.summary)
    if note.sections:
        yield sections_as_list(note, language)


def sections_as_list(note: DigestNote, language: Language) -> str:
    """Return links to a note's headings."""
    sections = [f"- {link(section.text, section.url)}" for section in note.sections]
    if note.more_sections:
        sections.append(f"- {more_sections(note.more_sections, language)}")
    return "\n".join(sections)


def link(text: str, url: str) -> str:
    """Return a Markdown link."""
    return f"[{escape(text)}]({url.replace('(', '%28').replace(')', '%29')})"


def escape(text: str) -> str:
    """Escape Markdown in a text."""
    return _AT_START.sub(lambda start: f"{start[1] or ''}\\", _SIGNS.sub(r"\\\g<0>", text))
