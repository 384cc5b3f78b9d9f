"""Determine whether attributes and styles hide an HTML element from readers."""

import re
from collections.abc import Iterable, Mapping

Declarations = Mapping[str, tuple[str, bool]]
"""Values of CSS properties, and whether each is `!important`."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.S)
_IMPORTANT = re.compile(r"\s{0,10}!\s{0,10}important$")
_PROPERTIES = ("display", "visibility", "mso-hide", "max-height", "overflow")


def is_hidden(attributes: Mapping[str, str], rules: Iterable[Declarations] = ()) -> bool:
    """Return whether readers do not see an element; `rules` are those of style sheets, the weakest first."""
    if attributes.get("hidden", "until-found").lower() != "until-found":
        return True
    styles: Declarations = {}
    for declarations in (*rules, read_declarations(attributes.get("style", ""))):
        styles = merged(styles, declarations)
    value = {name: styles[name][0] for name in styles}.get
    return (
        value("display") == "none"
        or value("visibility") in ("hidden", "collapse")
        or value("mso-hide") == "all"
        or (value("max-height") in ("0", "0px") and value("overflow") == "hidden")
    )


def read_declarations(style: str) -> Declarations:
    """Return the declarations that can hide an element."""
    found: Declarations = {}
    for declaration in without_comments(style).split(";"):
        name, _, value = (part.strip().lower() for part in declaration.partition(":"))
        if name in _PROPERTIES:
            plain = _IMPORTANT.sub("", value)
            found = merged(found, {name: (plain, plain != value)})
    return found


def merged(earlier: Declarations, later: Declarations) -> Declarations:
    """Return both; of two values, the later one counts unless only the earlier is `!important`."""
    kept = {name: value for name, value in earlier.items() if value[1] and not later.get(name, ("", True))[1]}
    return {**earlier, **later, **kept}


def without_comments(css: str) -> str:
    """Return CSS without comments and the marks that hide a sheet from old browsers."""
    return _COMMENT.sub("", css)
