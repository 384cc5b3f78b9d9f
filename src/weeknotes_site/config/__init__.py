"""Settings, from `weeknotes.toml` or `[tool.weeknotes]` in `pyproject.toml`; every key has a default."""

import re
from datetime import date
from typing import Literal

import msgspec

from weeknotes_site.model.families import ASKS, BLOCKERS, CELEBRATIONS, FAMILIES, NEXT
from weeknotes_site.regex import regex

LINK_SCHEMES = ("callto", "ftp", "ftps", "irc", "ircs", "msteams", "sftp", "sip", "slack", "sms", "webcal", "xmpp")
"""Schemes that `link_schemes` can allow; none of them can run code in the page."""
ELSEWHERE = regex(r"(?:https?://|mailto:|tel:)[^\s]", re.I)
"""How an absolute URL in the settings starts."""


class Digest(msgspec.Struct, frozen=True, kw_only=True):
    """`[digest]`: sender and recipient of the weekly mail."""

    sender: str = msgspec.field(default="", name="from")
    to: str = ""


class IgnoredCode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of `checks.ignore`: a warning's code and, optionally, the date before which it is ignored."""

    code: str
    before: date | None = None


class Checks(msgspec.Struct, frozen=True, kw_only=True):
    """`[checks]`: warnings to ignore."""

    ignore: tuple[IgnoredCode | str, ...] = ()


class Across(msgspec.Struct, frozen=True, kw_only=True):
    """`[across]`: pages of a week with what all teams write under certain headings."""

    show: tuple[str, ...] = (ASKS, CELEBRATIONS, NEXT)
    """The families that have pages."""
    asks: tuple[str, ...] = ()
    """Headings and labels in addition to the built-in ones; likewise in the next fields."""
    celebrations: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    blockers: tuple[str, ...] = ()

    @property
    def families(self) -> tuple[str, ...]:
        """The families in `show` that exist."""
        return tuple(family for family in dict.fromkeys(self.show) if family in FAMILIES)

    def words(self, family: str) -> tuple[str, ...]:
        """Return the words that the settings add to a family."""
        added = {ASKS: self.asks, CELEBRATIONS: self.celebrations, NEXT: self.next, BLOCKERS: self.blockers}
        return added[family]


class Threads(msgspec.Struct, frozen=True, kw_only=True):
    """`[threads]`: which recurring headings have a page."""

    show: bool = True
    notes: int = 3
    """Minimum number of a team's notes with the heading."""
    exclude: tuple[str, ...] = ()
    """Headings without a page, in addition to those excluded on every site."""
    newest_first: bool = False


class Accessibility(msgspec.Struct, frozen=True, kw_only=True):
    """`[accessibility]`: contents of the accessibility statement."""

    organisation: str = ""
    """Who is responsible for the site; default: its title."""
    status: Literal["", "full", "partial", "none"] = ""
    """Conformance with WCAG 2.2 AA; empty if untested."""
    issues: tuple[str, ...] = ()
    """Known issues, one sentence each."""
    tested: str = ""
    """Who tested it and how, in a sentence."""
    enforcement: str = ""
    """Who handles complaints; default: the UK's Equality and Human Rights Commission."""
    prepared: date | None = None
    checked: date | None = None
    """Date of the last check."""


class Logo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`logo`: a picture beside the site's title."""

    file: str
    """An SVG or PNG in `static/`."""
    alt: str = ""
    """Alt text; empty if the logo adds nothing to the title."""


class MenuItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of `menu`."""

    title: str
    target: str
    """A page of the site, such as `about.html`, or an absolute URL."""

    @property
    def is_elsewhere(self) -> bool:
        """Whether the target is an absolute URL."""
        return ELSEWHERE.match(self.target) is not None


class AccessibilityTexts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[translations.cy.accessibility]`: texts of the accessibility statement in another language."""

    organisation: str = ""
    issues: tuple[str, ...] = ()
    tested: str = ""
    enforcement: str = ""

    def over(self, original: Accessibility) -> Accessibility:
        """Return the original with the translated texts in place of its own."""
        given = {key: value for key, value in msgspec.structs.asdict(self).items() if value}
        return msgspec.structs.replace(original, **given)


