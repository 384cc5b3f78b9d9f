"""The search index: Pagefind's, one a year, made beside the rendering and remembered by the pages it was made of."""

from weeknotes_site.search.index import Search, add_index, find_search

__all__ = ["Search", "add_index", "find_search"]
