"""Find acronyms in a body, and their meanings if it spells them out: `Parliamentary Digital Service (PDS)`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from markdown_it.token import Token

from weeknotes_site.content.markdown.facts.outline import is_break
from weeknotes_site.model.names import SHOUTED
from weeknotes_site.model.word_lists import word_list
from weeknotes_site.regex import regex

MAX_ACRONYMS = 200
"""Maximum acronyms of a note, and maximum meanings."""
MAX_LENGTH = 8
_UPPER, _LOWER = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ"
# Capitals with at most two small letters between them: MTFH, DfE, SaaS, D&I, EC2.
_REST = f"(?:[{_LOWER}]{{0,2}}&?[{_UPPER}0-9]){{1,7}}"
_ONE = f"[{_UPPER}]{_REST}"
# Starts with a set, because that is searched three times as fast as a lookbehind. GOV in `GOV.UK`, UTF in `UTF-8` and
# LS1 in `LS1 4AP` are parts of something else.
_ACRONYM = regex(rf"([{_UPPER}](?<![\w&.@#].){_REST})s?(?![\w@]|\.\w|-\d|\s\d[A-Z]{{2}}(?!\w))")
_QUOTED = rf"[\"'“‘]?({_ONE})s?[\"'”’]?"
# What may follow the words of an acronym: `(PDS)`, `(the “PDS”)`, `, or PDS`.
_AFTER = regex(rf" \((?:(?:the|or|aka|our) )?{_QUOTED}\)|,? (?:or|aka|known as|called) {_QUOTED}(?![\w@.-])")
_BEFORE = regex(
    rf"(?<![\w&])({_ONE})(?: \((?:(?:the|an?|or|i\.?e\.?,?) )?([^()]{{4,100}})\)| [–—-] ([^.:;!?()–—]{{4,100}}))"
)
_WORD = regex(r"[^\W_]+(?:[’'][^\W_]+)*")
_SENTENCE = regex(r"[.:;!?()\n]")
_MAX_BEFORE = 120
"""Maximum characters before `(PDS)` that are searched for its meaning."""
_SMALL = frozenset(word_list("a; an; and; as; at; by; for; from; in; of; on; or; the; to; with; y; de"))
_KINDS = frozenset(
    word_list(
        "system; systems; service; services; team; group; board; unit; programme; program; project; platform; software;"
        "tool; tools; model; scheme; framework; act"
    )
)
"""Words that may follow those of an acronym: `customer relationship management system (CRM)`."""
_CAPITALS = """
OK; AM; PM; NO; NOT; AND; OR; THE; ALL; NEW; NOW; YES; DO; DONE; GO; SO; TO; IN; ON; OF; IS; WE; YOU; ME; MY; OUR; NEXT
WHAT; HOW; WHY; WHO; FREE; STOP; MUST; ONLY; URGENT; NOTE; TODO; DRAFT; END; START; TEST; LIVE; HELP; HELLO
VERY; HUGE; BIG; ALWAYS; NEVER; EVER; PLEASE; REALLY; MORE; MOST; LESS; MANY; MUCH; FIRST; LAST; EVERY; ANY; BUT; FOR
FROM; WITH; WITHOUT; THIS; THAT; THESE; THOSE; THEY; THEM; ARE; WAS; WERE; WILL; CAN; CANNOT; BEFORE; AFTER; AGAIN
SOON; TODAY; TOMORROW; WEEK; WARNING; UPDATE; FINALLY; AMAZING; GREAT; GOOD; BEST; LOVE; THANKS; THANK; SORRY; WOW; YAY
LOTS; SOME; NONE; BOTH; ONE; TWO; THREE; SUPER; EXTRA; TOO; ALSO; EVEN; JUST; STILL; YET; HERE; THERE; WHEN; WHERE
WHICH; WHOLE; WRONG; READ; LOOK; SEE; OPEN; CLOSED; READY; DOES; DID; HAVE; HAS; HAD; BE; BEEN; IF; AT; BY; UP; OUT
JAN; FEB; MAR; APR; MAY; JUN; JUL; AUG; SEP; SEPT; OCT; NOV; DEC; MON; TUE; TUES; WED; THU; THUR; THURS; FRI; SAT; SUN
EUR; GBP; USD; CHF; SEK; NOK; DKK; JPY; AUD; CAD; NZD; PLN; CZK
"""
_NO_ACRONYMS = frozenset(word_list(_CAPITALS))
_ROMAN_OR_POSTCODE = regex(r"X{0,3}(?:IX|IV|V?I{0,3})|MM[XVI]+|MCM[LXCVI]+|[A-Z]{2}\d[A-Z]")


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
        for acronym, meaning in _spelled_out(text):
            meanings.setdefault(acronym, meaning)
        text = SHOUTED.sub(" ", text)
        counts.update(found[1] for found in _ACRONYM.finditer(text) if is_acronym(found[1]))
    return dict(counts.most_common(MAX_ACRONYMS)), dict(list(meanings.items())[:MAX_ACRONYMS])


def is_acronym(word: str) -> bool:
    """Return whether a word is one that `find_acronyms` finds."""
    is_one = len(word) <= MAX_LENGTH and word not in _NO_ACRONYMS and _ACRONYM.fullmatch(word)
    return bool(is_one) and sum(map(str.isupper, word)) > 1 and not _ROMAN_OR_POSTCODE.fullmatch(word)


def _prose(inline: Token) -> str:
    """Return a line's text without code and bare URLs."""
    parts: list[str] = []
    for child in inline.children or ():
        if child.type == "text":
            parts.append("" if "://" in child.content else child.content)
        elif child.type == "code_inline":
            parts.append("|")
        elif is_break(child) or child.type == "image":
            parts.append(" ")
    return "".join(parts)


