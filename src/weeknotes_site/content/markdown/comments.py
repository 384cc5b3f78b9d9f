"""Remove HTML comments."""


def without_comments(html: str) -> str:
    """Return HTML without comments; an unclosed one stays, because removing it would remove the rest of the note."""
    kept = []
    end = 0
    while (start := html.find("<!--", end)) >= 0:
        close = html.find("-->", start + 2)  # `<!-->` is also a comment (CommonMark 0.31, 6.6)
        if close < 0:
            break
        kept.append(html[end:start])
        end = close + len("-->")
    return "".join(kept) + html[end:]
