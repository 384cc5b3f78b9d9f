"""Permanent ids: URNs that outlive titles, addresses and names."""

import uuid


def permanent_id(site_id: str, name: str) -> str:
    """Return the `urn:uuid:` of a name within a site (UUIDv5, RFC 9562).

    A note's name is `team/stem`; what is no note has a colon and no slash in its name: `week:2026-W47`, `feed:`.
    """
    try:
        namespace = uuid.UUID(site_id)
    except ValueError:
        namespace = uuid.uuid5(uuid.NAMESPACE_URL, f"weeknotes:{site_id}")
    return uuid.uuid5(namespace, name).urn
