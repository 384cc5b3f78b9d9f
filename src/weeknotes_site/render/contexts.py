"""The variables of each template. One class per template; all of them have `site` and `page`."""

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
    """Variables that are the same on every page."""

    title: str
    description: str
    language: str
    direction: str
    """Direction of its script: `ltr` or `rtl`."""
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
    """Whether there is a search index."""
    logo: Logo | None
    """Has `url`, `alt` (empty if it adds nothing to the title), `width` and `height`."""
    menu: tuple[MenuView, ...]
    """Links from the settings, shown after the others."""
    stylesheets: tuple[str, ...]
    """Urls of the stylesheets loaded after `assets/weeknotes.css`, in order."""
    social_image: str
    """Its absolute address; empty without one, or without a base URL."""


class PageView(Struct, frozen=True, kw_only=True):
    """Variables of the page itself."""

    url: str
    title: str
    """For the browser's tab; without the site's title."""
    description: str
    root: str
    """Relative path to the site's root: empty, `../` or `../../`; put it before every url."""
    part: str
    """Its part of the site: `home`, `weeks`, `teams`, `people`, `tags` or `subscribe`; else empty."""
    canonical: str
    """Its absolute address; empty without a base URL."""
    feeds: tuple[FeedLink, ...]
    files: str
    """Relative path to `assets/` and other files shared by all languages; in one language the same as `root`."""
    languages: tuple[LanguageLink, ...] = ()
    """This page in the other languages of the site."""
    footer: Markup = Markup()
    """The footer from the settings."""


class Context(Struct, frozen=True, kw_only=True):
    """Variables of every template."""

    site: SiteView
    page: PageView


class HomeContext(Context, frozen=True, kw_only=True):
    """`home.html`."""

    newest: WeekOfNotes | None
    lead_picture: Markup
    """A picture of the newest week's first note, if `lead` puts that first; else empty."""
    earlier: tuple[WeekOfNotes, ...]
    """Earlier weeks, newest first."""
    teams: tuple[TeamLine, ...]
    feed: FeedLink | None
    """The weekly feed; None without a base URL."""


class WeekContext(Context, frozen=True, kw_only=True):
    """`week.html`."""

    week: WeekView
    notes: tuple[NoteView, ...]
    """Notes published in time, by team."""
    late: tuple[NoteView, ...]
    """Notes published later."""
    lead_picture: Markup
    """A picture of the first note, if `lead` puts that first; else empty."""
    silent: tuple[TeamView, ...]
    """Teams that wrote nothing, fifty at most; empty for the newest week, which may not be over."""
    silent_left: bool
    """Whether there are more such teams."""
    across: tuple[Destination, ...]
    """Pages with what all teams ask for, celebrate or do next."""
    previous: WeekView | None
    next: WeekView | None


class PassageView(Struct, frozen=True, kw_only=True):
    """A passage of a note."""

    under: Heading | None
    """Its heading; None above the first heading, and if the passage is the text of a heading such as "Next"."""
    body: Markup


class AcrossNote(Struct, frozen=True, kw_only=True):
    """A note with its passages of a family."""

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
    """The nearest earlier week with such a page."""
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
    """Notes published in time, by team, then those published later."""
    organisation: str
    previous: WeekView | None
    next: WeekView | None


class YearContext(Context, frozen=True, kw_only=True):
    """`year.html`."""

    year: int
    quarters: tuple[Quarter, ...]
    pages: tuple[Destination, ...]
    """Pages of its quarters, if one page would be too long; `quarters` is then empty."""
    weeks: tuple[WeekView, ...]
    """Weeks with notes, newest first, if the quarters have their own pages."""
    previous: YearLink | None
    next: YearLink | None


class WeeksContext(Context, frozen=True, kw_only=True):
    """`weeks.html`."""

    years: tuple[YearLink, ...]
    """Newest first."""
    weeks: tuple[WeekOfNotes, ...]
    """The newest weeks of the newest year, with about 150 notes, newest first."""
    weeks_left: int
    """Number of further weeks of that year with notes."""


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
    """The team's feeds; empty without a base URL."""
    years: tuple[YearOfNotes, ...]
    """The newest year, and earlier ones if the team has few notes."""
    earlier: tuple[YearLink, ...]
    """Years with their own page, newest first."""
    catch_up: tuple[Destination, ...]
    """The newest quarters with a page of all notes in full, newest first."""
    threads: tuple[ThreadLine, ...]
    """Threads with a page, those with most notes first."""
    threads_left: int
    """Number of further threads; if there are any, `threads_url` lists all."""
    threads_url: str
    recurring: tuple[Recurring, ...]
    """Headings shared by several notes, without a page."""
    mentions: tuple[Mention, ...]
    """The newest notes of other teams that mention this one."""
    mention_years: tuple[YearLink, ...]
    """Years with a page of mentions, newest first, if there are more mentions than these."""
    mentions_feed: FeedLink | None
    """None without mentions or without a base URL."""
    mentioned_teams: tuple[TeamView, ...]
    """The teams that its own notes mention."""
    next_note: NextNote | None
    """Target of "Write the next note"; None without a repository in the settings."""


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
    """What a team's previous note has under "Next"."""

    note: NoteView
    opening: str
    """Its beginning as plain text."""
    passages: tuple[PassageView, ...]
    """Its complete text."""


