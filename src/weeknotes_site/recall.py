"""A site as an earlier run put it together, taken again where nothing has changed but the text of some notes.

What others than a note's own page and its feeds can show of it is its face. While all faces stay, so does all that is
seen by looking at the notes together: teams, weeks, links, neighbours, warnings.
"""

from collections.abc import Callable, Collection, Iterable
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from weeknotes_site.config import Config
from weeknotes_site.content.contents import digest_files
from weeknotes_site.content.notebook import Notebook
from weeknotes_site.memo import CACHE, digest_of, key_of
from weeknotes_site.model.attachment import Attachment
from weeknotes_site.run import Options, Site, Summary, Whole
from weeknotes_site.site.bodies import Bodies
from weeknotes_site.site.kinds import ATTACHMENTS, kind_of
from weeknotes_site.site.summaries import choose_openings

_SUMMARY = "summary-{}"
_WHOLE = "whole-{}"
_KEPT = 8
"""How many sites stay: as built, as checked, as previewed, each with and without drafts."""

PutTogether = Callable[[Notebook, Config, Options], tuple[Summary, Whole]]


def recall_site(notebook: Notebook, config: Config, options: Options, put_together: PutTogether) -> Site:
    """Return the site as it was kept where it is still so, else put together anew, and keep it."""
    kept = _Kept(notebook, config, options)
    summary = kept.load_summary()
    whole = None
    texts = notebook.texts
    touched = {path for path in texts if summary and summary.texts[path] != texts[path]}
    if summary and touched:
        whole = kept.load_whole()
        stays = whole is not None and _stays(summary, whole, touched, notebook)
        summary = replace(summary, texts=texts) if stays else None
    if not summary:
        summary, whole = put_together(notebook, config, options)
        summary = replace(summary, key=key_of(kept.faces, [note.summary for note in whole.archive.notes]))
        kept.save_whole(whole)
    if whole:
        kept.save_summary(summary)
    return Site(
        config=config,
        as_of=options.as_of,
        summary=summary,
        stopping=tuple(filter(options.stopped_by, summary.problems)),
        look_up=(lambda: whole) if whole else partial(_look_up, kept, put_together),
    )


def _look_up(kept: "_Kept", put_together: PutTogether) -> Whole:
    return kept.load_whole() or put_together(kept.notebook, kept.config, kept.options)[1]


def _stays(summary: Summary, whole: Whole, touched: Iterable[str], notebook: Notebook) -> bool:
    """Tell whether changed texts change nothing beyond themselves: no problem's line, no note's summary."""
    touched = frozenset(touched)
    # What is wrong with a file as such, or with its front matter, is in its face; only links may stand lower now.
    if any(notebook.file(problem.path).has_links for problem in summary.problems if problem.path in touched):
        return False
    by_path = {note.path: note for note in whole.archive.notes if note.path in touched}
    for slug in {note.team.slug for note in by_path.values()}:
        paths = [note.path for note in whole.archive.by_team[slug]]
        openings = choose_openings([notebook.prints(path) for path in paths])
        if any(whole.openings[path] != opening for path, opening in zip(paths, openings, strict=True)):
            return False
    return all(notebook.file(path).summary(whole.openings[path]) == note.summary for path, note in by_path.items())


def _all_stand(root: Path, attachments: Collection[Attachment]) -> bool:
    if not attachments:
        return True
    # Imported here, as most sites have no pictures to pay for.
    from weeknotes_site.site.attachments import still_stands

    return all(still_stands(one, root / CACHE) for one in attachments)


class _Kept:
    """Where a site of just these faces, settings and options is kept."""

    def __init__(self, notebook: Notebook, config: Config, options: Options) -> None:
        self.notebook, self.config, self.options = notebook, config, options
        self._memo = options.memo
        tree = notebook.tree
        # Of the files that notes link to, too: a picture's size is on the page.
        linkable = {path: tree.signatures[path] for path in tree.others if kind_of(path) in ATTACHMENTS}
        self.faces = key_of(
            config,
            options.drafts,
            options.keep_going,
            notebook.problems,
            digest_of("\n".join((*tree.notes, *tree.team_files)).encode("utf-8", "surrogatepass")),
            digest_of(b"".join(notebook.face(path) for path in (*tree.notes, *tree.team_files))),
            sorted(tree.others),
            sorted(tree.folders),
            tree.static,
            digest_files(options.root, linkable, self._memo),
        )
        self._key = key_of(self.faces, options.as_of)
        self._name = key_of(config, options.drafts, options.keep_going)[:12]

    def load_summary(self) -> Summary | None:
        summary: Summary | None = self._memo.load(_SUMMARY.format(self._name), self._key)
        return summary

    def load_whole(self) -> Whole | None:
        whole: Whole | None = self._memo.load(_WHOLE.format(self._name), self._key)
        if not whole or not _all_stand(self.options.root, whole.attachments.values()):
            return None
        bodies = Bodies(whole.archive.notes, whole.targets, self.notebook)
        return replace(whole, archive=replace(whole.archive, bodies=bodies))

    def save_summary(self, summary: Summary) -> None:
        self._memo.save(_SUMMARY.format(self._name), summary, self._key)

    def save_whole(self, whole: Whole) -> None:
        bare = replace(whole, archive=replace(whole.archive, bodies={}))
        self._memo.save(_WHOLE.format(self._name), bare, self._key)
        self._memo.prune(_WHOLE.format("*"), _KEPT)
        self._memo.prune(_SUMMARY.format("*"), _KEPT)
