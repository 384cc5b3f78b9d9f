"""Warn about `contact` and `feedback` of a team that do not work as links."""

from collections.abc import Iterable

from weeknotes_site.config.contacts import is_address, meant_contact, names_page
from weeknotes_site.content.front_matter import Entry
from weeknotes_site.content.front_matter_fixes import is_whole
from weeknotes_site.content.source import Source
from weeknotes_site.diagnostics import Diagnostic, replacing, warning


def find_odd_addresses(_: Source, entries: Iterable[Entry]) -> list[Diagnostic]:
    """Return warnings about addresses with slips; `contact` may also be text, such as the name of a channel."""
    found = []
    for entry in entries:
        value = entry.node.value
        if entry.key not in ("contact", "feedback") or not isinstance(value, str) or not value or is_address(value):
            continue
        meant = meant_contact(value)
        if not meant and entry.key == "contact" and not names_page(value):
            continue
        message = f"`{value}` is not an address, so `{entry.key}` leads nowhere"
        hint = f"write `{entry.key}: {meant}`" if meant else "write a URL with `https://`, or a mail address"
        place = entry.value_place
        fix = replacing(place, meant, is_safe=False) if meant and is_whole(place, value) else None
        found.append(warning("odd-address", place, message, hint, fix))
    return found
