"""Substack's export: `posts.csv`, which lists the posts, and a folder `posts` with their HTML."""

from collections.abc import Mapping

from weeknotes_site.importer.clues.dates import clues_in, given_day
from weeknotes_site.importer.clues.titles import read_title
from weeknotes_site.importer.exports.posts import link_enclosures
from weeknotes_site.importer.found import FoundNote, Reading, Skipped, embedded_in, not_published, title_clues
from weeknotes_site.importer.html.convert import to_markdown
from weeknotes_site.importer.sources.decode import decode_text
from weeknotes_site.importer.sources.files import SourceFiles, read_document
from weeknotes_site.importer.text.tidy import one_line


def read_substack(files: SourceFiles, path: str, row: Mapping[str, str], *, with_drafts: bool) -> Reading:
    """Read a post; its title, day and state are in the list."""
    kinds = ("a Substack export",)
    is_draft = row.get("is_published", "").lower() != "true"
    title, (number, _, slug) = one_line(row.get("title", "")), row["post_id"].partition(".")
    if is_draft and not with_drafts:
        return Reading(skipped=(Skipped(f"“{title}” in {path}", not_published()),), kinds=kinds)
    content = decode_text(read_document(files, path), is_html=True)
    content += link_enclosures((row.get("podcast_url", ""),), content)
    converted = to_markdown(content)
    taken = read_title(title)
    audience = row.get("audience") or "everyone"
    note = FoundNote(
        key=path,
        title=title,
        body=converted.markdown,
        anchors=converted.anchors,
        days=(*given_day(row.get("post_date", ""), "`post_date`"), *clues_in(title, "the title")),
        teams=tuple(title_clues(taken.team, taken.subject, "the title")),
        number=taken.number,
        summary=one_line(row.get("subtitle") or ""),
        summary_how="the subtitle",
        is_draft=is_draft or audience != "everyone",
        export_ids=(f"substack:{number}",) if number.isdecimal() else (),
        addresses=(f"/p/{slug}",) if slug else (),
        names=tuple(filter(None, (slug,))),
        find_file=embedded_in(converted.files),
        remarks=converted.remarks
        + ((f"its audience was `{audience}`; check that everyone may read it",) if audience != "everyone" else ()),
    )
    return Reading(notes=(note,), kinds=kinds)
