"""What tells one context from another, so that a page is rendered only where its context has changed."""

from typing import Any

from msgspec.msgpack import Encoder

from weeknotes_site.memo import digest_of
from weeknotes_site.render.contexts import Context
from weeknotes_site.render.views import NoteView


class Fingerprints:
    """Takes the fingerprints of one build's contexts."""

    def __init__(self, salt: str) -> None:
        self._salt = salt.encode()
        """What all of them depend on besides."""
        self._notes: dict[int, tuple[NoteView, bytes]] = {}

    def of(self, template: str, context: Context) -> bytes:
        """Return the fingerprint of a page: of its template and all that its context holds."""
        parts = [self._salt, template.encode()]
        for name in context.__struct_fields__:
            value = getattr(context, name)
            if isinstance(value, tuple) and value and isinstance(value[0], NoteView):
                parts += map(self._of_note, value)
            else:
                parts.append(_encoder.encode(value))
            parts.append(name.encode())
        return digest_of(b"\0".join(parts))

    def _of_note(self, note: NoteView) -> bytes:
        """Return the digest of a view that stands in many lists: each note is told on every page of its week."""
        if id(note) not in self._notes:
            # The view is kept, so that no other can have its number.
            self._notes[id(note)] = (note, digest_of(_encoder.encode(note)))
        return self._notes[id(note)][1]


def _plain(value: Any) -> str:
    """Return a text for what is no plain value: `Markup`, or something out of a note's `extra:`."""
    return str.__str__(value) if isinstance(value, str) else repr(value)


_encoder = Encoder(enc_hook=_plain)
