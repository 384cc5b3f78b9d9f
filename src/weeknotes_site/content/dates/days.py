"""Parse ISO 8601 dates, and explain all other forms."""

import re
from datetime import UTC, date, datetime

from weeknotes_site.content.dates.unknown_years import ANY_DATE
from weeknotes_site.languages import in_english
from weeknotes_site.model.days import COMPUTABLE_YEARS, SHORT_MONTHS, WEEKDAYS, YEARS, Moment, at_noon, check_year
from weeknotes_site.regex import regex

_ISO_DAY = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NAMED_BY_DATE = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\d)")
_DAY_IN_NAME = regex(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_DIGIT = regex(r"\d")
_ASCII_DIGIT = regex("[0-9]")
_ISO_LIKE = regex(r"(\d{4})-(\d{1,3})-(\d{1,3})")
_NUMBERS = regex(r"(\d{1,4}) ?[./\- ] ?(\d{1,2}) ?[./\- ] ?(\d{1,4})\.?")
_IN_WORDS = regex(
    r"(?:[a-z]+,?\s+)?(?:\d{1,2}\s?(?:-|to)\s?)?(\d{1,2})(?:st|nd|rd|th)?[\s-]([a-z]{3,})\.?,?[\s-](\d{4}|\d{2})", re.I
)
_WITHOUT_YEAR = regex(r"(\d{1,2})(?:st|nd|rd|th)?\s([a-z]{3,})|([a-z]{3,})\s(\d{1,2})(?:st|nd|rd|th)?", re.I)
_RANGE = regex(r"(?:[a-z]+,?\s+)?\d{1,2}\s?(?:-|to)\s?\d{1,2}\s", re.I)
_WEEK = regex(r"\d{4}-?W\d{1,2}", re.I)
_DASHES = regex("[\u2010-\u2015\u2212]")
_AROUND = " \xa0\u200b,;.\"'“”‘’`*"
_IN_US_WORDS = regex(r"(?:[a-z]+,\s+)?([a-z]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.I)
_TIME = regex(r"[, ](?:at |\d{1,2}[:.]\d{2}|\d{1,2} ?[ap]m).*", re.I)
_BEFORE_ZONE = regex(r"(?<!\s)\s+(?=[+-]|Z$)")
_COMPACT = regex(r"(\d{4})(\d{2})(\d{2})")
_WHOLE_YEAR = regex(r"\d{4}")
_WEEKDAY = regex(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?(?:, ?| )(?=\w)", re.I)
_COUNTS = {2: "two", 3: "three"}


class DateError(ValueError):
    """An invalid date, with its diagnostic code and the ISO dates it may mean.

    `is_certain` means that there is one such date, and it is only spelled differently; `pattern` is what to fill in
    otherwise.
    """

    def __init__(
        self,
        code: str,
        message: str,
        meant: tuple[date, ...] = (),
        *,
        is_certain: bool = False,
        pattern: str = ANY_DATE,
        is_week: bool = False,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.meant = tuple(day for day in meant if day.year in YEARS)
        self.pattern = pattern
        self.is_week = is_week
        self.is_certain = is_certain and len(self.meant) == 1


def date_of_file(path: str) -> Moment | None:
    """Return the date at the start of a file's name, or None."""
    found = _NAMED_BY_DATE.match(path.rpartition("/")[2])
    try:
        return read_date(found[0]) if found else None
    except DateError:
        return None


def day_in_name(path: str) -> date | None:
    """Return the date anywhere in a file's name, or None."""
    found = _DAY_IN_NAME.search(path.rpartition("/")[2])
    try:
        day = date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
    return day if day and day.year in COMPUTABLE_YEARS else None


def plausible_day_in_name(path: str) -> date | None:
    """Return the date anywhere in a file's name if a note can have it, or None."""
    day = day_in_name(path)
    return day if day and day.year in YEARS else None


def read_date(text: str) -> Moment:
    """Parse `2022-01-24`, or a date with a time and optional zone (default: UTC). Raises DateError."""
    text = text.strip()
    try:
        if _ISO_DAY.fullmatch(text):
            day = _plausible(date.fromisoformat(text))
            return Moment(day, at_noon(day))
        if _ISO_DAY.match(text) and len(text) > len("2022-01-24T"):
            moment = datetime.fromisoformat(_BEFORE_ZONE.sub("", text))
            return Moment(_plausible(moment.date()), _in_utc(moment))
    except DateError:
        raise
    except ValueError:
        if _ISO_DAY.fullmatch(text):
            raise DateError("invalid-date", f"`{text}` is not a real date", _last_of_month(text)) from None
        raise DateError("invalid-date", f"`{text}` is not a date and time", readings(text[:10])) from None
    raise _explain(text)


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _plausible(day: date) -> date:
    """Return a day. Raises DateError if its year is implausible."""
    try:
        check_year(day.year)
    except ValueError as failure:
        raise DateError("invalid-date", str(failure)) from None
    return day


def with_ascii_digits(text: str) -> str:
    """Replace digits of other scripts, such as `٤`."""
    return text if text.isascii() else _DIGIT.sub(lambda digit: str(int(digit[0])), text)


def with_digits_of(sample: str, text: str) -> str:
    """Return a text with its digits in the script of those of a sample: `١٧` for `17` after `١٦`."""
    found = _DIGIT.search(sample)
    zero = ord(found[0]) - int(found[0]) if found else ord("0")
    return text if zero == ord("0") else _ASCII_DIGIT.sub(lambda digit: chr(zero + int(digit[0])), text)


def readings(text: str) -> tuple[date, ...]:
    """Return the possible meanings of a date in another form, day before month first; a weekday decides."""
    text = " ".join(in_english(_DASHES.sub("-", text)).text.split())
    if weekday := _WEEKDAY.match(text):
        days = _readings(text[weekday.end() :])
        return tuple(day for day in days if WEEKDAYS[day.weekday()][:3] == weekday[1].title()) or days
    return _readings(text)


def _readings(text: str) -> tuple[date, ...]:
    if match := _IN_WORDS.fullmatch(text):
        return _days([(match[3], _month(match[2]), match[1])])
    if match := _IN_US_WORDS.fullmatch(text):
        return _days([(match[3], _month(match[1]), match[2])])
    if match := _COMPACT.fullmatch(text):
        return _days([(match[1], match[2], match[3])])
    if match := _NUMBERS.fullmatch(text):
        first, middle, last = match.groups()
        if len(first) == 4:
            return _days([(first, middle, last)])
        year_first = [(first, middle, last)] if len(first) == len(last) == 2 and "-" in text else []
        return _days([(last, middle, first), (last, first, middle), *year_first])
    return ()


def _explain(written: str) -> DateError:
    text = with_ascii_digits(_DASHES.sub("-", written)).strip(_AROUND)
    message = f"`{written}` is not an ISO date"
    if _WEEK.fullmatch(text):
        return DateError("invalid-date", f"`{written}` is a week, not a day", is_week=True)
    if without := _WITHOUT_YEAR.fullmatch(text):
        day, month = int(without[1] or without[4]), int(_month(without[2] or without[3]))
        if month and 1 <= day <= 31:
            return DateError("invalid-date", f"`{written}` has no year", pattern=f"YYYY-{month:02}-{day:02}")
    if match := _ISO_LIKE.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        meant = _days([(str(year), str(month), str(day))])
        return DateError("invalid-date", message, meant, is_certain=True)
    time = _TIME.search(text)
    meant = readings(text) or (readings(text[: time.start()]) if time else ())
    if len(meant) > 1:
        return DateError("ambiguous-date", f"`{written}` can be read as {_COUNTS[len(meant)]} dates", meant)
    # `21-01-22` may also be a day in 2021.
    has_whole_year = bool(_WHOLE_YEAR.search(text))
    code = "ambiguous-date" if meant else "invalid-date"
    is_certain = has_whole_year and not time and not _RANGE.match(text)
    weekday = _WEEKDAY.match(in_english(text).text)
    if weekday and meant and weekday[1].title() != (right := WEEKDAYS[meant[0].weekday()])[:3]:
        message, is_certain = f"{message}, and {meant[0].isoformat()} is a {right}", False
    return DateError(code, message, meant, is_certain=is_certain)


def _days(candidates: list[tuple[str, str, str]]) -> tuple[date, ...]:
    found = []
    for year, month, day in candidates:
        try:
            found.append(date(int(year) + 2000 if len(year) == 2 else int(year), int(month), int(day)))
        except ValueError:
            continue
    return tuple(day for day in dict.fromkeys(found) if day.year in COMPUTABLE_YEARS)


def _month(name: str) -> str:
    prefix = name[:3].lower()
    return str(SHORT_MONTHS.index(prefix) + 1) if prefix in SHORT_MONTHS else "0"


def _last_of_month(text: str) -> tuple[date, ...]:
    year, month, day = text.split("-")
    if day <= "31" and "01" <= month <= "12":
        return _days([(year, month, str(shorter)) for shorter in (30, 29, 28)])[:1]
    return _days([(year, day, month)])
