"""Extract a body's title, headings and paragraphs from its tokens."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from unicodedata import category

from markdown_it.token import Token

from weeknotes_site.content.markdown.html.comments import without_comments
from weeknotes_site.content.markdown.rendered import HASH_BYTES
from weeknotes_site.content.markdown.topics import fold
from weeknotes_site.model.note import Heading
from weeknotes_site.model.sentences import sentence_ends
from weeknotes_site.regex import regex

MAX_EXCERPT = 280
MAX_OPENING = 3
"""Maximum opening paragraphs compared with those of other notes."""
MAX_TITLE = 500
"""Same limit as for `title` in front matter."""

_UNSEEN = ("Cc", "Cf", "Zl", "Zp", "Zs")
"""Categories of characters that leave a heading empty, such as soft hyphens and no-break spaces."""
_NOT_IN_ANCHOR = regex(r"[^\w\- ]")
# Ids of footnotes, and of the page around the note, which start with `page-`.
_TAKEN = regex(r"fn(?:ref)?\d+(?:-\d+)?|page-.*")


def take_title(tokens: list[Token], title: str) -> str:
    """Remove a leading heading that is the note's title, and return its text.

    `title` is the one in front matter, or empty.
    """
    if len(tokens) < 3 or tokens[0].type != "heading_open":
        return ""
    if any(child.type == "footnote_ref" for child in tokens[1].children or ()):
        return ""  # the footnote's back link would break
    text = " ".join(plain_text(tokens[1]).split())
    if len(text) > MAX_TITLE:
        return ""  # it stays on the page as a heading
    if (not title and tokens[0].tag == "h1" and text) or (title and fold(text) == fold(title)):
        del tokens[:3]
        return text
    return ""


def anchor_of(text: str) -> str:
    """Return GitHub's id for the first heading with a text, without markup."""
    return _NOT_IN_ANCHOR.sub("", text.lower()).replace(" ", "-")


def name_headings(tokens: Sequence[Token]) -> tuple[Heading, ...]:
    """Set an id on each heading, and lower all by one level if there is an `h1`, because the page has one.

    A single `#` among `##` counts as `##`. Ids are the same as GitHub's, so that links with fragments work in both
    places.
    """
    opened = [index for index, token in enumerate(tokens) if token.type == "heading_open"]
    stray = find_stray([tokens[index].tag for index in opened])
    shift = 1 if stray is None and any(tokens[index].tag == "h1" for index in opened) else 0
    headings = []
    seen: dict[str, int] = {}
    for at, index in enumerate(opened):
        level = 2 if at == stray else min(int(tokens[index].tag[1]) + shift, 6)
        if at == stray:
            tokens[index].meta["stray"] = True
        tokens[index].tag = tokens[index + 2].tag = f"h{level}"
        text = _heading_text(tokens[index + 1])
        anchor = anchor_of(text_of(tokens[index + 1].children or (), ""))
        name = _unused(anchor or "section", seen)
        tokens[index].attrSet("id", name)
        headings.append(Heading(level=level, text=text, id=name))
    return tuple(headings)


def _heading_text(inline: Token) -> str:
    """Return a heading's text, or else what its pictures show; empty if readers see no character of it."""
    text = plain_text(inline) or " ".join(
        child.content.strip() for child in inline.children or () if child.type == "image"
    )
    return text if any(category(char) not in _UNSEEN for char in text) else ""


def find_stray(tags: Sequence[str]) -> int | None:
    """Return the index of a single `#` after `##`, or None."""
    at = tags.index("h1") if tags.count("h1") == 1 else 0
    return at if at and tags[0] == "h2" and tags.count("h2") > 1 else None


