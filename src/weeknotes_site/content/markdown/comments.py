"""HTML comments, which writers use for notes to themselves."""


def without_comments(html: str) -> str:
    """Return HTML without its comments; one that is never closed stays, as it would take the rest of the note along."""
    kept = []
    end = 0
    while (start := html.find("<!--", end)) >= 0:
        close = html.find("-->", start + 2)  # `<!-->` is a comment too (CommonMark 0.31, 6.6)
        if close < 0:
            break
        kept.append(html[end:start])
        end = close + len("-->")
    return "".join(kept) + html[end:]
