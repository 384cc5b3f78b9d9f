"""The variables of each template. One class a template; all of them have `site` and `page`."""

from markupsafe import Markup
from msgspec import Struct

from weeknotes_site.model.branding import Logo
from weeknotes_site.model.note import Heading
from weeknotes_site.render.parts import (
    Destination,
    FeedLink,
    LanguageLink,
    Mention,
    MenuView,
    NextNote,
    PeopleOfTeam,
    Quarter,
    Recurring,
    TagLine,
    TeamFeeds,
    TeamLine,
    ThreadLine,
    WeekOfNotes,
    YearLink,
    YearOfNotes,
)
from weeknotes_site.render.views import DayView, LinkView, NameView, NoteView, TeamView, WeekView


class SiteView(Struct, frozen=True, kw_only=True):
    """What is the same on every page."""

    title: str
    description: str
    language: str
    direction: str
    """In which it is written: `ltr` or `rtl`."""
    base_url: str
    """Empty if it is not set; then there are no feeds."""
    is_public: bool
    """Whether search engines may list the site."""
    picture_hosts: tuple[str, ...]
    contact: str
    mailing_list: str
    """Where readers sign up for the week by mail; empty without one."""
    has_tags: bool
    has_people: bool
    has_glossary: bool
    """Whether there is `glossary.html`."""
    has_search: bool
    """Whether there is a search index, so that `search.html` finds something."""
    logo: Logo | None
    """Has `url`, `alt` (empty if it adds nothing to the title), `width` and `height`."""
    menu: tuple[MenuView, ...]
    """Links of the site's own, after ours."""
    stylesheets: tuple[str, ...]
    """The urls of those that come after `assets/weeknotes.css`, in order."""
    social_image: str
    """Its absolute address; empty without one, or without a base URL."""


class PageView(Struct, frozen=True, kw_only=True):
    """What every template knows of its own page."""

    url: str
    title: str
    """For the browser's tab; without the site's title."""
    description: str
    root: str
    """From this page to the site's root: empty, `../` or `../../`; put it before every url."""
    part: str
    """The part of the site it belongs to: `home`, `weeks`, `teams`, `people`, `tags`, `subscribe`, or nothing."""
    canonical: str
    """Its absolute address; empty without a base URL."""
    feeds: tuple[FeedLink, ...]
    files: str
    """Relative path to `assets/` and other files shared by all languages; in one language the same as `root`."""
    languages: tuple[LanguageLink, ...] = ()
    """This page in the other languages of the site."""
    footer: Markup = Markup()
    """The line that the settings put at the foot of every page."""


class Context(Struct, frozen=True, kw_only=True):
    """What every template gets."""

    site: SiteView
    page: PageView


class HomeContext(Context, frozen=True, kw_only=True):
    """`home.html`."""

    newest: WeekOfNotes | None
    earlier: tuple[WeekOfNotes, ...]
    """The weeks before, newest first."""
    teams: tuple[TeamLine, ...]
    feed: FeedLink | None
    """The one to follow: an item a week; None without a base URL."""


class WeekContext(Context, frozen=True, kw_only=True):
    """`week.html`."""

    week: WeekView
    notes: tuple[NoteView, ...]
    """Those that came in time, by team."""
    late: tuple[NoteView, ...]
    """Those that were added later."""
    silent: tuple[TeamView, ...]
    """Teams that wrote nothing, fifty at most; empty on the newest week, which may not be over."""
    silent_left: bool
    """Whether there are more of them."""
    across: tuple[Destination, ...]
    """The pages with what all teams ask for, celebrate or do next, where there are any."""
    previous: WeekView | None
    next: WeekView | None


class PassageView(Struct, frozen=True, kw_only=True):
    """A passage of a note."""

    under: Heading | None
    """Its heading; None above the first, and if it is the text of a heading such as "Next"."""
    body: Markup


class AcrossNote(Struct, frozen=True, kw_only=True):
    """A note with what it has of a family."""

    note: NoteView
    passages: tuple[PassageView, ...]