class NoteContext(Context, frozen=True, kw_only=True):
    """`note.html`."""

    note: NoteView
    body: Markup
    contents: bool
    """Whether there are enough headings for a table of contents."""
    previous: NoteView | None
    """The team's previous note."""
    next: NoteView | None
    last_time: LastTime | None
    """What the previous note has under "Next"; None if it has nothing, or if it is not shown."""
    others: tuple[NoteView, ...]
    """Notes of other teams about the same week (some, if there are many), without those in `referring`."""
    others_left: bool
    """Whether the week has more notes."""
    referring: tuple[NoteView, ...]
    """The notes that refer or link to this one, newest first."""
    referring_left: int
    """Number of such notes that are not in `referring`."""
    edit_url: str
    """Empty without a repository in the settings; likewise `history_url`."""
    history_url: str
    feedback_url: str


class PlainPageContext(Context, frozen=True, kw_only=True):
    """`page.html`: a file of `notes/_pages/`."""

    title: str
    lang: str
    """Its language; empty if it is the site's."""
    language: str
    """The language's own name for itself, on a site in several languages; else empty."""
    is_draft: bool
    body: Markup
    edit_url: str


class PeopleContext(Context, frozen=True, kw_only=True):
    """`people.html`."""

    teams: tuple[PeopleOfTeam, ...]
    """By name, like the people of each."""
    newest_year: int
    """The year of the newest note of all."""
    more: tuple[Destination, ...]
    """Pages of other people, if there are too many for one page, which then lists those who wrote last."""


class TagsContext(Context, frozen=True, kw_only=True):
    """`tags.html`."""

    tags: tuple[TagLine, ...]
    more: tuple[Destination, ...]
    """Pages of other tags, if there are too many for one page, which then lists those with most notes."""


class NameContext(Context, frozen=True, kw_only=True):
    """`person.html` and `tag.html`."""

    name: NameView
    years: tuple[YearOfNotes, ...]
    left: int
    """Number of older notes that are not listed."""


class SubscribeContext(Context, frozen=True, kw_only=True):
    """`subscribe.html`."""

    weekly: FeedLink
    feeds: tuple[FeedLink, ...]
    """Feeds of all notes."""
    teams: tuple[TeamFeeds, ...]
    ended: tuple[TeamFeeds, ...]
    """Feeds of teams that have ended."""
    opml: str
    """The url of the list of feeds that readers can import."""


class SearchContext(Context, frozen=True, kw_only=True):
    """`search.html`."""

    years: tuple[int, ...]
    """Newest first; each has an index of its own."""
    teams: tuple[TeamView, ...]
    """Teams with notes."""
    people: tuple[NameView, ...]
    """People with most notes, if there are very many; likewise the tags."""
    tags: tuple[NameView, ...]
    newest_tags: tuple[NameView, ...]
    """Tags of the newest notes."""
    weeks: tuple[str, ...]
    """Weeks with notes, newest first: `2022-w03`."""
    pages: tuple[Destination, ...]
    """Plain pages and the glossary, which have an index of their own."""
    words: str
    """Words of `search.js`, as JSON; empty in English, which is built in."""


class RedirectContext(Context, frozen=True, kw_only=True):
    """`redirect.html`: the page's `canonical` is the URL of its target."""

    target: Destination


class AccessibilityContext(Context, frozen=True, kw_only=True):
    """`accessibility.html`."""

    organisation: str
    status: str
    """`full`, `partial` or `none`; empty if the site is untested."""
    issues: tuple[str, ...]
    """Known issues, one sentence each."""
    tested: str
    enforcement: str
    """Who handles complaints; empty for the default."""
    prepared: DayView | None
    checked: DayView | None
    """The day of the last check."""


class UnavailableContext(Context, frozen=True, kw_only=True):
    """`unavailable.html`: shown instead of a note or plain page that has errors."""

    is_note: bool


class NotFoundContext(Context, frozen=True, kw_only=True):
    """`404.html`."""
