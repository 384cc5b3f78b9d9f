"""The week as Markdown to paste into Slack, Teams or an issue: bold lines, links and lists, which all of them know."""

import re
from collections.abc import Iterator

from weeknotes_site.render.digest.contexts import DigestNote, WeekDigest

_SIGNS = re.compile(r"[\\`*_\[\]<>~|]")
_AT_START = re.compile(r"^(?=[#+=-])|^(\d+)(?=[.)])")


def as_markdown(digest: WeekDigest) -> str:
    """Write it."""
    return "\n\n".join(_blocks(digest)) + "\n"


def _blocks(digest: WeekDigest) -> Iterator[str]:
    yield f"**{escape(digest.site)}: {link(digest.title, digest.url)}**"
    yield escape(digest.opening)
    is_late = False
    for note in digest.notes:
        if note.is_late and not is_late:
            is_late = True
            yield "**Added later**"
        yield from _note(note)
    if digest.left_out:
        yield link(f"… and {digest.left_out} more note{'s' if digest.left_out > 1 else ''}", digest.url)
    yield f"{link('The whole week', digest.url)} · {link('Subscribe', digest.subscribe_url)}"


def _note(note: DigestNote) -> Iterator[str]:
    by = f" by {escape(note.authors)}" if note.authors else ""
    yield f"**{escape(note.team)}: {link(note.title, note.url)}**{by}"
    if note.summary:
        yield escape(note.summary)
    if note.sections:
        yield sections_as_list(note)


def sections_as_list(note: DigestNote) -> str:
    """Return links to a note's headings."""
    sections = [f"- {link(section.text, section.url)}" for section in note.sections]
    if note.more_sections:
        sections.append(f"- … and {note.more_sections} more")
    return "\n".join(sections)


def link(text: str, url: str) -> str:
    """Return a link in Markdown."""
    return f"[{escape(text)}]({url.replace('(', '%28').replace(')', '%29')})"


def escape(text: str) -> str:
    """Return a text whose signs are no Markdown."""
    return _AT_START.sub(lambda start: f"{start[1] or ''}\\", _SIGNS.sub(r"\\\g<0>", text))
