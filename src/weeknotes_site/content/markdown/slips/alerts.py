"""`> [!NOTE]` that does not make a box: another word, or text on its line."""

import re

from weeknotes_site.content.markdown.slips.page import Page, shown
from weeknotes_site.diagnostics import Edit, Fix, Place

_KINDS = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")
_ALERT = re.compile(r"\[!([A-Za-z]{2,20})\][-+]?")


def find_failed_alerts(page: Page) -> None:
    """Warn about boxes that are shown as quotes."""
    for passage in page.passages_with("[!"):
        found = _ALERT.match(passage.text)
        if not found or passage.kind != "paragraph":
            continue
        name = found[1].upper()
        rest = passage.shown_from(found.end())
        place = passage.place(0, found.end())
        if name not in _KINDS:
            message = f"`[!{found[1]}]` is not a kind of box, so it is shown as written"
            hint = f"write one of {', '.join(f'`[!{kind}]`' for kind in _KINDS)}"
        elif ">" not in place.source[: place.column - 1]:
            message = f"`[!{name}]` makes a box only in a quote"
            hint = f"write `> [!{name}]`, and `> ` at the start of each line of the box"
        elif rest:
            message = f"text follows `[!{name}]` on its line, so this is not a box"
            hint = f"write `> [!{name}]`, and on the next line `> {shown(rest)}`"
        else:
            continue
        fix = _on_own_line if rest and name in _KINDS else None
        passage.warn("foreign-markup", 0, found.end(), message, hint, fix)


def _on_own_line(place: Place) -> Fix | None:
    """Move the text after the mark to its own line, in the same quote."""
    before = place.source[: place.column - 1]
    end = place.column + place.length
    if ">" not in before:
        return None
    spaces = len(place.source[end - 1 :]) - len(place.source[end - 1 :].lstrip(" "))
    return Fix(edits=(Edit(place.line, end, place.line, end + spaces, f"\n{before}"),), is_safe=False)
