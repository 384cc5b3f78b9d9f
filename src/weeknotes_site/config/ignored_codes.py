"""Find codes that settings and notes list as ignored, and that ignore nothing."""

from msgspec import Struct

from weeknotes_site.codes import CODES, NEVER_WARNINGS
from weeknotes_site.suggestions import nearest


class Unusable(Struct, frozen=True):
    """Why an ignored code has no effect, what to do about it, and the code that was probably meant."""

    message: str
    hint: str
    meant: str = ""


def find_unusable(code: str) -> Unusable | None:
    """Return why ignoring a code has no effect; None if it is the code of a warning."""
    if code in NEVER_WARNINGS:
        return Unusable(f"`{code}` is an error, and errors cannot be ignored", "delete it, and correct the error")
    if code in CODES:
        return None
    near = nearest(code, CODES - NEVER_WARNINGS)
    hint = f"did you mean `{near}`?" if near else "write the code that `weeknotes check` shows in square brackets"
    return Unusable(f"`{code}` is not the code of a warning", hint, near or "")
