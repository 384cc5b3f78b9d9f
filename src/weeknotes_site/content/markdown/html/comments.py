"""Remove HTML comments."""


def without_comments(html: str, *, keeps_lines: bool = False) -> str:
    """Return HTML without comments, or with only their line ends.

    An unclosed one stays, because removing it would remove the rest of the note.
    """
    kept = []
    end = 0
    while (start := html.find("<!--", end)) >= 0:
        close = html.find("-->", start + 2)  # `<!-->` is also a comment (CommonMark 0.31, 6.6)
        if close < 0:
            break
        kept.append(html[end:start])
        if keeps_lines:
            kept.append("\n" * html.count("\n", start, close))
        end = close + len("-->")
    return "".join(kept) + html[end:]
