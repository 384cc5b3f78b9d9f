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


def kind_of(path: str) -> str:
    """Return a file's extension in lower case; empty if it has none."""
    return path.rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""
