"""The search index: Pagefind's, one a year, kept by the keys of the pages it was made from."""

from weeknotes_site.search.index import FOLDER, Search, add_index, find_search
from weeknotes_site.search.year import SearchPage

__all__ = ["FOLDER", "Search", "SearchPage", "add_index", "find_search"]
