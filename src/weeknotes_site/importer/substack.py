"""Substack's export: `posts.csv`, which lists the posts, and a folder `posts` of their HTML."""

from collections.abc import Mapping

from weeknotes_site.importer.dates import clues_in, starting_day
from weeknotes_site.importer.documents import decode_text
from weeknotes_site.importer.found import DayClue, FoundNote, Reading, Skipped, title_clues
from weeknotes_site.importer.html.convert import to_markdown
from weeknotes_site.importer.source_files import SourceFiles, read_document
from weeknotes_site.importer.tidy import one_line
from weeknotes_site.importer.titles import read_title


def read_substack(files: SourceFiles, path: str, row: Mapping[str, str], *, with_drafts: bool) -> Reading:
    """Read a post; its title, day and state are in the list."""
    kinds = ("a Substack export",)
    is_draft = row.get("is_published", "").lower() != "true"
    title, slug = one_line(row.get("title", "")), row["post_id"].partition(".")[2]
    if is_draft and not with_drafts:
        why = "it is not published (`draft`); `--drafts` brings it along"
        return Reading(skipped=(Skipped(f"“{title}” in {path}", why),), kinds=kinds)
    converted = to_markdown(decode_text(read_document(files, path), is_html=True), finds_headings=True)
    taken = read_title(title)
    audience = row.get("audience") or "everyone"
    note = FoundNote(
        key=path,
        title=title,
        body=converted.markdown,
        days=(*_days(row), *clues_in(title, "the title")),
        teams=tuple(title_clues(taken.team, taken.subject, "the title")),
        number=taken.number,
        number_how="the title",
        summary=one_line(row.get("subtitle") or ""),
        summary_how="the subtitle",
        is_draft=is_draft or audience != "everyone",
        addresses=(f"/p/{slug}",) if slug else (),
        names=tuple(filter(None, (slug,))),
        find_file=lambda name: (lambda: converted.files[name]) if name in converted.files else None,
        remarks=(f"its audience was `{audience}`; check that all may read it",) if audience != "everyone" else (),
    )
    return Reading(notes=(note,), kinds=kinds)


def _days(row: Mapping[str, str]) -> tuple[DayClue, ...]:
    written = row.get("post_date", "")
    day = starting_day(written)
    return (DayClue(written=written, readings=(day,), how="`post_date`", is_typed=False),) if day else ()