def find_paragraphs(tokens: Sequence[Token]) -> tuple[int, ...]:
    """Return the indexes of paragraphs with text: those outside lists, then those in lists, each in reading order.

    Footnotes are left out.
    """
    own: list[int] = []
    nested: list[int] = []
    for index, token in enumerate(tokens):
        if token.type == "footnote_block_open":
            break
        if token.type == "paragraph_open" and plain_text(tokens[index + 1]):
            (nested if token.level else own).append(index)
    return (*own, *nested)


def hash_opening(tokens: Sequence[Token]) -> bytes:
    """Return hashes of the paragraphs at the start of a body that can be left out if they are repeated, three at most.

    They cover everything in a paragraph, because the same words may have another picture or link each week. Text
    that introduces a list is kept with it.
    """
    hashes = []
    for at in range(0, 3 * MAX_OPENING, 3):
        if len(tokens) <= at or tokens[at].type != "paragraph_open":
            break
        inline = tokens[at + 1]
        text = plain_text(inline)
        if not text or text.endswith(":"):
            break
        attributes = [item for child in inline.children or () for item in child.attrs.items()]
        targets = (str(value) for name, value in attributes if name in ("href", "src"))
        hashes.append(_hash("\0".join((" ".join(inline.content.split()), *targets)).encode()))
    return b"".join(hashes)


def is_blank(tokens: Sequence[Token]) -> bool:
    """Return whether there are only headings, rules and comments."""
    in_heading = False
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            in_heading = token.type == "heading_open"
        elif not in_heading and _says_something(token):
            return False
    return True


def plain_text(inline: Token) -> str:
    """Return a line's text without markup, pictures and footnote numbers."""
    children = inline.children or ()
    if len(children) == 1 and children[0].type == "text":
        return children[0].content.strip()
    return text_of(children)


def text_of(children: Iterable[Token], break_tag: str = " ") -> str:
    """Return the text of a part of a line, with `break_tag` for each `<br>`."""
    parts = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif is_break(child):
            parts.append(break_tag if child.type == "html_inline" else " ")
    return "".join(parts).strip()


def is_break(child: Token) -> bool:
    """Return whether a new line starts after a part of a line."""
    return child.type in ("softbreak", "hardbreak") or (
        child.type == "html_inline" and child.content[:3].lower() == "<br"
    )


def excerpt(text: str) -> str:
    """Shorten a text at the end of a sentence if possible, else at a word."""
    if len(text) <= MAX_EXCERPT:
        return text
    cut = text[:MAX_EXCERPT]
    # A mark at the very end may be within a number or an abbreviation.
    ends = sentence_ends(text[: MAX_EXCERPT + 4], MAX_EXCERPT // 3)
    if sentence := max((end for end in ends if end <= MAX_EXCERPT), default=0):
        return cut[:sentence]
    return cut[: cut.rfind(" ")].rstrip(",;:–- ") + "…" if " " in cut else cut + "…"


def hash_paragraphs(tokens: Sequence[Token], paragraphs: Iterable[int]) -> bytes:
    """Return a hash of each paragraph that ignores case, spaces and punctuation."""
    texts = (plain_text(tokens[index + 1]) for index in paragraphs)
    return b"".join(_hash(fold(text) or text.encode()) for text in texts)


def hash_text(text: str) -> bytes:
    """Return a hash of a text as it is."""
    return _hash(text.encode())


def _hash(content: bytes) -> bytes:
    return blake2b(content, digest_size=HASH_BYTES).digest()


def _unused(anchor: str, seen: dict[str, int]) -> str:
    if _TAKEN.fullmatch(anchor):
        anchor = f"section-{anchor}"
    name = anchor
    while name in seen:
        name = f"{anchor}-{seen[anchor]}"
        seen[anchor] += 1
    seen[name] = 1
    return name


def _says_something(token: Token) -> bool:
    if token.type == "inline":
        return bool(plain_text(token)) or any(child.type == "image" for child in token.children or ())
    if token.type == "html_block":
        return bool(without_comments(token.content).strip())
    return token.type in ("fence", "code_block") and bool(token.content.strip())
