"""The week as a message for Slack: Block Kit, for an incoming webhook.

Its limits are 50 blocks, 150 characters of a header and 3,000 of a section
(https://docs.slack.dev/reference/block-kit/blocks).
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from weeknotes_site.render.digest.contexts import DigestNote, WeekDigest
from weeknotes_site.render.words import shortened

MAX_BLOCKS = 50
MAX_HEADER = 150
MAX_TEXT = 3_000
MAX_SUMMARY = 500
"""A message is skimmed; the whole note is a click away. Escaped, it is at most five times as long."""

Block = dict[str, Any]


def as_slack(digest: WeekDigest) -> str:
    """Write it as JSON, with a text for notifications."""
    title = f"{digest.site}: {digest.title}"
    message = {
        "text": _escape(shortened(title, MAX_HEADER)),
        "blocks": list(_blocks(digest, title)),
        "unfurl_links": False,
        "unfurl_media": False,
    }
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")) + "\n"


def fits_slack(message: bytes) -> bool:
    """Return whether a message keeps to the number of blocks; the texts always keep to theirs."""
    return len(json.loads(message)["blocks"]) <= MAX_BLOCKS


def _blocks(digest: WeekDigest, title: str) -> Iterator[Block]:
    yield {"type": "header", "text": {"type": "plain_text", "text": shortened(title, MAX_HEADER), "emoji": False}}
    yield _section([_escape(shortened(digest.opening, MAX_SUMMARY))])
    is_late = False
    for note in digest.notes:
        if note.is_late and not is_late:
            is_late = True
            yield _section(["*Added later*"])
        yield _section(_note(note))
    if digest.left_out:
        yield _section([_link(f"… and {digest.left_out} more note{'s' if digest.left_out > 1 else ''}", digest.url)])
    yield _section([f"{_link('The whole week', digest.url)} · {_link('Subscribe', digest.subscribe_url)}"])


def _note(note: DigestNote) -> Iterator[str]:
    """Yield its lines, the most telling first."""
    team = f"{note.team}: " if note.team else ""
    by = f" by {_escape(shortened(note.authors, MAX_HEADER))}" if note.authors else ""
    yield f"*{_link(shortened(team + note.title, MAX_HEADER), note.url)}*{by}"
    if note.summary:
        yield _escape(shortened(note.summary, MAX_SUMMARY))
    links = [_link(section.text, section.url) for section in note.sections]
    if note.more_sections:
        links.append(f"… and {note.more_sections} more")
    # Each on a line of its own, so that those for which there is no room can go.
    yield from (f"• {link}" for link in links)


def _section(lines: Iterable[str]) -> Block:
    """Return a section with as many whole lines as a text may hold."""
    text = ""
    for line in lines:
        longer = f"{text}\n{line}" if text else line
        if len(longer) > MAX_TEXT:
            break
        text = longer
    # `verbatim` leaves addresses, channels and names in notes as they are.
    return {"type": "section", "text": {"type": "mrkdwn", "text": text or "…", "verbatim": True}}


def _link(text: str, url: str) -> str:
    return f"<{url.replace('|', '%7C').replace('>', '%3E').replace('&', '&amp;')}|{_escape(text)}>"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
