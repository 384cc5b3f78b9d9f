"""Search indexes, made by Pagefind and cached by the keys of their pages."""

from weeknotes_site.search.cached_index import SearchPage
from weeknotes_site.search.index import FOLDER, PLAIN_PAGES, Search, add_index, find_search

__all__ = ["FOLDER", "PLAIN_PAGES", "Search", "SearchPage", "add_index", "find_search"]
