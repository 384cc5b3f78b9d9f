"""References and definitions of links and abbreviations that do not find each other, so that text is lost or shown."""

from markdown_it.common.utils import normalizeReference
from msgspec.structs import replace

from weeknotes_site.content.markdown.slips.links.targets import without_spaces, without_title
from weeknotes_site.content.markdown.slips.page import Fixer, Page, empty_line_above, indent_of, instead, linking, shown
from weeknotes_site.diagnostics import Fix, Place
from weeknotes_site.model.terms import TERM
from weeknotes_site.regex import regex
from weeknotes_site.suggestions import suggester

_REFERENCE = regex(r"(?<![\w\]])(?<!\[(?=\[))(!?\[([^\[\]\x00]{0,200})\])\[([^\[\]\x00]{0,100})\](?![(\[])")
_LETTER = regex(r"[^\W\d_]")
_LABEL = regex(r"[ \t>]*\[([^\[\]]{1,200})\]:")
_REPEATED = regex(r"[ \t>]*(\*?)\[([^\[\]]{1,200})\]:")
_WORD = regex(r"[^\W\d_]+")
_ABBREVIATION = regex(rf"\*\[({TERM})\]([ \t]*:)?[ \t]{{0,20}}(?=[^\W_])([^*\n\x00]{{1,300}})$")
# `[//]: # (a comment)` is how some write comments in Markdown.
_COMMENTS = ("//", "comment", "_", "#", "-", "")


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


def find_unused_definitions(page: Page) -> None:
    """Warn about unused definitions of links, and those of links and abbreviations that are already defined."""
    for line in page.repeated:
        if found := _REPEATED.match(page.line(line)):
            message = f"`{found[1]}[{found[2]}]:` is defined above already, so this line is ignored"
            hint = "merge the two lines" if found[1] else "give it another label, or delete it"
            page.warn_line("repeated-definition", line, found.start(1), found.end(), message, hint)
    has_undefined = any(one.code == "undefined-reference" for one in page.findings.diagnostics)
    if not page.references or has_undefined:
        return  # the unused one may be the intended one
    used = {
        child.meta.get("label") for token in page.tokens for child in token.children or () if child.meta.get("label")
    }
    for label, definition in page.references.items():
        found = _LABEL.match(page.line(definition["map"][0]))
        if label not in used and found and found[1].strip() not in _COMMENTS:
            message = f"nothing in the note uses `[{found[1]}]`, so this line is not shown"
            hint = f"write `[words][{found[1]}]` in the text, or delete the line"
            place = (definition["map"][0], found.start(1) - 1, found.end())
            page.warn_line("unused-definition", *place, message, hint)


def find_failed_abbreviations(page: Page) -> None:
    """Warn about `*[GDS] Government Digital Service`, whose colon is missing, or the space after it."""
    for passage in page.paragraphs_with("*["):
        for start, line in passage.lines():
            found = _ABBREVIATION.match(line)
            # A list item without its space may start with a name in brackets.
            if found and (found[2] or _initials(found[3]).startswith(found[1].upper())):
                right = f"*[{found[1]}]: {found[3].strip()}"
                message = "this does not define an abbreviation, so it is shown as text"
                passage.suggest("literal-asterisks", start, start + len(found[0]), message, right, is_safe=False)


def _initials(text: str) -> str:
    return "".join(word[0] for word in _WORD.findall(text) if word[0].isupper())
