"""Hash possible names: the words from each capital letter on.

A note is read without knowing the names of teams. Once all files have been read, names are looked up among its hashes,
so no text is searched.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from zlib import crc32

from markdown_it.token import Token

from weeknotes_site.model.names import CODE, FIRST_WORD, OPENS_INSIDE, PART, SEPARATOR, SHOUTED, ends_before, normalised
from weeknotes_site.regex import regex

MAX_NAMES = 2_000
"""Maximum hashes of a note; one of 1,000 words has about 200."""
MAX_WORDS = 4
"""Maximum words of a name that are compared."""
HASH_BYTES = 4

# A word that begins with a capital letter, or in a script that has none, and the words after it. The first set is
# wider than that, because a set is matched ten times as fast as `\w` and the like.
_START = regex(rf"([^\0-@\[-\xbf](?<=\w)(?<![\w@#.\\&].)\w*+)(?![@\\])(?=((?:{SEPARATOR}\w+){{0,{MAX_WORDS - 1}}}))")
# The capital of `iPad` and `5G`.
_INSIDE = regex(r"[A-Z](?<=[a-z0-9].)")
_FROM_INSIDE = regex(rf"(?<![\w@#.\\&])({OPENS_INSIDE}\w*+)(?![@\\])(?=((?:{SEPARATOR}\w+){{0,{MAX_WORDS - 1}}}))")
_MAX_INSIDE = 3
_BOLD = regex(r"</?(?:b|i|em|strong)\b")
_EMPHASIS = frozenset(("em_open", "em_close", "strong_open", "strong_close", "s_open", "s_close"))
_BLOCK_END, _BREAK = "\0", "\1"
# Notes contain no control characters, so these are unambiguous.
_OPENS_SENTENCE = frozenset(f"{_BLOCK_END}.!?…:")
_SKIPPED = frozenset(f"{_BREAK} \"'“”‘’«»([*–—-")
_MAX_SKIPPED = 6


def find_names(plain: str) -> bytes:
    """Return the hashes of all possible names in a body's plain text, `HASH_BYTES` each."""
    text = _BLOCK_END + plain
    shouted: tuple[tuple[int, int], ...] | None = None
    found: set[str] = set()
    for match in _START.finditer(text):
        word, rest = match.groups()
        if not word[0].islower():
            least = 1
            if len(word) > 1 and word.isupper():
                if shouted is None:
                    shouted = tuple(one.span() for one in SHOUTED.finditer(text))
                least += any(first <= match.start() < last for first, last in shouted)
            elif _proves_nothing(word, rest, text, match.start()):
                rest = ""
            _add_runs(found, word, rest, least=least)
        if len(found) >= MAX_NAMES:
            break
    for match in _from_inside(text):
        _add_runs(found, match[1], match[2], least=2)
    return b"".join(map(hash_name, sorted(found)[:MAX_NAMES]))


def words_of_body(tokens: Sequence[Token]) -> str:
    """Return the words of a body, composed, without code, pictures and addresses."""
    out: list[str] = []
    for token in tokens:
        if token.type == "inline":
            in_code = False
            for child in token.children or ():
                kind = child.type
                if kind == "text":
                    content = child.content
                    is_left_out = in_code or "://" in content or content.startswith("www.")
                    out.append(_BREAK if is_left_out else content)
                elif kind == "html_inline":
                    if tag := CODE.match(child.content):
                        in_code = not tag[1]
                    if not _BOLD.match(child.content):
                        out.append(_BREAK)
                elif kind not in _EMPHASIS:  # `**Data** Platform`
                    out.append(" " if kind == "softbreak" else _BREAK)
            out.append(_BLOCK_END)
    return unicodedata.normalize("NFC", " ".join("".join(out).split()))


def _from_inside(text: str) -> Iterator[re.Match[str]]:
    """Yield the words whose capital is not their first letter, each with the words after it."""
    for inside in _INSIDE.finditer(text):
        at = inside.start()
        starts = (at - back for back in range(1, _MAX_INSIDE + 1) if at > back)
        if found := next(filter(None, (_FROM_INSIDE.match(text, start) for start in starts)), None):
            yield found


def hash_name(name: str) -> bytes:
    return crc32(name.encode()).to_bytes(HASH_BYTES, "big")


def hash_of_name(name: str) -> int:
    """Return the hash of a name as the number that a `memoryview` of hashes contains."""
    return int.from_bytes(hash_name(comparable_name(name)), sys.byteorder)


def comparable_name(name: str) -> str:
    """Normalise a name for comparison: its first words, with one separator between two."""
    match = FIRST_WORD.match(name)
    first = match[0] if match else ""
    parts = PART.findall(name[len(first) :])[: MAX_WORDS - 1]
    return first + "".join(normalised(separator) + word for separator, word in parts)


def opens_sentence(text: str, at: int) -> bool:
    """Return whether a sentence begins at a place, behind quotation marks and brackets."""
    for before in reversed(text[max(at - _MAX_SKIPPED, 0) : at]):
        if before not in _SKIPPED:
            return before in _OPENS_SENTENCE
    return False


def _proves_nothing(word: str, rest: str, text: str, at: int) -> bool:
    """Return whether the only capital letter is the one at the start of a sentence."""
    return rest == rest.lower() and word[1:] == word[1:].lower() and opens_sentence(text, at)


def _add_runs(found: set[str], word: str, rest: str, *, least: int) -> None:
    """Add each run of words that starts with this word and ends where a name may end.

    The word alone is added unless a name has at `least` two words.
    """
    if not rest or rest.replace(" ", "").isalnum():  # words are mostly separated by spaces only
        if least == 1:
            found.add(word)
        for one in rest.split():
            word = f"{word} {one}"
            found.add(word)
        return
    parts = PART.findall(rest)
    if least == 1 and (not parts or ends_before(*parts[0])):
        found.add(word)
    for at, (separator, one) in enumerate(parts, 1):
        word += normalised(separator) + one
        if at == len(parts) or ends_before(*parts[at]):
            found.add(word)
