"""One file to the values it declares: a function of its bytes and the settings, with no view of other files."""

import re
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.content import fields
from weeknotes_site.content.fields import Fields, Reader, read_fields
from weeknotes_site.content.former_paths import former_paths
from weeknotes_site.content.front_matter import split_front_matter
from weeknotes_site.content.markdown.render import render_markdown
from weeknotes_site.content.markdown.rendered import Paragraph, Rendered
from weeknotes_site.content.source import Source, decode
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error
from weeknotes_site.memo import digest_of, pack
from weeknotes_site.model.note import Heading

NOTE_FIELDS: Mapping[str, Reader] = {
    "team": fields.text,
    "date": fields.day,
    "author": fields.authors,
    "title": fields.text,
    "week": fields.weeks,
    "number": fields.number,
    "summary": fields.text,
    "tags": fields.words,
    "draft": fields.boolean,
    "updated": fields.day,
    "slug": fields.slug,
    "lang": fields.language,
    "id": fields.permanent_id,
    "formerly": former_paths,
    "ignore": fields.words,
    "extra": fields.mapping,
}
TEAM_FIELDS: Mapping[str, Reader] = {
    "name": fields.text,
    "aliases": fields.texts,
    "formerly": fields.texts,
    "author": fields.text,
    "lead": fields.text,
    "contact": fields.text,
    "feedback": fields.text,
    "rhythm": fields.one_of("weekly", "fortnightly", "monthly"),
    "breaks": fields.breaks,
    "ended": fields.only_day,
    "monday_covers_previous_week": fields.boolean,
}

WORDS_A_MINUTE = 230

_CONFLICT = re.compile(r"(?:<{7}|\|{7}|>{7})(?: .*)?")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_DATE_IN_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")


class MarkdownFile(Struct, frozen=True):
    """What a note's or a team's file declares; complete only where `problems` hold no error."""

    path: str
    fields: Fields
    rendered: Rendered | None
    problems: tuple[Diagnostic, ...]

    @classmethod
    def unread(cls, path: str, problem: Diagnostic) -> "MarkdownFile":
        """Return what stands for a file that could not be opened."""
        return cls(path=path, fields=Fields(values={}, places={}), rendered=None, problems=(problem,))

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The body's headings."""
        return self.rendered.headings if self.rendered else ()

    @property
    def has_links(self) -> bool:
        """Whether it links to something within the site."""
        return bool(self.rendered and self.rendered.links)

    @property
    def names_are_known(self) -> bool:
        """Whether a team's names could be read: its notes' permanent ids depend on them."""
        said = self.fields.places.keys() & {"name", "aliases", "formerly"}
        return self.rendered is not None and said <= self.fields.values.keys()

    @property
    def lacks_author(self) -> bool:
        """Whether it gives no author, right or wrong; its team may have one for all its notes."""
        return not self.fields.get("author") and not _is_faulty(self, "author")

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The body's paragraphs."""
        return self.rendered.paragraphs if self.rendered else ()

    @property
    def is_blank(self) -> bool:
        """Whether it could be read and says nothing."""
        return self.rendered is not None and self.rendered.is_blank

    @property
    def whole(self) -> Place:
        """The file, where no line says more."""
        return Place(path=self.path)

    def summary(self, opening: int) -> str:
        """Return what the note says of itself, else the paragraph at `opening`; empty where it has none."""
        written: str = self.fields.get("summary", "")
        return written or (self.paragraphs[opening].text if self.paragraphs else "")

    def face(self) -> bytes:
        """Return a digest of all but the text: what others than the note's own page and its feeds can depend on.

        Two things are left to be compared by whoever relies on it: paragraphs, of which summaries are chosen, and
        the lines of links, which show in problems.
        """
        rendered = self.rendered
        said = rendered and (
            [(link.href, link.attribute) for link in rendered.links],
            rendered.title,
            rendered.title_place,
            rendered.headings,
            reading_minutes(rendered.words),
            rendered.is_blank,
        )
        return digest_of(pack((self.path, self.fields, said, self.problems)))

    def place(self, key: str) -> Place:
        """Return where a key stands; the front matter's first line where it is left out."""
        return self.fields.places.get(key, Place(path=self.path, line=1, column=1, length=3, source="---"))


def reading_minutes(words: int) -> int:
    """Return how long a text takes to read, at least a minute."""
    return max(1, round(words / WORDS_A_MINUTE))


def without_html(file: MarkdownFile) -> tuple[str, MarkdownFile]:
    """Return a file's HTML, and the file without it."""
    if file.rendered is None:
        return "", file
    return file.rendered.html, replace(file, rendered=replace(file.rendered, html=""))


def read_note_file(path: str, raw: bytes, picture_hosts: frozenset[str]) -> MarkdownFile:
    """Read a note; all that is wrong with it is in the result."""
    read = _read(path, raw, NOTE_FIELDS, picture_hosts)
    return MarkdownFile(
        path=path, fields=read.fields, rendered=read.rendered, problems=(*read.problems, *_missing(read))
    )


def read_team_file(path: str, raw: bytes, picture_hosts: frozenset[str]) -> MarkdownFile:
    """Read a `_team.md`; all that is wrong with it is in the result."""
    return _read(path, raw, TEAM_FIELDS, picture_hosts)


def _read(path: str, raw: bytes, readers: Mapping[str, Reader], picture_hosts: frozenset[str]) -> MarkdownFile:
    found: list[Diagnostic] = []
    declared = Fields(values={}, places={})
    rendered = None
    try:
        source, odd = decode(path, raw)
        found += odd
        _refuse_conflict(source)
        block, problems = split_front_matter(source)
        declared, wrong = read_fields(source, block.entries, readers)
        found += [*problems, *wrong]
        rendered = render_markdown(
            source, block.body, block.body_line, title=declared.get("title", ""), picture_hosts=picture_hosts
        )
        found += rendered.problems
    except Problem as problem:
        found += problem.diagnostics
    return MarkdownFile(path=path, fields=declared, rendered=rendered, problems=tuple(found))


def _missing(read: MarkdownFile) -> list[Diagnostic]:
    if read.rendered is None and not read.fields.places:
        return []  # there is no front matter to miss a key in
    problems = []
    if "date" not in read.fields.values and not _is_faulty(read, "date"):
        stem = _DATE_IN_NAME.search(read.path.rpartition("/")[2])
        hint = f"add `date: {stem[0] if stem else 'YYYY-MM-DD'}`"
        problems.append(error("missing-key", read.place("date"), "the note has no `date`", hint))
    return problems


def _is_faulty(read: MarkdownFile, key: str) -> bool:
    """Tell whether the key's value is complained about already."""
    place = read.fields.places.get(key)
    return place is not None and any(one.is_error and one.place.line == place.line for one in read.problems)


def _refuse_conflict(source: Source) -> None:
    if "<<<<<<<" not in source.text and ">>>>>>>" not in source.text:
        return
    fence = ""
    for number, line in enumerate(source.lines, 1):
        if opened := _FENCE.match(line):
            fence = "" if fence == opened[1] else fence or opened[1]
        elif not fence and _CONFLICT.fullmatch(line):
            message = "this line was left by a merge: two versions of the note are in the file"
            hint = "keep the lines you want and delete `<<<<<<<`, `=======` and `>>>>>>>`"
            raise Problem(error("merge-conflict", source.whole_line(number), message, hint))
