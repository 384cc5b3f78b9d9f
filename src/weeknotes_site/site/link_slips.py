"""Targets that somebody certainly meant who wrote one that leads nowhere."""

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from weeknotes_site.content.tree import NOTES

_MAIL = re.compile(r"[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}", re.I)
# Without `www.`, a name could be that of a file; these endings are no kinds of file.
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,5}(?:com|org|net|gov|edu|uk|eu|example)(?:[/?#]|$)", re.I)
_WWW = re.compile(r"www\.[a-z0-9-]{1,63}\.[a-z0-9.-]{2,100}(?:[/?#]|$)", re.I)
_PAGE = re.compile(r"\.html?$")
# In a target without `<…>` these would end it, or start an escape.
_UNFIT = re.compile(r"[\s()<>\\]")


def meant_targets(href: str, path: str, known: Iterable[str]) -> Iterator[str]:
    """Yield the targets that may have been meant in a file, the likeliest first; `known` are the paths of all files."""
    if _MAIL.fullmatch(href):
        yield f"mailto:{href}"
    elif _WWW.match(href) or _HOST.match(href):
        yield f"https://{href}"
    else:
        target, mark, fragment = href.partition("#")
        for meant in _meant_paths(unquote(target), posixpath.dirname(path), known):
            if not _UNFIT.search(meant):
                yield f"{meant}{mark}{fragment}"


def _meant_paths(target: str, folder: str, known: Iterable[str]) -> Iterator[str]:
    target = target.replace("\\", "/")
    as_note = _PAGE.sub(".md", target)
    yield target
    yield as_note
    yield f"{target}.md"
    if as_note.startswith(f"{NOTES}/"):
        yield posixpath.relpath(as_note, folder)
    same = _same_but_for_case(posixpath.normpath(posixpath.join(folder, as_note)), known)
    if len(same) == 1:
        yield posixpath.relpath(same[0], folder)


def _same_but_for_case(wanted: str, known: Iterable[str]) -> list[str]:
    folded = unicodedata.normalize("NFC", wanted).casefold()
    return [path for path in known if path.casefold() == folded]
