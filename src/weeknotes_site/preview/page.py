"""Add the reload script to pages in responses; files are not changed."""

import re
from html import escape

from weeknotes_site.languages import find_language
from weeknotes_site.regex import regex
from weeknotes_site.render.script_words import preview_words

_POLICY = regex(rb"<meta\b[^>]*\bhttp-equiv=[\"']?content-security-policy\b[^>]*>", re.I)
_CONTENT = regex(rb"(\bcontent=)(?:\"([^\"]*)\"|'([^']*)')", re.I)
_END_OF_HEAD = regex(rb"</head\s*>", re.I)
_LANGUAGE = regex(rb"<html\b[^>]*\blang=\"([A-Za-z0-9-]+)\"", re.I)

SCRIPT_URL = "/.weeknotes/reload.js"
EVENTS_URL = "/.weeknotes/events"


def with_reload(html: bytes, version: str) -> bytes:
    """Add the script with the page's version and language, and allow the script in the page's security policy."""
    found = _LANGUAGE.search(html)
    words = preview_words(find_language(found[1].decode())) if found else ""
    spoken = f' data-words="{escape(words)}"' if words else ""
    tag = f'<script src="{SCRIPT_URL}" data-version="{version}"{spoken} defer></script>'.encode()
    html = _POLICY.sub(lambda meta: _CONTENT.sub(_relaxed, meta[0], count=1), html)
    end = _END_OF_HEAD.search(html)
    return html[: end.start()] + tag + html[end.start() :] if end else tag + html


def _relaxed(content: re.Match[bytes]) -> bytes:
    quote = b'"' if content[2] is not None else b"'"
    return content[1] + quote + relax_policy((content[2] or content[3] or b"").decode()).encode() + quote


def relax_policy(policy: str) -> str:
    """Allow scripts and connections from the site itself; keep all other rules."""
    rules = {rule.split()[0].casefold(): rule.split()[1:] for rule in policy.split(";") if rule.strip()}
    for name in ("script-src", "connect-src"):
        sources = [source for source in rules.get(name, rules.get("default-src", [])) if source != "'none'"]
        if "default-src" in rules or name in rules:
            rules[name] = sources if {"'self'", "*"} & set(sources) else [*sources, "'self'"]
    return "; ".join(" ".join((name, *sources)) for name, sources in rules.items())
