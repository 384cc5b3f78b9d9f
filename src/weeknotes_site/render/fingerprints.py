"""What tells one context from another, so that a page is rendered only where its context has changed."""

from typing import Any

from msgspec.msgpack import Encoder

from weeknotes_site.memo import digest_of
from weeknotes_site.render.contexts import Context


def fingerprint_of(salt: str, template: str, context: Context) -> bytes:
    """Return the fingerprint of a page: of its template, all that its context holds, and what it depends on besides."""
    return digest_of(b"\0".join((salt.encode(), template.encode(), _encoder.encode(context))))


def _plain(value: Any) -> str:
    """Return a text for what is no plain value: `Markup`, or something out of a note's `extra:`."""
    return str.__str__(value) if isinstance(value, str) else repr(value)


_encoder = Encoder(enc_hook=_plain)
