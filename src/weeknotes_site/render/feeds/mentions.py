"""Plan one feed per team of other teams' notes that mention it, with one item per note."""

from collections.abc import Iterator
from heapq import nlargest
from html import escape

from weeknotes_site.config import Config
from weeknotes_site.languages import Language, find_language
from weeknotes_site.model.archive import Archive, NotesWithBodies
from weeknotes_site.model.body import BodyRef
from weeknotes_site.model.identity import permanent_id
from weeknotes_site.model.mentions import MAX_QUOTED, Sought
from weeknotes_site.model.note import Note
from weeknotes_site.model.output import Kind
from weeknotes_site.model.sentences import Sentence, find_sentences
from weeknotes_site.model.team import Team
from weeknotes_site.render.addresses import to_sentence
from weeknotes_site.render.feed_links import MENTIONS_FEED, mentions_title
from weeknotes_site.render.feeds.channel import Channel, Item, make_channel
from weeknotes_site.render.feeds.content import language_of, language_of_title
from weeknotes_site.render.feeds.notes import by_age, with_own_ids
from weeknotes_site.render.planned import PlannedFile
from weeknotes_site.render.site_context import SiteContext
from weeknotes_site.render.words import title_of, without_forbidden

FEED_MENTIONS = 50


def plan_mention_feeds(archive: Archive, config: Config) -> Iterator[PlannedFile]:
    """Plan a feed for each team that others mention, also at the addresses of its former names."""
    language = find_language(config.language)
    for team in archive.teams:
        found = archive.joins.mentions.get(team.slug)
        notes = with_own_ids((note for note in found.notes if not note.draft), config) if found else ()
        if not found or not notes:
            continue
        shown = archive.with_bodies(nlargest(FEED_MENTIONS, notes, key=by_age))
        title = f"{mentions_title(team.name, language)} – {config.title}"
        about = language.gettext("What other teams write about %(team)s") % {"team": team.name}
        channel = make_channel(config, f"mentions:{team.identity}", team.url, title, about)
        for slug in team.slugs:
            yield PlannedFile(
                path=f"teams/{slug}/{MENTIONS_FEED}",
                kind=Kind.FEED,
                source=f"the feed of mentions of `{team.name}`",
                make=_render,
                args=(channel, team, found.sought, shown),
            )


def _render(site: SiteContext, url: str, channel: Channel, team: Team, sought: Sought, shown: NotesWithBodies) -> bytes:
    from weeknotes_site.render.feeds.xml import render_rss

    items = (_item(site, team, sought, note, body) for note, body in shown)
    return render_rss(channel, url, [item for item in items if item])


def _item(site: SiteContext, team: Team, sought: Sought, note: Note, ref: BodyRef) -> Item | None:
    sentences = find_sentences(site.read_body(ref), sought, MAX_QUOTED)
    if not sentences:
        return None
    base_url = site.config.base_url
    quotes = "\n".join(_quote(base_url, note, one) for one in sentences)
    title = title_of(note, site.language)
    link = f'<a href="{escape(base_url + note.url)}">{escape(without_forbidden(title))}</a>'
    return Item(
        id=permanent_id(site.config.site_id, f"mention:{team.identity}:{note.id}"),
        link=base_url + note.url,
        title=_with_team(title, note.team, site.language),
        summary=sentences[0].quoted,
        content=f"{quotes}\n<p{language_of_title(note)}>{link}</p>",
        published=note.published,
        updated=note.published,
        authors=(note.team.name,),
        categories=(note.team.name,),
    )


def _with_team(title: str, team: Team, language: Language) -> str:
    if team.name in title:
        return title
    return language.gettext("%(team)s: %(title)s") % {"team": team.name, "title": title}


def _quote(base_url: str, note: Note, sentence: Sentence) -> str:
    href = escape(base_url + to_sentence(note.url, sentence))
    return f'<p{language_of(note)}><a href="{href}">{escape(without_forbidden(sentence.quoted), quote=False)}</a></p>'