class AcrossContext(Context, frozen=True, kw_only=True):
    """`across.html`."""

    week: WeekView
    family: str
    """`asks`, `celebrations`, `next` or `blockers`."""
    title: str
    notes: tuple[AcrossNote, ...]
    """By team."""
    previous: Destination | None
    """The page of the week before that has one."""
    next: Destination | None


class FullNote(Struct, frozen=True, kw_only=True):
    """A note with its text, on a page with others."""

    note: NoteView
    body: Markup
    """Its headings are one level lower than on its own page."""


class WeekInFullContext(Context, frozen=True, kw_only=True):
    """`week-in-full.html`."""

    week: WeekView
    notes: tuple[FullNote, ...]
    """Those that came in time, by team, then those that were added later."""
    organisation: str
    previous: WeekView | None
    next: WeekView | None


class YearContext(Context, frozen=True, kw_only=True):
    """`year.html`."""

    year: int
    quarters: tuple[Quarter, ...]
    pages: tuple[Destination, ...]
    """The pages of its quarters, where one page would be too long; then `quarters` is empty."""
    weeks: tuple[WeekView, ...]
    """The weeks that have notes, where the quarters have pages of their own, newest first."""
    previous: YearLink | None
    next: YearLink | None


class WeeksContext(Context, frozen=True, kw_only=True):
    """`weeks.html`."""

    years: tuple[YearLink, ...]
    """Newest first."""
    weeks: tuple[WeekOfNotes, ...]
    """The newest weeks, newest first: as many as have some 150 notes, of the newest year alone."""
    weeks_left: int
    """How many more weeks of that year have notes."""


class TeamsContext(Context, frozen=True, kw_only=True):
    """`teams.html`."""

    teams: tuple[TeamLine, ...]
    ended: tuple[TeamLine, ...]


class TeamContext(Context, frozen=True, kw_only=True):
    """`team.html`."""

    team: TeamView
    about: Markup
    """Text of `_team.md`; empty without one."""
    about_lang: str
    """Its language; empty if it is the page's."""
    lead: str
    contact: LinkView
    """Its text is empty if `_team.md` has no contact."""
    rhythm: str
    formerly: tuple[str, ...]
    ended: str
    """The day in words; empty while the team exists."""
    continued_as: TeamView | None
    """The team that continues its work, once it has ended."""
    continues: tuple[TeamView, ...]
    """Teams that have ended and name this one as their successor."""
    feeds: tuple[FeedLink, ...]
    """The team's own; empty without a base URL."""
    years: tuple[YearOfNotes, ...]
    """The newest year, and those before where the team has few notes."""
    earlier: tuple[YearLink, ...]
    """The years that have a page of their own, newest first."""
    catch_up: tuple[Destination, ...]
    """The newest quarters that have a page with all notes in full, newest first."""
    threads: tuple[ThreadLine, ...]
    """Headings that the team comes back to and that have a page, those of most notes first."""
    threads_left: int
    """How many more there are; then `threads_url` lists all."""
    threads_url: str
    recurring: tuple[Recurring, ...]
    """Headings that several notes share and that have no page."""
    mentions: tuple[Mention, ...]
    """The newest notes of other teams that mention this one."""
    mention_years: tuple[YearLink, ...]
    """The years whose mentions have a page, newest first, where there are more than these."""
    mentions_feed: FeedLink | None
    """None without mentions or without a base URL."""
    mentioned_teams: tuple[TeamView, ...]
    """The teams that its own notes mention."""
    next_note: NextNote | None
    """What "Write the next note" leads to; None where no repository is configured."""


class TeamYearContext(Context, frozen=True, kw_only=True):
    """`team-year.html`."""

    team: TeamView
    notes: YearOfNotes
    previous: YearLink | None
    next: YearLink | None


class TeamMentionsContext(Context, frozen=True, kw_only=True):
    """`team-mentions.html`."""

    team: TeamView
    year: int
    mentions: tuple[Mention, ...]
    """Newest first."""
    previous: YearLink | None
    next: YearLink | None


