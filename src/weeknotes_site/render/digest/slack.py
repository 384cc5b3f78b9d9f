"""Write the digest as Block Kit for Slack's incoming webhooks.

Limits: 50 blocks, 150 characters in a header, 3,000 in a section
(https://docs.slack.dev/reference/block-kit/blocks).
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from weeknotes_site.languages import Language
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
from weeknotes_site.render.words import cut

MAX_BLOCKS = 50
MAX_HEADER = 150
MAX_TEXT = 3_000
MAX_SUMMARY = 500
"""Maximum characters of a text; escaping makes it at most five times as long."""

Block = dict[str, Any]


def as_slack(digest: WeekDigest, language: Language) -> str:
    """Return the message as JSON, with a text for notifications."""
    title = subject(digest.site, digest.title, language)
    message = {
        "text": _escape(cut(title, MAX_HEADER)),
        "blocks": list(_blocks(digest, title, language)),
        "unfurl_links": False,
        "unfurl_media": False,
    }
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")) + "\n"


def fits_slack(message: bytes) -> bool:
    """Return whether a message has few enough blocks; texts always fit."""
    return len(json.loads(message)["blocks"]) <= MAX_BLOCKS


def _blocks(digest: WeekDigest, title: str, language: Language) -> Iterator[Block]:
    yield {"type": "header", "text": {"type": "plain_text", "text": cut(title, MAX_HEADER), "emoji": False}}
    yield _section([_escape(cut(digest.opening, MAX_SUMMARY))])
    late = digest.first_late
    for note in digest.notes:
        if note is late:
            yield _section([f"*{added_later(language)}*"])
        yield _section(_note(note, language))
    if digest.left_out:
        yield _section([_link(more_notes(digest, language), digest.url)])
    yield _section([f"{_link(whole_week(language), digest.url)} · {_link(subscribe(language), digest.subscribe_url)}"])


def _note(note: DigestNote, language: Language) -> Iterator[str]:
    """Yield a note's lines, the most important first."""
    team = f"{note.team}{language.colon}" if note.team else ""
    title = f"*{_link(cut(team + note.title, MAX_HEADER), note.url)}*"
    yield by(title, _escape(cut(note.authors, MAX_HEADER)), language) if note.authors else title
    if note.summary:
        yield _escape(cut(note.summary, MAX_SUMMARY))
    links = [_link(section.text, section.url) for section in note.sections]
    if note.more_sections:
        links.append(more_sections(note.more_sections, language))
    # Each on its own line, so that lines that do not fit can be dropped.
    yield from (f"• {link}" for link in links)


def _section(lines: Iterable[str]) -> Block:
    """Return a section with as many complete lines as fit."""
    text = ""
    for line in lines:
        longer = f"{text}\n{line}" if text else line
        if len(longer) > MAX_TEXT:
            break
        text = longer
    # `verbatim` disables links for URLs, channels and names in notes.
    return {"type": "section", "text": {"type": "mrkdwn", "text": text or "…", "verbatim": True}}


def _link(text: str, url: str) -> str:
    return f"<{url.replace('|', '%7C').replace('>', '%3E').replace('&', '&amp;')}|{_escape(text)}>"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
