"""`[the plan][plan]` where nothing in the note starts with `[plan]:`, so that the brackets are shown."""

from markdown_it.common.utils import normalizeReference
from msgspec.structs import replace

from weeknotes_site.content.markdown.slips.links.targets import without_spaces, without_title
from weeknotes_site.content.markdown.slips.page import Fixer, Page, empty_line_above, indent_of, instead, linking, shown
from weeknotes_site.diagnostics import Fix, Place
from weeknotes_site.regex import regex
from weeknotes_site.suggestions import suggester

_REFERENCE = regex(r"(?<![\w\]])(?<!\[(?=\[))(!?\[([^\[\]\x00]{0,200})\])\[([^\[\]\x00]{0,100})\](?![(\[])")
_LETTER = regex(r"[^\W\d_]")


def find_undefined_references(page: Page) -> None:
    """Warn about references without a definition."""
    suggest = suggester()
    for passage in page.passages_with("]["):
        for found in _REFERENCE.finditer(passage.text):
            label = " ".join((found[3] or found[2]).split())
            if label.startswith("^") or not _LETTER.search(label) or normalizeReference(label) in page.references:
                continue
            is_picture = found[1].startswith("!")
            if line := page.labelled.get(label.casefold()):
                _unread_definition(page, label, line, is_picture=is_picture)
                continue
            near = suggest(label, (str(one).lower() for one in page.references))
            hint = f"add a line `[{label}]: https://…` at the end"
            fix: Fixer | None = None
            if near:
                right = f"{found[1]}[{near}]"
                hint = f"write `{right}`, or add a line `[{label}]: https://…`"
                target = page.references[normalizeReference(near)]["href"]
                fix = linking(instead(right, is_safe=False), target, is_picture=is_picture)
            message = f"nothing in the note starts with `[{label}]:`, so the brackets are shown as written"
            passage.warn("undefined-reference", *found.span(), message, hint, fix)


def _unread_definition(page: Page, label: str, line: int, *, is_picture: bool) -> None:
    """Warn about a definition that is not read as one: directly below text, or with spaces in its target."""
    text = page.line(line)
    target = text.partition("]:")[2].strip()
    if any(map(str.isspace, target)) and "<" not in target and '"' not in target:
        message = "a space ends the target, so this line does not define a link"
        right = without_spaces(target) or f"<{target}>"
        hint = f"write `[{label}]: {right}`"
        at = text.find(target)
        fix = linking(instead(right, is_safe=False), without_title(right), is_picture=is_picture)
        page.warn_line("undefined-reference", line, at, at + len(target), message, hint, fix)
    elif target and line and page.line(line - 1).strip():
        message = f"this line directly below text does not define `[{label}]`"
        hint = f"put an empty line above `{shown(text)}`"
        fix = linking(_above, without_title(target), is_picture=is_picture)
        page.warn_whole_line("undefined-reference", line, message, hint, fix)
    else:
        message = f"this line does not define `[{label}]`, because it has no target"
        hint = f"write `[{label}]: https://…`"
        page.warn_line("undefined-reference", line, indent_of(text), len(text), message, hint)


def _above(place: Place) -> Fix | None:
    fix = empty_line_above(place)
    return replace(fix, is_safe=False) if fix else None
