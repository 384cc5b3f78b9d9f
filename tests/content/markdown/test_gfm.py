"""Tables, strikethrough, tasks and bare addresses follow GitHub's spec, except for listed differences.

`gfm.txt` follows the examples of the GitHub Flavored Markdown Spec 0.29. Undone here are what a table has so that one
can reach it, what tells a screen reader about a task, alignment by class, and `<s>` for `<del>`.
"""

import re

import pytest
from markdown_parts import Case, html_of, normal_html, read_cases, render

DIFFERENT = {
    "204": "cells beyond a table's columns are shown in the last one instead of being dropped",
    "633": "only mailboxes are linked, no written-out `mailto:` or `xmpp:`",
}


OURS = re.compile(
    r'<div class="table"[^>]*>|</div>| scope="col"| aria-label="[^"]*"'
    r'|(?<=<li) class="task"|(?<=<ul) class="contains-task-list"'
)


def as_github_has_it(html: str) -> str:
    html = re.sub(r'(?<=<t[hd]) class="(left|center|right)"', r' align="\1"', OURS.sub("", html))
    return re.sub(r"<(/?)s>", r"<\1del>", html)


@pytest.mark.parametrize("case", read_cases("gfm.txt"), ids=lambda case: case.title)
def test_an_example_of_gfm_is_rendered_as_on_github_or_is_listed(case: Case) -> None:
    alike = normal_html(as_github_has_it(html_of(render(case.written)))) == normal_html(case.expected)
    assert alike is (case.title.split()[0] not in DIFFERENT)
