"""Permanent ids: URNs that outlive titles, addresses and names."""

import uuid
from functools import lru_cache
from hashlib import sha1


def permanent_id(site_id: str, name: str) -> str:
    """Return the `urn:uuid:` of a name within a site (UUIDv5, RFC 9562).

    A note's name is `team/stem`; what is no note has a colon and no slash in its name: `week:2026-W47`, `feed:`.
    """
    return _urn(_namespace(site_id), name)


def id_in_language(permanent: str, language: str) -> str:
    """Return the id of the same thing in another language of the site; for no language the id itself."""
    return _urn(uuid.NAMESPACE_URL.bytes, f"{permanent}/{language.casefold()}") if language else permanent


def note_id(site_id: str, team: str, name: str, language: str = "") -> str:
    """Return the permanent id of the note that has a name in a team, given by the slug of its oldest name."""
    return id_in_language(permanent_id(site_id, f"{team}/{name}"), language)


def _urn(namespace: bytes, name: str) -> str:
    """Return the URN of a UUIDv5; `uuid.uuid5` takes three times as long, for every note of every build."""
    digest = bytearray(sha1(namespace + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    code = digest.hex()
    return f"urn:uuid:{code[:8]}-{code[8:12]}-{code[12:16]}-{code[16:20]}-{code[20:]}"


@lru_cache(maxsize=8)
def _namespace(site_id: str) -> bytes:
    try:
        return uuid.UUID(site_id).bytes
    except ValueError:
        return uuid.uuid5(uuid.NAMESPACE_URL, f"weeknotes:{site_id}").bytes
