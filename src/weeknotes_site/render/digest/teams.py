"""Write the digest as an Adaptive Card for webhooks of Microsoft Teams.

Limit: 28 kB
(https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using).
"""

import json
from collections.abc import Iterator
from typing import Any

from weeknotes_site.languages import Language
from weeknotes_site.render.digest.contexts import DigestNote, WeekDigest
from weeknotes_site.render.digest.markdown import escape, link, sections_as_list
from weeknotes_site.render.digest.phrases import added_later, more_notes, signed_by, subject, subscribe, whole_week

MAX_BYTES = 28_000

Element = dict[str, Any]


def as_teams(digest: WeekDigest, language: Language) -> str:
    """Return the message as JSON."""
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": list(_body(digest, language)),
        "actions": [
            {"type": "Action.OpenUrl", "title": whole_week(language), "url": digest.url},
            {"type": "Action.OpenUrl", "title": subscribe(language), "url": digest.subscribe_url},
        ],
        "msteams": {"width": "Full"},
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    message = {"type": "message", "summary": subject(digest.site, digest.title, language), "attachments": [attachment]}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")) + "\n"


def fits_teams(message: bytes) -> bool:
    """Return whether a message is small enough."""
    return len(message) <= MAX_BYTES


def _body(digest: WeekDigest, language: Language) -> Iterator[Element]:
    yield _text(escape(digest.site), isSubtle=True)
    yield _text(escape(digest.title), size="Large", weight="Bolder", style="heading", spacing="None")
    yield _text(escape(digest.opening))
    late = digest.first_late
    for note in digest.notes:
        if note is late:
            yield _text(added_later(language), weight="Bolder", separator=True)
        yield {"type": "Container", "spacing": "Large", "separator": True, "items": list(_note(note, language))}
    if digest.left_out:
        yield _text(link(more_notes(digest, language), digest.url), separator=True)


def _note(note: DigestNote, language: Language) -> Iterator[Element]:
    team = f"{escape(note.team)}{language.colon}" if note.team else ""
    yield _text(f"{team}{link(note.title, note.url)}", weight="Bolder")
    if note.authors:
        yield _text(signed_by(escape(note.authors), language), isSubtle=True, spacing="None")
    if note.summary:
        yield _text(escape(note.summary), spacing="Small")
    if note.sections:
        yield _text(sections_as_list(note, language), spacing="Small")


def _text(markdown: str, **look: Any) -> Element:
    return {"type": "TextBlock", "text": markdown, "wrap": True, **look}
