"""Permanent ids: URNs that outlive titles, addresses and names."""

import uuid
from functools import lru_cache
from hashlib import sha1


def permanent_id(site_id: str, name: str) -> str:
    """Return the `urn:uuid:` of a name within a site (UUIDv5, RFC 9562).

    A note's name is `team/stem`; other names have a colon and no slash: `week:2026-W47`, `feed:`.
    """
    # `uuid.uuid5` takes four times as long, a fiftieth of a large site's weekly build.
    digest = sha1(_namespace(site_id).bytes + name.encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) % 4]
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def id_in_language(permanent: str, language: str) -> str:
    """Return the id for another language of the site; without a language, the id itself."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{permanent}/{language.casefold()}").urn if language else permanent


def note_id(site_id: str, team: str, name: str, language: str = "") -> str:
    """Return the permanent id of the note with a name; `team` is the slug of the team's oldest name."""
    return id_in_language(permanent_id(site_id, f"{team}/{name}"), language)


@lru_cache(maxsize=8)
def _namespace(site_id: str) -> uuid.UUID:
    try:
        return uuid.UUID(site_id)
    except ValueError:
        return uuid.uuid5(uuid.NAMESPACE_URL, f"weeknotes:{site_id}")
