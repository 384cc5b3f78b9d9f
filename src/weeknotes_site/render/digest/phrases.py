"""Phrases that several forms of the digest share."""

from weeknotes_site.languages import Language
from weeknotes_site.render.digest.contexts import WeekDigest


def added_later(language: Language) -> str:
    """Return what stands above the notes that came late."""
    return language.gettext("Added later")


def signed_by(names: str, language: Language) -> str:
    """Return who wrote a note."""
    return language.gettext("By %(names)s") % {"names": names}


def by(title: str, names: str, language: Language) -> str:
    """Return a note's title and who wrote it, in one line."""
    return language.gettext("%(title)s by %(names)s") % {"title": title, "names": names}


def more_sections(number: int, language: Language) -> str:
    """Return how many headings are left out."""
    said = language.ngettext("… and %(num)s more", "… and %(num)s more", number)
    return said % {"num": language.number(number)}


def more_notes(digest: WeekDigest, language: Language) -> str:
    """Return how many notes there was no room for."""
    said = language.ngettext("… and %(num)s more note", "… and %(num)s more notes", digest.left_out)
    return said % {"num": language.number(digest.left_out)}


def whole_week(language: Language) -> str:
    """Return the words of the link to the week's page."""
    return language.gettext("The whole week")


def subscribe(language: Language) -> str:
    """Return the words of the link to the feeds, where room is short."""
    return language.gettext("Subscribe")


def subject(site: str, title: str, language: Language) -> str:
    """Return a message in one line."""
    return language.gettext("%(site)s: %(week)s") % {"site": site, "week": title}


def older_left_out(number: int, language: Language) -> str:
    """Return how many of the oldest notes there was no room for."""
    said = language.ngettext("%(num)s older note left out", "%(num)s older notes left out", number)
    return said % {"num": language.number(number)}
