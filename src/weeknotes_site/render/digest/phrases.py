"""Phrases shared by the formats of a digest."""

from weeknotes_site.languages import Language
from weeknotes_site.render.digest.contexts import WeekDigest


def added_later(language: Language) -> str:
    """Return the heading of late notes."""
    return language.gettext("Added later")


def signed_by(names: str, language: Language) -> str:
    """Return the byline of a note."""
    return language.gettext("By %(names)s") % {"names": names}


def by(title: str, names: str, language: Language) -> str:
    """Return a note's title and authors in one line."""
    return language.gettext("%(title)s by %(names)s") % {"title": title, "names": names}


def more_sections(number: int, language: Language) -> str:
    """Return the text for dropped headings."""
    said = language.ngettext("… and %(num)s more", "… and %(num)s more", number)
    return said % {"num": language.number(number)}


def more_notes(digest: WeekDigest, language: Language) -> str:
    """Return the text for dropped notes."""
    said = language.ngettext("… and %(num)s more note", "… and %(num)s more notes", digest.left_out)
    return said % {"num": language.number(digest.left_out)}


def whole_week(language: Language) -> str:
    """Return the text of the link to the week's page."""
    return language.gettext("The whole week")


def subscribe(language: Language) -> str:
    """Return the short text of the link to the feeds."""
    return language.gettext("Subscribe")


def subject(site: str, title: str, language: Language) -> str:
    """Return the subject of a message."""
    return language.gettext("%(site)s: %(week)s") % {"site": site, "week": title}


def older_left_out(number: int, language: Language) -> str:
    """Return the number of the oldest notes that did not fit."""
    said = language.ngettext("%(num)s older note left out", "%(num)s older notes left out", number)
    return said % {"num": language.number(number)}
