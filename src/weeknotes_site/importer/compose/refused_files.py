"""Check the files that notes link to: those that the site would refuse are not imported."""

from weeknotes_site.importer.found import Content
from weeknotes_site.importer.sources.files import RefusedError
from weeknotes_site.pictures import MAX_PICTURE_BYTES, UnfitError
from weeknotes_site.site.attachments import MAX_ATTACHMENT_BYTES
from weeknotes_site.site.kinds import ATTACHMENTS, PICTURES


def why_refused(content: Content, kind: str, *, is_picture: bool) -> str:
    """Return why a file cannot be published beside a note; empty if it can."""
    if kind not in (PICTURES if is_picture else ATTACHMENTS):
        return f"files of the kind `{kind or 'unknown'}` are not published"
    try:
        raw = content()
    except (RefusedError, OSError, ValueError, EOFError) as failure:
        return str(failure)
    if len(raw) > (MAX_PICTURE_BYTES if kind in PICTURES else MAX_ATTACHMENT_BYTES):
        return "it is too large"
    return _why_not_drawn(raw) if kind in PICTURES else ""


def _why_not_drawn(raw: bytes) -> str:
    from weeknotes_site.pictures.redraw import redraw  # here, as Pillow takes time to load

    try:
        redraw(raw)
    except UnfitError as failure:
        return f"it {failure}"
    return ""
