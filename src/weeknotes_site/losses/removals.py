"""Refuse builds that would remove most notes (perhaps `notes/` is not mounted), or those of another site."""

from collections.abc import Iterable
from pathlib import Path

from weeknotes_site.content.files.paths import NOTES, team_folder
from weeknotes_site.content.slugs import slug_of
from weeknotes_site.diagnostics import Diagnostic, Place, Problem, error, escaped
from weeknotes_site.losses.published_notes import find_known_notes, find_published_notes
from weeknotes_site.model.identity import permanent_id
from weeknotes_site.model.team import slug_in
from weeknotes_site.publish import Manifest, read_site_key
from weeknotes_site.run import Site

FEW_NOTES = 20
"""Sites with fewer published notes are not protected against losing most of them."""


def refuse_mass_removal(site: Site, output: Path, before: Manifest) -> None:
    """Raise Problem if no note is left, or if errors would remove more than half of the published notes.

    `before` is the output's manifest: a pipeline restores the cache, but not the output.
    """
    errors = [diagnostic for diagnostic in site.diagnostics if diagnostic.is_error]
    if not site.report.notes:
        message = "the site would have no notes, so nothing is published"
        remedy = "correct the errors above" if errors else "add a note or publish a draft"
        hint = f"{remedy}, or check that this is the right folder; `--allow-removals` publishes anyway"
        raise Problem(*errors, error("no-notes", Place(path=f"{NOTES}/"), message, hint))
    broken = _broken_teams(errors)
    if len(site.report.left_out) * 2 <= FEW_NOTES and not broken:
        return
    published = (find_published_notes(output) or find_known_notes(before)) - _old_addresses(site)
    shown = {note.url for note in site.archive.notes}
    unavailable = frozenset(site.archive.unavailable)
    lost = [path for path in published - shown if path in unavailable or slug_in(path) in broken]
    if len(published) >= FEW_NOTES and len(lost) * 2 > len(published):
        message = f"errors would remove {len(lost):,} of the {len(published):,} published notes"
        hint = "correct the errors above; `--allow-removals` publishes what is left"
        raise Problem(*errors, error("most-notes-lost", Place(path=f"{NOTES}/"), message, hint))


def refuse_other_site(site: Site, output: Path) -> None:
    """Raise Problem if the output holds notes of a site with another `site_id` that would be removed."""
    if read_site_key(output) in ("", site_key(site)):
        return
    removed = find_published_notes(output) - _old_addresses(site) - {note.url for note in site.archive.notes}
    removed -= set(site.archive.unavailable)
    if removed:
        count = f"{len(removed):,} of its notes" if len(removed) > 1 else "one of its notes"
        message = f"`{escaped(str(output))}` holds a site with another `site_id`, and {count} would be removed"
        hint = "choose another output with `-o`; if this is the same site, `--allow-removals` publishes it"
        raise Problem(error("other-site", Place(path=f"{NOTES}/"), message, hint))


def site_key(site: Site) -> str:
    """Return a key that is unique to a site: a hash of its `site_id`, which may be any text."""
    return permanent_id(site.config.site_id, "site:")


def _broken_teams(errors: Iterable[Diagnostic]) -> set[str]:
    """Return the slugs of teams whose folder cannot be used, so that all notes in it are unknown."""
    folders = (team_folder(f"{one.path}/x") for one in errors if not one.path.endswith(".md"))
    return {slug_of(folder.rpartition("/")[2]) for folder in folders if folder}


def _old_addresses(site: Site) -> set[str]:
    """Return the paths that redirect to notes."""
    archive = site.archive
    by_names = (
        f"teams/{slug}/{note.url.rpartition('/')[2]}"
        for team in archive.teams
        for slug in team.former_slugs
        for note in archive.by_team.get(team.slug, ())
    )
    return {*by_names, *(path for note in archive.notes for path in note.formerly)}
