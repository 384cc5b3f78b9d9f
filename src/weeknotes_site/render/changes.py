"""Which files have to be made, and the making of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeGuard

from weeknotes_site.model.output import OutputFile, PlannedFile, PublishedFile, Standing
from weeknotes_site.render.site import Ground, plan_site, plan_texts
from weeknotes_site.workers import FEW, spread

Known = Mapping[str, PublishedFile]
Make = Callable[[PlannedFile], tuple[bytes, bytes | None]]


def render_site(ground: Ground, standing: Standing, *, jobs: int) -> Iterator[OutputFile]:
    """Yield all files of a site, or, where texts alone have changed, those that show them.

    Those whose sources are not as they were are made, spread over processes. Raises Problem where two of them claim
    one path.
    """
    touched = standing.touched(ground.texts)
    planned = tuple(plan_site(ground) if touched is None else plan_texts(ground, touched))
    yield from _make_all(planned, standing.files, jobs)


def _make_all(planned: Sequence[PlannedFile | OutputFile], known: Known, jobs: int) -> Iterator[OutputFile]:
    make = partial(_make, known)
    # A process that made lists and feeds would come to hold all notes in memory of its own, so they are made here,
    # evenly between the pages of notes, while other processes go on with those.
    of_notes: list[PlannedFile] = []
    others: list[PlannedFile | OutputFile] = []
    for one in planned:
        if _is_to_be_made(one, known) and one.is_of_one_note:
            of_notes.append(one)
        else:
            others.append(one)
    if len(of_notes) >= FEW:
        make(of_notes[0])  # so that the template is compiled before it is needed in many processes
    made = zip(of_notes, spread(make, of_notes, jobs=jobs, name=lambda file: file.path), strict=True)
    taken = 0
    for count, (file, (fingerprint, content)) in enumerate(made, 1):
        yield _output(file, fingerprint, content)
        due = len(others) * count // len(of_notes)
        yield from (_finished(other, known, make) for other in others[taken:due])
        taken = due
    yield from (_finished(other, known, make) for other in others[taken:])


def _finished(file: PlannedFile | OutputFile, known: Known, make: Make) -> OutputFile:
    if isinstance(file, OutputFile):
        return file
    if _is_to_be_made(file, known):
        return _output(file, *make(file))
    return _output(file, known[file.path].fingerprint, None)


def _output(file: PlannedFile, fingerprint: bytes, content: bytes | None) -> OutputFile:
    return OutputFile(path=file.path, kind=file.kind, content=content, key=file.key, fingerprint=fingerprint)


def _is_to_be_made(file: PlannedFile | OutputFile, known: Known) -> TypeGuard[PlannedFile]:
    return isinstance(file, PlannedFile) and (file.path not in known or known[file.path].key != file.key)


def _make(known: Known, file: PlannedFile) -> tuple[bytes, bytes | None]:
    return file.make(known[file.path].fingerprint if file.path in known else b"")
