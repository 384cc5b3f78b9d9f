"""Start a translation: a draft with the text of its original."""

from weeknotes_site.content.front_matter import split_front_matter
from weeknotes_site.content.note_file import NoteFile
from weeknotes_site.content.source import decode
from weeknotes_site.diagnostics import Place, Problem, error
from weeknotes_site.model.front_matter import write_front_matter
from weeknotes_site.pipeline import Options, load
from weeknotes_site.site.twins import Twins


def start_translation(options: Options, path: str) -> str:
    """Create a note's file in the first language that it is missing in; return the path.

    Raises Problem if the note cannot be translated or the file exists.
    """
    site = load(options)
    twins = next((one for one in site.twins if path in (file.path for _, file in one.files)), None)
    if not site.config.languages[1:] or not twins:
        hint = (
            'add `languages = ["en", "cy"]` to weeknotes.toml'
            if not site.config.languages[1:]
            else "run `weeknotes check`"
        )
        raise Problem(error("missing-original", Place(path=path), "this note cannot be translated", hint))
    written = dict(twins.files)
    language = next((one for one in site.config.languages if one not in written), "")
    if not language:
        raise Problem(error("note-exists", Place(path=path), "this note is in all languages", "write in its files"))
    original = twins.original
    translation = f"{original.path.rpartition('/')[0]}/{original.stem}.{language}.md"
    text = _copy(options, twins)
    try:
        with (options.root / translation).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as failure:
        reason = f"cannot be written: {failure.strerror}"
        raise Problem(error("unwritable", Place(path=translation), reason)) from None
    return translation


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
    return f"{write_front_matter({**values})}{block.body}"
