"""`[the plan][plan]` where nothing in the note starts with `[plan]:`, so that the brackets are shown."""

import re

from markdown_it.common.utils import normalizeReference

from weeknotes_site.content.markdown.slips.page import Page, instead
from weeknotes_site.suggestions import suggester

_REFERENCE = re.compile(r"(?<![\w\]])(!?\[([^\[\]\x00]{1,200})\])\[([^\[\]\x00]{0,100})\](?![(\[])")
_LETTER = re.compile(r"[^\W\d_]")


def find_undefined_references(page: Page) -> None:
    """Warn about references without a definition."""
    suggest = suggester()
    for passage in page.passages_with("]["):
        for found in _REFERENCE.finditer(passage.text):
            label = " ".join((found[3] or found[2]).split())
            if label.startswith("^") or not _LETTER.search(label) or normalizeReference(label) in page.references:
                continue
            near = suggest(label, (str(one).lower() for one in page.references))
            hint, fix = f"add a line `[{label}]: https://…` at the end", None
            if near:
                right = f"{found[1]}[{near}]"
                hint, fix = f"write `{right}`, or add a line `[{label}]: https://…`", instead(right, is_safe=False)
            message = f"nothing in the note starts with `[{label}]:`, so the brackets are shown as written"
            passage.warn("undefined-reference", found.start(), found.end(), message, hint, fix)
