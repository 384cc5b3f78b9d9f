"""Find glossary terms in notes, and the first use of each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from weeknotes_site.content.markdown.facts.acronyms import is_acronym
from weeknotes_site.content.markdown.facts.names import hash_of_name
from weeknotes_site.content.markdown.rendered import Outline
from weeknotes_site.content.slugs import slug_of, unused_slug
from weeknotes_site.diagnostics import Diagnostic, warning
from weeknotes_site.glossary import Glossary, GlossaryEntry
from weeknotes_site.model.note import Note
from weeknotes_site.model.terms import Explained, Meaning, Term, Terms, is_hashed
from weeknotes_site.site.teams import Teams
from weeknotes_site.suggestions import Suggest

_TermsOfTeam = Mapping[str, Term]


def find_terms(outlined: Iterable[tuple[Note, Outline]], glossary: Glossary, teams: Teams) -> dict[str, Terms]:
    """Return the glossary terms in each note, by its url."""
    anchors = _anchors(glossary)
    by_team: dict[str, _TermsOfTeam] = {}
    # Other words are searched for on the page, because outlines contain only acronyms.
    others = tuple(entry.term for entry in glossary.entries if not is_acronym(entry.term))
    found: dict[str, Terms] = {}
    for note, outline in outlined:
        slug = note.team.slug
        if slug not in by_team:
            by_team[slug] = dict(_terms_of(slug, glossary, anchors, teams))
        known = by_team[slug]
        explained = outline.spelled_out
        words = (word for word in (*outline.acronyms, *others) if word in known and word not in explained)
        if terms := tuple(known[word] for word in words):
            found[note.url] = Terms(terms)
    return found


def explain_terms(outlined: Iterable[tuple[Note, Outline]], glossary: Glossary, teams: Teams) -> tuple[Explained, ...]:
    """Return the glossary for its page; `outlined` is in time order."""
    anchors = _anchors(glossary)
    first = _first_uses(outlined, glossary)

    def meaning(entry: GlossaryEntry, text: str, slugs: Set[str], named: Iterable[str] = ()) -> Meaning:
        # The notes come in time, and so do the first ones of the teams.
        oldest = (note for slug, note in first.get(entry.term, {}).items() if slug in slugs)
        return Meaning(text=text, teams=tuple(teams.by_slug[slug].name for slug in named), first=next(oldest, None))

    explained = []
    for entry in glossary.entries:
        named = {slug: text for name, text in entry.by_team for slug in teams.claimants(name)}
        meanings = [meaning(entry, text, {slug}, (slug,)) for slug, text in named.items()]
        if entry.meaning:
            meanings.insert(0, meaning(entry, entry.meaning, teams.by_slug.keys() - named.keys()))
        if meanings:
            explained.append(Explained(word=entry.term, anchor=anchors[entry.term], meanings=tuple(meanings)))
    return tuple(sorted(explained, key=lambda one: (one.word.casefold(), one.word)))


def _first_uses(outlined: Iterable[tuple[Note, Outline]], glossary: Glossary) -> Mapping[str, Mapping[str, Note]]:
    """Return the first note of each team that uses a term as the glossary explains it, by the term and the team."""
    meanings = {
        entry.term: {meaning.casefold() for meaning in (entry.meaning, *(text for _, text in entry.by_team))}
        for entry in glossary.entries
    }
    # Outlines count acronyms and have hashes of names; other words are looked for when a note is read.
    capital = {term for term in meanings if is_hashed(term) and not is_acronym(term)}
    by_hash = {hash_of_name(form): term for term in capital for form in (term, f"{term}s")}
    wanted = frozenset(by_hash)
    first: dict[str, dict[str, Note]] = defaultdict(dict)
    for note, outline in outlined:
        used = [by_hash[one] for one in wanted.intersection(memoryview(outline.names).cast("I"))] if wanted else ()
        for word in (*outline.acronyms, *used, *outline.terms):
            own = outline.spelled_out.get(word)
            if word in meanings and (own is None or own.casefold() in meanings[word]):
                first[word].setdefault(note.team.slug, note)
    return first


def check_glossary(glossary: Glossary, teams: Teams, suggest: Suggest) -> Iterator[Diagnostic]:
    """Yield warnings about names in the glossary that no team has; warnings, because writers can rename a team."""
    for entry in glossary.entries:
        for (name, _), place in zip(entry.by_team, entry.places, strict=True):
            if not teams.claimants(name):
                near = suggest(name, [team.name for team in teams.by_slug.values()])
                hint = f"did you mean `{near}`?" if near else _hint(entry, name)
                message = f"`{entry.term}` is explained for `{name}`, which is not the name of a team"
                yield warning("glossary-entry", place, message, hint)


def _hint(entry: GlossaryEntry, name: str) -> str:
    if entry.is_dotted:
        return f'write `"{entry.term}.{name}" = "…"` for a word with a dot, else a team\'s name'
    return 'write a team\'s name, or `"*"` for all others; move another word above the first `[…]`'


def _terms_of(slug: str, glossary: Glossary, anchors: Mapping[str, str], teams: Teams) -> Iterator[tuple[str, Term]]:
    for entry in glossary.entries:
        own = (text for name, text in entry.by_team if slug in teams.claimants(name))
        if meaning := next(own, entry.meaning):
            yield entry.term, Term(entry.term, meaning, anchors[entry.term])


def _anchors(glossary: Glossary) -> dict[str, str]:
    """Return a unique id for each word."""
    anchors: dict[str, str] = {}
    taken: set[str] = set()
    for entry in glossary.entries:
        anchor = unused_slug(f"page-term-{slug_of(entry.term) or 'word'}", taken)
        taken.add(anchor)
        anchors[entry.term] = anchor
    return anchors
