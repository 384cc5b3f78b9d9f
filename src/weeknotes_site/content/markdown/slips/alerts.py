"""`> [!NOTE]` that is not read as an alert: another word, or text on its line."""

from weeknotes_site.content.markdown.slips.page import Page, instead, shown
from weeknotes_site.diagnostics import Edit, Fix, Place
from weeknotes_site.regex import regex

_KINDS = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")
_WITHOUT_SIGN = tuple(f"[{kind}]" for kind in _KINDS)
_PLAIN = regex(rf"\[({'|'.join(_KINDS)})\](?=\n|$)")
_ALERT = regex(r"\[!([A-Za-z]{2,20})\][-+]?")


def find_failed_alerts(page: Page) -> None:
    """Warn about boxes that are shown as quotes."""
    for passage in page.paragraphs_with(*_WITHOUT_SIGN) if ">" in page.body else ():
        found = _PLAIN.match(passage.text)
        if found and ">" in passage.place(0, 1).source.partition("[")[0]:
            message = f"`{found[0]}` does not make a box"
            right = f"[!{found[1]}]"
            passage.warn("foreign-markup", 0, found.end(), message, f"write `> {right}`", instead(right, is_safe=False))
    for passage in page.paragraphs_with("[!"):
        found = _ALERT.match(passage.text)
        if not found:
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
        elif found[0].endswith(("-", "+")):
            message = f"`{found[0][-1]}` follows `[!{name}]`, so this is not a box"
            hint = f"write `> [!{name}]`"
        else:
            continue
        fix = _on_own_line if name in _KINDS else None
        passage.warn("foreign-markup", 0, found.end(), message, hint, fix)


def _on_own_line(place: Place) -> Fix | None:
    """Delete the sign after the marker, and move text after it to its own line, in the same quote."""
    before = place.source[: place.column - 1]
    if ">" not in before:
        return None
    end = place.column - 1 + place.length
    start = end - (place.source[end - 1] in "-+")
    rest = place.source[end:].lstrip(" ")
    text = f"\n{before}" if rest else ""
    edit = Edit(place.line, start + 1, place.line, len(place.source) - len(rest) + 1, text)
    return Fix(edits=(edit,), is_safe=False)
