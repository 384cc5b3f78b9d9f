"""Our faster normalisation of links gives the same results as the library's."""

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.helpers import parseLinkDestination

from weeknotes_site.content.markdown.bounds import bounded_helpers
from weeknotes_site.content.markdown.syntax import parser


@settings(max_examples=300, deadline=None)
@given(st.from_regex(parser._NORMAL.pattern, fullmatch=True))
def test_an_address_that_skips_normalising_would_not_have_changed(url: str) -> None:
    assert normalizeLink(url) == url


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab/.:?#&\\()<> \n\u00e9-", max_size=20))
def test_a_link_has_the_target_that_the_library_gives(text: str) -> None:
    ours, library = bounded_helpers().parseLinkDestination(text, 0, len(text)), parseLinkDestination(text, 0, len(text))
    assert (ours.ok, ours.pos, ours.str) == (library.ok, library.pos, library.str)
