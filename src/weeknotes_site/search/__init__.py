"""The search index: Pagefind's, one a year and one of plain pages, kept by the keys of the pages it was made from."""

from weeknotes_site.search.index import FOLDER, PLAIN_PAGES, Search, add_index, find_search
from weeknotes_site.search.year import SearchPage

__all__ = ["FOLDER", "PLAIN_PAGES", "Search", "SearchPage", "add_index", "find_search"]
