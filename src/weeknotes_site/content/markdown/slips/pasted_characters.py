"""Invisible characters, and remains of a wrong encoding."""

import re

from weeknotes_site.content.markdown.slips.page import Page, instead

_NAMES = {
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width space",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark",
    "\u202d": "override of the text direction",
    "\u202e": "override of the text direction",
}
_INVISIBLE = re.compile(f"[{''.join(_NAMES)}]+")
# Thai, Lao, Myanmar and Khmer have no spaces between words, and mark with it where a line may end.
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_AROUND = 20
_LEADS = "ÂÃâð"
_MISREAD = re.compile("[ÂÃâð][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3}")


def find_invisible(page: Page) -> None:
    """Warn about invisible characters."""
    for passage in page.passages_with(*_NAMES):
        text = passage.written
        for found in _INVISIBLE.finditer(text):
            before = text[max(found.start() - _AROUND, 0) : found.start()].split()
            after = text[found.end() : found.end() + _AROUND].split()
            before_word = before[-1] if before and not text[found.start() - 1].isspace() else ""
            after_word = after[0] if after and not text[found.end()].isspace() else ""
            word = f"{before_word}{after_word}"
            word = _INVISIBLE.sub("", word)
            if _WITHOUT_SPACES.search(word):
                continue
            message = f"`{word}` contains an invisible {_NAMES[found[0][0]]} (U+{ord(found[0][0]):04X})"
            hint = f"delete it: write `{word}`" if word else "delete it"
            if not word:
                message = f"this is an invisible {_NAMES[found[0][0]]} (U+{ord(found[0][0]):04X})"
            passage.warn("invisible-character", found.start(), found.end(), message, hint, instead(""))


def find_wrong_encoding(page: Page) -> None:
    """Warn about UTF-8 that was read as Windows-1252, and about what marks a lost character."""
    for passage in page.passages_with(*_LEADS, "\ufffd"):
        for found in _MISREAD.finditer(passage.written):
            if meant := _meant(found[0]):
                written, right = meant
                message = f"`{written}` is `{right}` in the wrong encoding"
                end = found.start() + len(written)
                fix = instead(right, is_safe=False)
                passage.warn("wrong-encoding", found.start(), end, message, f"write `{right}`", fix)
        if (at := passage.written.find("\ufffd")) >= 0:
            message = "`\ufffd` marks a character that was lost when the text was saved"
            passage.warn("wrong-encoding", at, at + 1, message, "write the character that was meant")


def _meant(written: str) -> tuple[str, str] | None:
    """Return as much of a text as was one character, and that character; None where it was none."""
    for length in range(2, len(written) + 1):
        try:
            right = b"".join(map(_byte, written[:length])).decode()
        except UnicodeError:
            continue
        return (written[:length], right) if _is_plausible(right) else None
    return None


def _byte(char: str) -> bytes:
    # Windows-1252 leaves five of its bytes without a character; they come as the control of that number.
    return char.encode("latin-1" if ord(char) < 0x100 else "cp1252")


def _is_plausible(char: str) -> bool:
    code = ord(char)
    return 0xA0 <= code <= 0xFF or 0x2010 <= code <= 0x2044 or code in (0x20AC, 0x2122) or code >= 0x1F000


def in_right_encoding(text: str) -> str:
    """Return a text without remains of a wrong encoding, as far as they are certain."""
    return _MISREAD.sub(_as_meant, text)


def _as_meant(found: re.Match[str]) -> str:
    meant = _meant(found[0])
    return found[0].replace(*meant, 1) if meant else found[0]


def without_invisible(text: str) -> str:
    """Return a text without invisible characters."""
    return text if _WITHOUT_SPACES.search(text) else _INVISIBLE.sub("", text)
