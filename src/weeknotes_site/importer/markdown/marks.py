"""Remove marks within lines that only other tools read: attribute lists, icons, keys, components of Nuxt."""

import re

from weeknotes_site.importer.text.markdown import change_outside

_WORDS = r"""(?:[#.][\w:./-]{1,80}|[\w:-]{1,40}=(?:"[^"{}]{0,300}"|'[^'{}]{0,300}'|[^\s{}"']{1,200}))"""
_LIST = rf"\{{:?[ \t]{{0,3}}{_WORDS}(?:[ \t\n]{{1,3}}(?:{_WORDS}|[\w-]{{1,40}})){{0,12}}[ \t]{{0,3}}\}}"
_SPAN = re.compile(rf"(?<![!\\\w\]])\[(?!\^)([^\[\]\n]{{0,500}})\]{_LIST}")
_MARKED = (
    r"\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)|\]\[[^\[\]\n]{0,300}\]|\]\]|\ue001"
    r"|(?<![\w*\\])\*{1,2}(?=[^\s*])[^*\n]{1,300}(?<=\S)\*{1,2}|(?<![\w\\)\]}_])_{1,2}(?=[^\s_{])[^_\n]{1,300}(?<=\S)_{1,2}"
)
"""Ends of links, pictures and code, and emphasis: what an attribute list can belong to."""
_BEHIND = re.compile(rf"({_MARKED}){_LIST}")
_ALONE = re.compile(rf"(?<=[^\n]\n)[ \t]{{0,12}}(?=[^\n]{{0,300}}(?:[\"']|[{{ ]\.[a-z])){_LIST}[ \t]*$\n?", re.M)
"""A line of attributes below what it is for; `{x=1}` alone is more likely text."""
_MATHS = re.compile(
    r"\$\$[^$]{1,5000}\$\$|(?<![\\$\w])\$(?=[^\s$])[^$\n]{0,1000}(?<=\S)\$(?![\w$])"
    r"|\\\([^\n]{1,1000}?\\\)|\\\[[^$]{1,5000}?\\\]"
)
_SIGNS = "\ue006\ue007"
_HEADING = re.compile(rf"^(#{{1,6}}[ \t][^\n]{{0,300}}?)[ \t]{{1,5}}{_LIST}[ \t]*$", re.M)
_LAST = re.compile(
    r"(?<=[^\s{])[ \t]?\{[ \t]?[.#][a-z][\w-]{0,60}(?:[ \t][.#][a-z][\w-]{0,60}){0,8}[ \t]?\}[ \t]*$", re.M | re.I
)
_ICON = re.compile(r"[ \t]?:(?:material|fontawesome|octicons|simple)-[\w-]{1,60}:(?:\{[^{}\n]{0,100}\})?")
_KEYS = re.compile(r"(?<![\w+])\+\+([a-z0-9-]{1,20}(?:\+[a-z0-9-]{1,20}){0,5})\+\+(?![\w+])")
_INSERTED = re.compile(r"(?<!\^)\^\^(?=\S)([^\^\n]{1,300})(?<=\S)\^\^(?!\^)")
_SUB = re.compile(r"(?<=[\w)])(?<!~)~(\w{1,10})~(?!~)")
_SUP = re.compile(r"(?<=[\w)])(?<!\^)\^(\w{1,10})\^(?!\^)")
_SNIPPET = re.compile(r"^[ \t]{0,12}-{1,3}8<-{1,3}[^\n]{0,300}$\n?", re.M)
_COMPONENT = re.compile(
    r"(?<![\w:/]):[a-z][\w-]{0,40}(?:\[([^\[\]\n]{0,300})\](?:\{[^{}\n]{0,300}\})?|\{[^{}\n]{0,300}\})"
)


def without_tool_marks(text: str, *, has_components: bool = False) -> str:
    """Convert text outside code; formulas stay as they are."""
    return change_outside(_MATHS, text, lambda part: _without_marks(part, has_components=has_components), _SIGNS)


def _without_marks(text: str, *, has_components: bool) -> str:
    if ":" in text:
        text = _ICON.sub("", text)
        text = _COMPONENT.sub(lambda match: match[1] or "", text) if has_components else text
    if "{" in text:
        text = _HEADING.sub(r"\1", _SPAN.sub(r"\1", text))
        text = _LAST.sub("", _ALONE.sub("", _BEHIND.sub(r"\1", text)))
    text = _KEYS.sub(lambda match: "+".join(f"<kbd>{key.capitalize()}</kbd>" for key in match[1].split("+")), text)
    text = _SUP.sub(r"<sup>\1</sup>", _SUB.sub(r"<sub>\1</sub>", _INSERTED.sub(r"\1", text)))
    return _SNIPPET.sub("", text)
