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
    yield f"**{_escape(digest.site)}: {_link(digest.title, digest.url)}**"
    yield _escape(digest.opening)
    is_late = False
    for note in digest.notes:
        if note.is_late and not is_late:
            is_late = True
            yield "**Added later**"
        yield from _note(note)
    if digest.left_out:
        yield _link(f"… and {digest.left_out} more note{'s' if digest.left_out > 1 else ''}", digest.url)
    yield f"{_link('The whole week', digest.url)} · {_link('Subscribe', digest.subscribe_url)}"


def _note(note: DigestNote) -> Iterator[str]:
    by = f" by {_escape(note.authors)}" if note.authors else ""
    yield f"**{_escape(note.team)}: {_link(note.title, note.url)}**{by}"
    if note.summary:
        yield _escape(note.summary)
    sections = [f"- {_link(section.text, section.url)}" for section in note.sections]
    if note.more_sections:
        sections.append(f"- … and {note.more_sections} more")
    if sections:
        yield "\n".join(sections)


def _link(text: str, url: str) -> str:
    return f"[{_escape(text)}]({url.replace('(', '%28').replace(')', '%29')})"


def _escape(text: str) -> str:
    return _AT_START.sub(lambda start: f"{start[1] or ''}\\", _SIGNS.sub(r"\\\g<0>", text))
