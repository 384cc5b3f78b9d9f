"""A paragraph directly below a table, which becomes a row of it."""

from weeknotes_site.content.markdown.slips.page import Page, empty_line_above, shown


def find_glued_text(page: Page) -> None:
    """Warn about the first row of each table that has no `|`."""
    if "tbody_open" not in page.types:
        return
    told = in_body = False
    for token in page.tokens:
        if token.type in ("table_open", "tbody_open"):
            told, in_body = False, token.type == "tbody_open"
        elif token.type == "tr_open" and in_body and token.map and not told:
            text = page.line(token.map[0])
            if "|" not in text:
                told = True
                start = len(text) - len(text.lstrip())
                message = "this follows the table without an empty line, so it becomes a row"
                hint = f"put an empty line above `{shown(text)}`"
                end = len(text.rstrip())
                page.warn_line("text-in-table", token.map[0], start, end, message, hint, empty_line_above)
