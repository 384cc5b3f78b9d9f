"""Pair each `_team.md` with its translations: `_team.cy.md` has a team's name, text and contact in Welsh."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from weeknotes_site.config import Config
from weeknotes_site.content.note_file import TeamFields, TeamFile
from weeknotes_site.diagnostics import Diagnostic, Place, error, warning
from weeknotes_site.model.team import TEAM_FILE


class TeamFiles(Struct, frozen=True, kw_only=True):
    """The files of a team."""

    original: TeamFile | None = None
    translations: Mapping[str, TeamFile] = {}
    """By language, in lower case."""

    @property
    def fields(self) -> TeamFields:
        """The front matter of `_team.md`."""
        return self.original.fields if self.original else TeamFields()

    @property
    def each(self) -> Iterator[TeamFile]:
        """All files, the original first."""
        if self.original:
            yield self.original
        yield from self.translations.values()

    @property
    def names(self) -> Mapping[str, str]:
        """The names in other languages, by language, in lower case."""
        given = {tag.casefold(): name for tag, name in self.fields.names.items()}
        return given | {tag: file.fields.name for tag, file in self.translations.items() if file.fields.name}

    def in_language(self, language: str) -> TeamFields:
        """Return the front matter in a language, without a name where only the original has one."""
        tag = language.casefold()
        translation = self.translations.get(tag)
        own = translation.fields if translation else TeamFields()
        return replace(
            self.fields,
            name=self.names.get(tag, ""),
            contact=own.contact or self.fields.contact,
            feedback=own.feedback or self.fields.feedback,
        )

    def about(self, language: str) -> TeamFile | None:
        """Return the file with the text about the team, in a language if there is one; None without a valid file."""
        translation = self.translations.get(language.casefold())
        if translation and translation.outline and not translation.is_blank:
            return translation
        return self.original if self.original and self.original.outline else None


def pair_team_files(files: Iterable[TeamFile], by_folder: Mapping[str, str]) -> dict[str, TeamFiles]:
    """Return the files of each team by its slug; `by_folder` has the slug that each folder owns."""
    teams: dict[str, TeamFiles] = {}
    for file in files:
        slug = by_folder.get(file.path.rpartition("/")[0])
        if slug is None:
            continue
        pair = teams.get(slug, TeamFiles())
        tag = file.language.casefold()
        teams[slug] = (
            replace(pair, translations={**pair.translations, tag: file}) if tag else replace(pair, original=file)
        )
    return teams


def check_team_languages(files: TeamFiles, config: Config) -> Iterator[Diagnostic]:
    """Yield names and translations in languages that the site is not in, and names given twice."""
    given = {tag.casefold(): name for tag, name in files.fields.names.items()}
    if files.original:
        for tag in files.fields.names:
            yield from _unlisted(tag, files.original.place("names"), config, "write it under `name`")
    for tag, file in files.translations.items():
        yield from _unlisted(file.language, file.whole, config, f"write it into `{TEAM_FILE}`")
        name = file.fields.name
        if name and given.get(tag, name) != name:
            message = f"`names` in `{TEAM_FILE}` says `{given[tag]}`"
            yield error("translation-differs", file.place("name"), message, "keep the name in one of the two files")


def _unlisted(tag: str, place: Place, config: Config, hint: str) -> Iterator[Diagnostic]:
    if tag.casefold() == config.all_languages[0].casefold():
        message = f"`{tag}` is the site's own language, so this is ignored"
        yield warning("unlisted-language", place, message, hint)
    elif tag.casefold() not in map(str.casefold, config.languages):
        hint = f"add `{tag}` to `languages` in the settings, or delete it"
        yield warning("unlisted-language", place, f"the site is not in `{tag}`, so this is ignored", hint)
