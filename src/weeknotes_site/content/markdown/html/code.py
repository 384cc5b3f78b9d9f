"""Highlight code with classes; the stylesheet defines the colours."""

from functools import cache
from typing import Any

# Lexers may have slow patterns, so only widely used ones are allowed, and long code is not highlighted.
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
    """Return highlighted code as HTML, or None to show it plain."""
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
