"""Colours for code, as classes; the style sheet gives them their look."""

from functools import cache
from typing import Any

# Lexers are regular expressions by many hands: these are in wide use, and hostile input is kept short.
LANGUAGES = frozenset(
    (
        *("bash", "c", "cpp", "csharp", "css", "diff", "docker", "go", "hcl", "html", "http", "ini", "java"),
        *("javascript", "js", "json", "kotlin", "make", "markdown", "php", "powershell", "ps1", "py", "python", "r"),
        *("rb", "ruby", "rust", "scala", "sh", "shell", "sql", "swift", "terraform", "toml", "ts", "typescript"),
        *("xml", "yaml", "yml"),
    )
)
MAX_HIGHLIGHTED = 20_000


def highlight(code: str, language: str) -> str | None:
    """Return code as HTML with a class a kind of word; None where it is shown plain."""
    if language not in LANGUAGES or len(code) > MAX_HIGHLIGHTED:
        return None
    import pygments

    html: str = pygments.highlight(code, _lexer(language), _formatter())
    return html


@cache
def _lexer(language: str) -> Any:
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name(language, stripnl=False)


@cache
def _formatter() -> Any:
    from pygments.formatters.html import HtmlFormatter

    return HtmlFormatter(nowrap=True, classprefix="code-")
