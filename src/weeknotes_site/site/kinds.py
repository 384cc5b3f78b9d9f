"""The kinds of files that notes may link to, by the ends of their names."""

CONVERTED = {"heic": "jpg", "heif": "jpg"}
"""The kinds that browsers do not show, with the kind that is published instead."""
PICTURES = ("png", "jpg", "jpeg", "gif", "webp", "avif", *CONVERTED)
ATTACHMENTS = (
    *PICTURES,
    *("pdf", "csv", "txt", "zip"),
    *("doc", "docx", "xls", "xlsx", "ppt", "pptx"),
    *("odt", "ods", "odp", "odg"),
)


def kind_of(path: str) -> str:
    """Return the kind that a file's name gives, in lower case; empty where it gives none."""
    return path.rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""
