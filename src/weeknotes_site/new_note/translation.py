"""Start a translation: a draft with the text of its original."""

from weeknotes_site.content.files.paths import is_page, is_team_file
from weeknotes_site.content.front_matter.block import split_front_matter
from weeknotes_site.content.note_file import NoteFile
from weeknotes_site.content.text.source import decode
from weeknotes_site.diagnostics import Place, Problem, error
from weeknotes_site.model.front_matter import write_front_matter
from weeknotes_site.new_note.creating import create_file
from weeknotes_site.pipeline import Options, load
from weeknotes_site.site.twins import Twins


def start_translation(options: Options, path: str) -> str:
    """Create a note's file in the first language that it is missing in; return the path.

    Raises Problem if the note cannot be translated or the file exists.
    """
    site = load(options)
    if not site.config.languages[1:]:
        raise _not_started(path, "the site is in one language", 'add `languages = ["en", "cy"]` to weeknotes.toml')
    if is_page(path) or is_team_file(path):
        copy = f"{path[: -len('.md')]}.{site.config.languages[1]}.md"
        raise _not_started(path, "only translations of notes can be started", f"copy it to `{copy}` and translate that")
    twins = site.twins_of(path)
    if not twins:
        raise _not_started(path, "this note cannot be translated", "run `weeknotes check`")
    written = dict(twins.files)
    language = next((one for one in site.config.languages if one not in written), "")
    if not language:
        raise Problem(error("note-exists", Place(path=path), "this note is in all languages", "write in its files"))
    original = twins.original
    translation = f"{original.path.rpartition('/')[0]}/{original.stem}.{language}.md"
    text = _copy(options, twins)
    create_file(options.root, translation, text, lambda: "write in it")
    return translation


def _not_started(path: str, message: str, hint: str) -> Problem:
    return Problem(error("missing-original", Place(path=path), message, hint))


def _copy(options: Options, twins: Twins[NoteFile]) -> str:
    file = twins.original
    source, _ = decode(file.path, (options.root / file.path).read_bytes())
    block, _ = split_front_matter(source)
    said = file.fields
    values: dict[str, str | tuple[str, ...]] = {
        "title": said.title,
        "summary": said.summary,
        "tags": said.tags,
        "draft": "true",
    }
    return f"{write_front_matter(values)}\n{block.body.lstrip()}"
