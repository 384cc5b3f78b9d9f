"""Convert ranges of weeks, such as `2026-W50 to 2026-W51`, to lists."""

import re

from weeknotes_site.model.week import Week
from weeknotes_site.regex import regex

MAX_SPAN = 10
"""Maximum weeks in a hint."""
_LAST_WEEK = 53
_SPAN_OF_WEEKS = regex(
    r"(\d{4})-?[Ww](\d{1,2})(\s*(?:to|until|till|through|and|\.{2,3}|->|[-–—/,&+…→])\s*)(?:(\d{4})-?)?[Ww]?(\d{1,2})",
    re.IGNORECASE,
)
_SPAN_WITHOUT_YEAR = regex(
    r"(?:w(?:ee)?k?s?|[ck]w)? ?(\d{1,2}) ?[-–—/,&+] ?(?:w(?:ee)?k?|[ck]w)? ?(\d{1,2})", re.IGNORECASE
)


def weeks_of_span(written: str) -> str:
    """Return a range like `2026-W50 to 2026-W51` as a list; empty if it is not a range of weeks."""
    span = _SPAN_OF_WEEKS.fullmatch(written.strip())
    if not span:
        return ""
    first, last = ((int(span[1]), int(span[2])), (int(span[4] or span[1]), int(span[5])))
    try:
        weeks = [Week.parse(f"{first[0]}-W{first[1]:02}")]
        end = Week.parse(f"{last[0]}-W{last[1]:02}")
    except ValueError:
        return ""
    if span[3].strip() in (",", "&", "and", "+"):
        weeks.append(end)
    while weeks[-1] < end and len(weeks) < MAX_SPAN:
        weeks.append(weeks[-1].next)
    return f"[{', '.join(map(str, weeks))}]" if weeks[-1] == end and len(weeks) > 1 else ""


def span_without_year(written: str) -> str:
    """Return two consecutive weeks such as `46/47` as a list with `YYYY` for the year; else empty."""
    span = _SPAN_WITHOUT_YEAR.fullmatch(written.strip())
    first, last = (int(span[1]), int(span[2])) if span else (0, 0)
    return f"[YYYY-W{first:02}, YYYY-W{last:02}]" if 0 < first == last - 1 and last <= _LAST_WEEK else ""