class Translation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[translations.cy]`: settings for pages in another language; empty values are those of the site."""

    title: str = ""
    description: str = ""
    footer: str = ""
    menu: tuple[MenuItem, ...] = ()
    accessibility: AccessibilityTexts = AccessibilityTexts()
    tags: dict[str, str] = {}
    """Names of tags, by their names in the site's own language."""


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of a site, or of one of its editions; in the order of `docs/settings.md`."""

    title: str = "Weeknotes"
    site_id: str = "weeknotes"
    """Seed of permanent ids: any text, which must not change once a feed is published."""
    base_url: str = ""
    """The site's public URL, ending in `/`; without it there are no feeds."""
    public: bool = False
    repository: str = ""
    """The notes' repository: its URL for a browser, git or ssh."""
    forge: Literal["", "github", "gitlab", "forgejo", "gitea", "bitbucket", "bitbucket-data-center", "azure"] = ""
    """Software of the repository's host; empty if its name is enough."""
    branch: str = "main"
    repository_folder: str = ""
    """The site's folder in the repository."""
    description: str = ""
    logo: Logo | None = None
    brand: str = ""
    """Colour of links and of the line at the top, `#rrggbb`."""
    footer: str = ""
    """A line of Markdown."""
    menu: tuple[MenuItem, ...] = ()
    """Additional links in the header."""
    social_image: str = ""
    """A picture in `static/` for link previews in chats and social networks."""
    language: str = "en"
    """The language of pages."""
    languages: tuple[str, ...] = ()
    """All languages of the site, its own first; empty if it has only one."""
    translations: dict[str, Translation] = {}
    """By language."""
    feedback: str = ""
    contact: str = ""
    mailing_list: str = ""
    """Where readers sign up for the week by mail: a page, or an address to write to."""
    digest: Digest = Digest()
    people: bool = True
    """Whether authors have pages."""
    mentions: bool = True
    """Whether a team's page lists where other teams mention it."""
    references: bool = True
    """Whether `weeknote 16` in a text becomes a link, and notes list those that refer to them."""
    last_time: bool = True
    """Whether a note shows what its team's previous note has under "Next"."""
    catch_up: bool = True
    """Whether each team has one page per quarter with its notes in full, oldest first."""
    across: Across = Across()
    threads: Threads = Threads()
    glossary: bool = True
    """Whether notes link the first use of each term in `glossary.toml`."""
    known_acronyms: tuple[str, ...] = ()
    """Acronyms that `weeknotes acronyms` does not list."""
    monday_covers_previous_week: bool = True
    registered_teams_only: bool = False
    picture_hosts: tuple[str, ...] = ()
    link_schemes: tuple[str, ...] = ()
    """Allowed link schemes in addition to `http`, `https`, `mailto` and `tel`."""
    checks: Checks = Checks()
    accessibility: Accessibility = Accessibility()

    @property
    def all_languages(self) -> tuple[str, ...]:
        """The languages of the site, its own first."""
        return self.languages or (self.language,)

    @property
    def edition(self) -> str:
        """The language, if it is not the site's own."""
        return self.language if self.languages and self.language != self.languages[0] else ""

    @property
    def folder(self) -> str:
        """Folder of this language's pages: `cy/`, or empty for the site's own."""
        return f"{self.edition.casefold()}/" if self.edition else ""

    @property
    def language_folders(self) -> tuple[str, ...]:
        """Folders of the site's other languages."""
        return tuple(tag.casefold() for tag in self.languages[1:])

    @property
    def tag_names(self) -> dict[str, str]:
        """Names of tags in this language, by their names in the site's own."""
        return self.translations[self.edition].tags if self.edition in self.translations else {}

    @property
    def path_in_repository(self) -> str:
        """The site's folder in the repository, ending in `/`; empty at the top."""
        return f"{self.repository_folder.strip('/')}/".lstrip("/")

    @property
    def to_files(self) -> str:
        """Relative path from this language's root to files shared by all languages: `../`, or empty."""
        return "../" if self.edition else ""

    @property
    def files_url(self) -> str:
        """Absolute address of files shared by all languages; empty without a base URL."""
        return self.base_url.removesuffix(self.folder)

    def in_each_language(self) -> tuple["Config", ...]:
        """Return the settings of each edition, the site's own language first."""
        return (self, *map(self._in_language, self.languages[1:]))

    def _in_language(self, language: str) -> "Config":
        said = self.translations.get(language, Translation())
        return msgspec.structs.replace(
            self,
            language=language,
            base_url=f"{self.base_url}{language.casefold()}/" if self.base_url else "",
            title=said.title or self.title,
            description=said.description or self.description,
            footer=said.footer or self.footer,
            menu=said.menu or self.menu,
            accessibility=said.accessibility.over(self.accessibility),
        )