class LastTime(Struct, frozen=True, kw_only=True):
    """What a team's note before said would come next."""

    note: NoteView
    opening: str
    """How it begins, in plain text."""
    passages: tuple[PassageView, ...]
    """All of it, word for word."""


class NoteContext(Context, frozen=True, kw_only=True):
    """`note.html`."""

    note: NoteView
    body: Markup
    contents: bool
    """Whether there are enough headings for a table of contents."""
    previous: NoteView | None
    """The team's note before."""
    next: NoteView | None
    last_time: LastTime | None
    """What the note before said would come next; None where it said nothing of it, or it is not shown."""
    others: tuple[NoteView, ...]
    """What other teams wrote about the same week, or some of it, without the notes in `referring`."""
    others_left: int
    """How many of those notes are not among `others`."""
    referring: tuple[NoteView, ...]
    """The notes that refer or link to this one, newest first."""
    referring_left: int
    """How many of those are not among `referring`."""
    edit_url: str
    """Empty without links to a repository; so is `history_url`."""
    history_url: str
    feedback_url: str


class PlainPageContext(Context, frozen=True, kw_only=True):
    """`page.html`: a file of `notes/_pages/`."""

    title: str
    lang: str
    """Its language; empty where it is the site's."""
    language: str
    """The language's own name for itself, on a site in several languages; else empty."""
    is_draft: bool
    body: Markup
    edit_url: str


class PeopleContext(Context, frozen=True, kw_only=True):
    """`people.html`."""

    teams: tuple[PeopleOfTeam, ...]
    """Sorted by name, as are the people of each."""
    newest_year: int
    """The year of the newest note of all."""


class TagsContext(Context, frozen=True, kw_only=True):
    """`tags.html`."""

    tags: tuple[TagLine, ...]


class NameContext(Context, frozen=True, kw_only=True):
    """`person.html` and `tag.html`."""

    name: NameView
    years: tuple[YearOfNotes, ...]
    left: int
    """How many older notes there are beyond these."""


class SubscribeContext(Context, frozen=True, kw_only=True):
    """`subscribe.html`."""

    weekly: FeedLink
    feeds: tuple[FeedLink, ...]
    """Those of all notes."""
    teams: tuple[TeamFeeds, ...]
    ended: tuple[TeamFeeds, ...]
    """Those of teams that have ended."""
    opml: str
    """The url of the list of feeds that readers can import."""


class SearchContext(Context, frozen=True, kw_only=True):
    """`search.html`."""

    years: tuple[int, ...]
    """Newest first; each has an index of its own."""
    teams: tuple[TeamView, ...]
    """Those that have notes."""
    people: tuple[NameView, ...]
    tags: tuple[NameView, ...]
    newest_tags: tuple[NameView, ...]
    """Those of the newest notes."""
    weeks: tuple[str, ...]
    """Which weeks have notes: `2022-w03`, newest first."""
    has_pages: bool
    """Whether there are plain pages, which have an index of their own."""
    words: str
    """What `search.js` says, as JSON; empty in English, which it has itself."""


class RedirectContext(Context, frozen=True, kw_only=True):
    """`redirect.html`; the page's `canonical` is that of its target."""

    target: Destination


class AccessibilityContext(Context, frozen=True, kw_only=True):
    """`accessibility.html`."""

    organisation: str
    status: str
    """`full`, `partial` or `none`; empty if the site is untested."""
    issues: tuple[str, ...]
    """What is not accessible, a sentence each."""
    tested: str
    enforcement: str
    """Who hears complaints; empty for the default."""
    prepared: DayView | None
    checked: DayView | None
    """The day of the last check."""


class UnavailableContext(Context, frozen=True, kw_only=True):
    """`unavailable.html`, at the address of a note or plain page that cannot be shown for its errors."""

    is_note: bool


class NotFoundContext(Context, frozen=True, kw_only=True):
    """`404.html`."""
