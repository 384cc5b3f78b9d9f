"""Invisible characters, and remains of a wrong encoding."""

from weeknotes_site.content.markdown.slips.page import Page, instead
from weeknotes_site.content.text.characters import LEADS, find_misread
from weeknotes_site.regex import regex

_NAMES = {
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width space",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark",
    "\u202d": "override of the text direction",
    "\u202e": "override of the text direction",
}
_INVISIBLE = regex(f"[{''.join(_NAMES)}]+")
# Thai, Lao, Myanmar and Khmer have no spaces between words; it marks where a line may break.
_WITHOUT_SPACES = regex("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_AROUND = 20


def find_invisible(page: Page) -> None:
    """Warn about invisible characters."""
    for passage in page.passages_with(*_NAMES):
        text = passage.written
        for found in _INVISIBLE.finditer(text):
            before = text[max(found.start() - _AROUND, 0) : found.start()].split()
            after = text[found.end() : found.end() + _AROUND].split()
            before_word = before[-1] if before and not text[found.start() - 1].isspace() else ""
            after_word = after[0] if after and not text[found.end()].isspace() else ""
            word = _INVISIBLE.sub("", f"{before_word}{after_word}")
            if _WITHOUT_SPACES.search(word):
                continue
            message = f"`{word}` contains an invisible {_NAMES[found[0][0]]} (U+{ord(found[0][0]):04X})"
            hint = f"delete it: write `{word}`" if word else "delete it"
            if not word:
                message = f"this is an invisible {_NAMES[found[0][0]]} (U+{ord(found[0][0]):04X})"
            passage.warn("invisible-character", *found.span(), message, hint, instead(""))


def find_wrong_encoding(page: Page) -> None:
    """Warn about UTF-8 that was read as Windows-1252, and about replacement characters."""
    for passage in page.passages_with(*LEADS, "\ufffd"):
        for start, written, right in find_misread(passage.written):
            message = f"`{written}` is `{right}` in the wrong encoding"
            passage.suggest("wrong-encoding", start, start + len(written), message, right, is_safe=False)
        if (at := passage.written.find("\ufffd")) >= 0:
            message = "`\ufffd` marks a character that was lost when the text was saved"
            passage.warn("wrong-encoding", at, at + 1, message, "write the character that was meant")


def without_invisible(text: str) -> str:
    """Return a text without invisible characters."""
    return text if _WITHOUT_SPACES.search(text) else _INVISIBLE.sub("", text)
