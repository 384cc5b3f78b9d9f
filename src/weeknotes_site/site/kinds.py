"""File types that notes may link to, by extension."""

CONVERTED = {"heic": "jpg", "heif": "jpg"}
"""Types that browsers cannot show, with the type published instead."""
PICTURES = ("png", "jpg", "jpeg", "gif", "webp", "avif", *CONVERTED)
ATTACHMENTS = (
    *PICTURES,
    *("pdf", "csv", "txt", "zip"),
    *("doc", "docx", "xls", "xlsx", "ppt", "pptx"),
    *("odt", "ods", "odp", "odg"),
)


_RUN_CODE = ("svg", "svgz", "html", "htm", "xhtml", "xml", "mhtml", "js", "mjs", "hta", "swf")
_FILMS = ("mp4", "mov", "webm", "avi", "mkv", "m4v", "wmv", "mp3", "m4a", "wav", "ogg")
_ARE_JPEGS = ("jfif", "jpe", "pjpeg", "pjp")
_OTHER_PICTURES = ("bmp", "tif", "tiff", "psd", "ico", "jp2", "jxl", "eps", "ai", "emf", "wmf")


def why_not_published(kind: str, allowed: tuple[str, ...]) -> tuple[str, str]:
    """Return why a file is not published by its extension, and what to do instead."""
    what = "picture" if allowed == PICTURES else "file"
    hint = f"use one of {', '.join(allowed)}"
    if kind in ATTACHMENTS:
        return f"`.{kind}` is not a picture", hint
    if kind in _RUN_CODE:
        return f"a {what} of type `.{kind}` is not published, because it could run code in browsers", hint
    if kind in _ARE_JPEGS:
        return f"`.{kind}` is not a known extension of pictures", "rename it to end in `.jpg`"
    if kind in _OTHER_PICTURES:
        return f"many browsers do not show pictures of type `.{kind}`", "save it as PNG or JPEG"
    if kind in _FILMS:
        return f"video and audio (`.{kind}`) are not published", "link to where it is online: `[words](https://…)`"
    of_type = f"of type `.{kind}`" if kind else "without an extension"
    return f"a {what} {of_type} is not published", hint


def kind_of(path: str) -> str:
    """Return a file's extension in lower case; empty if it has none."""
    return path.rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""
