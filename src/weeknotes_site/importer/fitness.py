"""Files that come along with notes: those that the site would refuse stay behind."""

import io

from weeknotes_site.importer.found import Content
from weeknotes_site.importer.source_files import RefusedError
from weeknotes_site.pictures.size import read_picture_size
from weeknotes_site.site.kinds import ATTACHMENTS, PICTURES

MAX_PICTURE_BYTES = 25_000_000
MAX_FILE_BYTES = 50_000_000
MAX_PIXELS = 50_000_000


def why_unfit(content: Content, kind: str, *, is_picture: bool) -> str:
    """Return why a file cannot be published beside a note; empty where it can."""
    if kind not in (PICTURES if is_picture else ATTACHMENTS):
        return f"files of the kind `{kind or 'unknown'}` are not published"
    try:
        raw = content()
    except (RefusedError, OSError, ValueError, EOFError) as failure:
        return str(failure)
    if len(raw) > (MAX_PICTURE_BYTES if kind in PICTURES else MAX_FILE_BYTES):
        return "it is too large"
    if kind in PICTURES:
        size = read_picture_size(io.BytesIO(raw))
        if size is None or not _starts_right(raw, kind):
            return "it is damaged, or not what its name says"
        if size[0] * size[1] > MAX_PIXELS:
            return "it has too many pixels"
    return ""


def _starts_right(raw: bytes, kind: str) -> bool:
    starts = {"png": b"\x89PNG", "jpg": b"\xff\xd8", "jpeg": b"\xff\xd8", "gif": b"GIF8", "webp": b"RIFF"}
    return raw.startswith(starts.get(kind, b""))
