"""Words around a reference such as `weeknote 16` that determine whose note it is."""

from collections.abc import Iterator, Sequence
from functools import cache

from weeknotes_site.languages import month_names
from weeknotes_site.model.days import WEEKDAYS
from weeknotes_site.model.names import COMMAS, begins_with_capital
from weeknotes_site.model.word_lists import word_list

OWN = frozenset(
    word_list("my; our; ours; mine; unser; unsere; unserer; unserem; notre; nos; ein; نا; ي; لنا; فريقنا; فريقي")
)
_OURS = frozenset(word_list("ours; mine; لنا; فريقنا; فريقي"))
OTHERS = frozenset(
    word_list(
        "their; theirs; her; hers; his; its; your; yours; they; she; he; another; other; somebody; someone; whose;"
        "ihr; ihre; ihrer; ihrem; sein; seine; seiner; euer; eure; leur; son; sa; votre; eu; ei; eich;"
        "هم; هي; هو; أنتم; لديهم; لديها; لديه; لديكم; عندهم; عندها; عنده; عندكم; لهم; لها; له; لكم; فريقهم; فريقكم"
    )
)
LINKING = frozenset(
    word_list(
        "a; about; after; again; also; an; and; as; at; because; before; but; by; compare; during; finally; first; for;"
        "from; had; has; have; here; if; in; into; is; like; of; on; or; per; previously; read; see; since; so; than;"
        "that; the; then; this; to; until; via; was; we; were; when; where; which; while; with; i;"
        "aus; et; mit; nach; seit; siehe; und; vgl; von; wie; zu; dans; depuis; voir; ers; gweler; yn;"
        "ب; ل; ك; و; ف; في; من; إلى; على; عن; أو; ثم; كما; مع; منذ; حسب; وفق; أن; بعد; قبل; عند; حيث; قد; هنا; حول;"
        "لأن; لكن; أيضا; أيضًا; هذا; هذه; وفي; ومن; وعن; وعلى; انظر; وانظر; راجع; وراجع; اقرأ; واقرأ; طالع; تابع"
    )
)
"""Words that start a new part of a clause: `Bo said in weeknote 16`."""
WITHIN = frozenset(word_list("in; aus; dans; yn; في"))
"""Words that put a reference into a clause: `Repairs, in weeknote 16, said`."""
_COMMON = OWN | OTHERS | LINKING
TEAM_WORDS = frozenset(word_list("team; squad; group; crew; colleagues; folks; people; فريق; الفريق"))
_OF_OWN = TEAM_WORDS | {"own", "side"}
_TIMES = frozenset(word_list("last; next; this; yesterday; today; back; earlier; الأسبوع; أمس"))
_OWN_TIMES = frozenset(
    word_list(
        "week; fortnight; month; sprint; yesterday; today; it; that; let; there; here; what;"
        "الأسبوع; الماضي; السابق; أمس"
    )
)
"""Words whose `'s` does not name another team: `last week's weeknote 16`."""
MAX_BETWEEN = 3
"""Maximum words between a name and `weeknote`."""


def is_of_own(words: Sequence[str]) -> bool:
    """Return whether words after `of`, `by` or `from` refer to the team itself or to a time: `of ours`, `of May`."""
    first, second = (*map(plain, words[:2]), "")[:2]
    if any(map(is_name_like, words[1:])):
        return False
    if first in OWN:
        return first in _OURS or second in _OF_OWN
    return first in _TIMES or is_calendar(words[0]) or first.isdigit()


def definite_forms(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield possible forms of words after Arabic `ل`: `البيانات` for `لبيانات` in `للبيانات`; and without `فريق`."""
    first, *rest = words
    if first in TEAM_WORDS and rest:
        yield rest
    if first.startswith("ل"):
        yield f"ال{first[1:]}", *rest
        yield f"ال{first}", *rest


def last_part(words: Sequence[str]) -> list[str]:
    """Return the words after the last linking word of a clause: `GDS’s excellent` in `As in GDS’s excellent`."""
    at = next((at for at in range(len(words), 0, -1) if plain(words[at - 1]) in LINKING), 0)
    return list(words[at:])


def is_name_like(word: str) -> bool:
    """Return whether a word has a capital letter and is neither `I` nor a month or weekday."""
    is_common = plain(word) in _COMMON or _bare(word) in _OWN_TIMES
    return begins_with_capital(word) and not is_common and not is_calendar(word)


def is_calendar(word: str) -> bool:
    """Return whether a word is a month or weekday, or its genitive."""
    return _bare(word) in _calendar()


def is_of_others(words: Sequence[str]) -> bool:
    """Return whether words say that a note is not the team's own: `their`, `the other team’s`, `last year’s`."""
    for at, word in enumerate(words):
        folded = plain(word)
        if folded in OTHERS:
            return True
        is_genitive = folded.endswith(("'s", "s'"))
        is_own = _bare(word) in _OWN_TIMES or is_calendar(word)
        is_own = is_own or (_bare(word) in TEAM_WORDS and at > 0 and plain(words[at - 1]) in OWN)
        if is_genitive and not is_own:
            return True
    return False


def may_follow_name(name: str, words: Sequence[str]) -> bool:
    """Return whether words may stand between a team's name and `weeknote`: `team’s`, or any if it is a genitive."""
    if not words:
        return True
    if any(map(is_name_like, words)) or len(words) > MAX_BETWEEN or any(plain(word) in LINKING for word in words):
        return False
    if name.endswith(("'", "'s")):
        return True
    return _bare(words[0]) in TEAM_WORDS and (len(words) == 1 or plain(words[0]).endswith(("'", "'s")))


def plain(word: str) -> str:
    """Return a word in lower case, with a straight apostrophe."""
    return word.casefold().replace("’", "'").strip("*_.-–—&/" + COMMAS)


def _bare(word: str) -> str:
    return plain(word).removesuffix("'s").removesuffix("'")


@cache
def _calendar() -> frozenset[str]:
    return month_names() | {day.casefold() for day in WEEKDAYS}
