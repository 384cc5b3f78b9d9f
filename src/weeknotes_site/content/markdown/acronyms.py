"""Find acronyms in a body, and their meanings if it spells them out: `Parliamentary Digital Service (PDS)`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from markdown_it.token import Token

from weeknotes_site.model.word_lists import word_list

MAX_ACRONYMS = 200
"""Maximum acronyms of a note, and maximum meanings."""
MAX_LENGTH = 8
_UPPER, _LOWER = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ"
# Capitals with at most two small letters between them: MTFH, DfE, SaaS, D&I, EC2.
_REST = f"(?:[{_LOWER}]{{0,2}}&?[{_UPPER}0-9]){{1,7}}"
_ONE = f"[{_UPPER}]{_REST}"
# Starts with a set, because that is searched three times as fast as a lookbehind.
_ACRONYM = re.compile(rf"([{_UPPER}](?<![\w&.@#].){_REST})s?(?![\w@])")
_SHOUTED = re.compile(rf"(?<!\w)[{_UPPER}]{{2,}}(?:[ ,][{_UPPER}]{{2,}}){{2,}}(?!\w)")
_AFTER = re.compile(rf"\(({_ONE})s?\)")
_BEFORE = re.compile(rf"(?<![\w&])({_ONE}) \(([^()]{{4,100}})\)")
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_SENTENCE = re.compile(r"[.:;!?()\n]")
_MAX_BEFORE = 120
"""Maximum characters before `(PDS)` that are searched for its meaning."""
_SMALL = frozenset(word_list("a; an; and; as; at; by; for; from; in; of; on; or; the; to; with; y; de"))
_CAPITALS = """
OK; AM; PM; NO; NOT; AND; OR; THE; ALL; NEW; NOW; YES; DO; DONE; GO; SO; TO; IN; ON; OF; IS; WE; YOU; ME; MY; OUR; NEXT
WHAT; HOW; WHY; WHO; FREE; STOP; MUST; ONLY; URGENT; NOTE; TODO; DRAFT; END; START; TEST; LIVE; HELP; HELLO
II; III; IV; VI; VII; VIII; IX; XI; XII
"""
_NO_ACRONYMS = frozenset(word_list(_CAPITALS))


def find_acronyms(tokens: Iterable[Token], defined: Mapping[str, str]) -> tuple[dict[str, int], dict[str, str]]:
    """Return the number of uses of each acronym in a body, and the meanings that the body spells out.

    `defined` are its definitions by `*[PDS]: …`.
    """
    counts: Counter[str] = Counter()
    meanings = {word: meaning for word, meaning in defined.items() if is_acronym(word)}
    for token in tokens:
        if token.type != "inline" or not _ACRONYM.search(token.content):
            continue
        text = _prose(token)
        if "(" in text:
            for acronym, meaning in _spelled_out(text):
                meanings.setdefault(acronym, meaning)
        text = _SHOUTED.sub(" ", text)
        counts.update(found[1] for found in _ACRONYM.finditer(text) if is_acronym(found[1]))
    return dict(counts.most_common(MAX_ACRONYMS)), dict(list(meanings.items())[:MAX_ACRONYMS])


def is_acronym(word: str) -> bool:
    """Return whether a word is one that `find_acronyms` finds."""
    is_one = len(word) <= MAX_LENGTH and word not in _NO_ACRONYMS and _ACRONYM.fullmatch(word)
    return bool(is_one) and sum(map(str.isupper, word)) > 1


def _prose(inline: Token) -> str:
    """Return a line's text without code and bare URLs."""
    parts: list[str] = []
    for child in inline.children or ():
        if child.type == "text":
            parts.append("" if "://" in child.content else child.content)
        elif child.type == "code_inline":
            parts.append("|")
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts)


def _spelled_out(text: str) -> Iterator[tuple[str, str]]:
    for found in _AFTER.finditer(text):
        before = _SENTENCE.split(text[max(found.start() - _MAX_BEFORE, 0) : found.start()])[-1]
        if meaning := _meaning(found[1], before, whole=False):
            yield found[1], meaning
    for found in _BEFORE.finditer(text):
        if meaning := _meaning(found[1], found[2], whole=True):
            yield found[1], meaning


def _meaning(acronym: str, text: str, *, whole: bool) -> str:
    """Return the words at the end of a text whose initials make an acronym; if `whole`, no others are allowed."""
    letters = [letter for letter in acronym if letter.isalnum()]
    words = list(_WORD.finditer(text))[-2 * len(letters) :]
    first = _match(letters, [word[0].casefold() for word in words])
    if first is None or (whole and first):
        return ""
    return " ".join(text[words[first].start() :].split())


def _match(letters: Sequence[str], words: Sequence[str]) -> int | None:
    """Return the index of the first word that the letters match, from the last backwards; None if they do not match."""

    @cache
    def match(left: int, before: int) -> int | None:
        """Match the first `left` letters with the first `before` words."""
        if not left:
            return before
        if not before:
            return None
        word, letter = words[before - 1], letters[left - 1]
        skipped = match(left, before - 1) if word in _SMALL else None
        # A capital matches a small word only if nothing else fits: the O of FOI.
        if skipped is not None and letter.isupper():
            return skipped
        taken = match(left - 1, before - 1) if word[0] == letter.casefold() else None
        return skipped if taken is None else taken

    return match(len(letters), len(words))
