"""Urls within the site as links: relative on a page, absolute in a feed."""

from html import escape
from urllib.parse import quote

from weeknotes_site.model.body import Body, Target


def root_of(url: str) -> str:
    """Return the way from a page to the site's root: `../` for every folder it is in."""
    return "../" * url.count("/")


def body_on_page(body: Body, url: str) -> str:
    """Return a body's HTML with links relative to the page that shows it."""
    root = root_of(url)

    def address(target: Target) -> str:
        fragment = f"#{quote(target.fragment)}" if target.fragment else ""
        return escape(fragment if target.url in ("", url) and fragment else f"{root}{target.url or url}{fragment}")

    return body.resolve(address)


def body_below(body: Body, root: str) -> str:
    """Return the HTML of what stands on every page; `root` is the way from the page to the site's root."""
    return body.resolve(
        lambda target: escape(f"{root}{target.url}" + (f"#{quote(target.fragment)}" if target.fragment else ""))
    )


def body_elsewhere(body: Body, permalink: str, base_url: str) -> str:
    """Return a body's HTML with absolute links, for a reader who is not on the site."""

    def address(target: Target) -> str:
        fragment = f"#{quote(target.fragment)}" if target.fragment else ""
        return escape(f"{base_url}{target.url}{fragment}" if target.url else f"{permalink}{fragment}")

    return body.resolve(address)


def as_link(address: str) -> str:
    """Return a mail address as a `mailto:` link, anything else as it is."""
    return f"mailto:{address}" if "@" in address and "://" not in address and ":" not in address else address
