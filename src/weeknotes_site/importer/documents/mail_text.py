"""Remove private parts of a mail's text: its signature, and addresses in quoted mails."""

import re

from weeknotes_site.importer.documents.bylines import is_name

_SIGNATURE = re.compile(r"^-- \n(?:[^\n]{0,500}\S[^\n]{0,500}(?:\n|\Z)){1,15}", re.M)
"""Lines below two dashes and a space (RFC 3676, 4.3), up to an empty one."""
_ADDRESS = r"[\w.+\'-]{1,100}@[\w-]{1,100}(?:\.[\w-]{1,100}){1,8}"
_SHOWN = rf"(?:\[{_ADDRESS}\]\(mailto:[^()\s]{{1,300}}\)|(?:mailto:)?{_ADDRESS})"
_HEADER = re.compile(
    r"^(?:[ \t]{0,4}>){0,8}[ \t]{0,4}[*_]{0,2}(?:from|to|cc|bcc|reply-to|sender|von|an|de|à)[*_]{0,2} ?:"
    r"[^\n]{1,2000}",
    re.I | re.M,
)
_ANSWERED = re.compile(rf"^[^\n]{{0,500}}\\?<{_SHOWN}>[^\n]{{0,100}}:[ \t]{{0,10}}\\?$", re.M)
"""The line above an answer: `On 13 January, Ann Lee <lee@x.example> wrote:`."""
_IN_BRACKETS = re.compile(rf"[ \t]{{0,3}}\\?[<\[(]{_SHOWN}[>\])]|[ \t]{{0,3}}{_SHOWN}")

_MENTION = re.compile(r"\[@?([^\[\]\n]{1,100})\]\(mailto:[^()\s]{1,300}\)")
"""A mentioned person, as Google Docs and Outlook export it."""


def without_signature(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a plain text without its signature, and the remark that it was left out."""
    words = sum(len(one[0].split()) - 1 for one in _SIGNATURE.finditer(text))
    remark = f"the signature of the mail was left out: {words} {'word' if words == 1 else 'words'}"
    return (_SIGNATURE.sub("", text), (remark,)) if words else (text, ())


def without_addresses(text: str) -> tuple[str, bool]:
    """Return Markdown without the addresses in headers of mails within it, and whether there were any."""
    if "@" not in text:
        return text, False

    def bare(match: re.Match[str]) -> str:
        return _IN_BRACKETS.sub("", match[0])

    shown = _ANSWERED.sub(bare, _HEADER.sub(bare, text))
    return shown, shown != text


def without_people(text: str) -> tuple[str, tuple[str, ...]]:
    """Return Markdown with the names of people who are mentioned, without links to their addresses, and the remark."""
    count = 0

    def name(match: re.Match[str]) -> str:
        nonlocal count
        is_person = is_name(match[1], 2)
        count += is_person
        return match[1] if is_person else match[0]

    shown = _MENTION.sub(name, text)
    return shown, (f"links to mail addresses of people were left out: {count}",) if count else ()
