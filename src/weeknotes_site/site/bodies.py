"""Load bodies of notes from the cache when a page or feed shows them."""

from msgspec import Struct

from weeknotes_site.cache import Cache
from weeknotes_site.content.reading import Reading, read_text
from weeknotes_site.model.body import Body, BodyRef


class Bodies(Struct, frozen=True):
    """Load bodies by reference; can be pickled."""

    reading: Reading
    cache: Cache

    def __call__(self, ref: BodyRef) -> Body:
        """Return the body."""
        return Body(read_text(self.reading, self.cache, ref.path, ref.digest), ref.targets)