def _spelled_out(text: str) -> Iterator[tuple[str, str]]:
    """Yield acronyms with their meanings, from `Parliamentary Digital Service (PDS)` and the like."""
    for found in _AFTER.finditer(text):
        acronym = found[1] or found[2]
        before = _SENTENCE.split(text[max(found.start() - _MAX_BEFORE, 0) : found.start()])[-1]
        if meaning := _meaning(acronym, before, whole=False):
            yield acronym, meaning
    for found in _BEFORE.finditer(text):
        if meaning := _meaning(found[1], found[2] or found[3], whole=True):
            yield found[1], meaning


def _meaning(acronym: str, text: str, *, whole: bool) -> str:
    """Return the words at the end of a text whose initials make an acronym; if `whole`, no others are allowed."""
    letters = "".join(filter(str.isalnum, acronym)).casefold()
    words = list(_WORD.finditer(text))[-2 * len(letters) - 1 :]
    first = _match(letters, acronym, words)
    if first is None and words and words[-1][0].casefold() in _KINDS:
        first = _match(letters, acronym, words[:-1])
    if first is None or (whole and first):
        return ""
    start = words[first].start()
    while first and text[start - 1] == "-" and words[first - 1].end() == start - 1:  # the first word is a compound
        first -= 1
        start = words[first].start()
    return " ".join(text[start:].split())


def _match(letters: str, acronym: str, found: Sequence[re.Match[str]]) -> int | None:
    """Return the index of the first word that the letters match, from the last backwards; None if they do not match."""
    words = [(one[0].casefold(), _given(one[0])) for one in found]
    is_small = [letter.islower() for letter in acronym if letter.isalnum()]

    @cache
    def match(left: int, before: int) -> int | None:
        """Match the first `left` letters with the first `before` words."""
        if not left:
            return before
        if not before:
            return None
        word, given = words[before - 1]
        skipped = match(left, before - 1) if word in _SMALL else None
        # A capital matches a small word only if nothing else fits: the O of FOI.
        if skipped is not None and not is_small[left - 1]:
            return skipped
        for part in given:
            if letters.endswith(part, 0, left) and (taken := match(left - len(part), before - 1)) is not None:
                return taken
        return skipped

    return match(len(letters), len(words))


def _given(word: str) -> tuple[str, ...]:
    """Return what a word may give to an acronym: all of `HM`, its initial, or the X of `experience`."""
    folded = word.casefold()
    is_acronym = 1 < len(word) <= MAX_LENGTH and word.isupper()
    return (*((folded,) if is_acronym else ()), folded[0], *(("x",) if folded.startswith("ex") else ()))
