"""Read lists of words and phrases."""


def word_list(text: str) -> tuple[str, ...]:
    """Return the entries of a list, which semicolons and line ends separate."""
    return tuple(entry.strip() for line in text.splitlines() for entry in line.split(";") if entry.strip())
