"""What each note says, looked up when a page or feed shows it: all of it at once would take much memory."""

from collections.abc import Iterable, Iterator, Mapping

from weeknotes_site.content.notebook import Notebook
from weeknotes_site.model.body import Body, Target
from weeknotes_site.model.note import Note


class Bodies(Mapping[str, Body]):
    """The bodies of notes, by the notes' urls."""

    def __init__(
        self, notes: Iterable[Note], targets: Mapping[str, tuple[Target | None, ...]], notebook: Notebook
    ) -> None:
        self._paths = {note.url: note.path for note in notes}
        self._targets = targets
        self._notebook = notebook

    def __getitem__(self, url: str) -> Body:
        return Body(self._notebook.html(self._paths[url]), self._targets.get(url, ()))

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
