"""One body of Markdown to HTML and outline."""

from weeknotes_site.diagnostics import Problem, error
from weeknotes_site.read.markdown.outline import find_paragraphs, is_blank, name_headings, take_title
from weeknotes_site.read.markdown.parser import MAX_LEVEL, TooDeepError, make_parser
from weeknotes_site.read.markdown.rendered import Findings, Rendered
from weeknotes_site.read.source import Source


def render_markdown(
    source: Source,
    body: str,
    first_line: int,
    *,
    title: str = "",
    picture_hosts: frozenset[str] = frozenset(),
) -> Rendered:
    """Render the body that starts on `first_line` of a file.

    `title` is the front matter's, empty where it has none. Raises Problem where blocks nest too deeply.
    """
    findings = Findings(source=source, first_line=first_line, picture_hosts=picture_hosts)
    env = {"findings": findings}
    parser = make_parser()
    try:
        tokens = parser.parse(body, env)
        own_title = take_title(tokens, title)
        headings = name_headings(tokens)
        html = parser.renderer.render(tokens, parser.options, env)
    except TooDeepError as failure:
        raise _too_deep(source, first_line + failure.line) from None
    except RecursionError:
        raise _too_deep(source, first_line) from None
    return Rendered(
        html=html,
        links=tuple(findings.links),
        title=own_title,
        headings=headings,
        paragraphs=find_paragraphs(tokens),
        words=len(body.split()),
        is_blank=is_blank(tokens),
        problems=tuple(findings.problems),
    )


def _too_deep(source: Source, line: int) -> Problem:
    message = f"lists, quotes or brackets nest deeper than {MAX_LEVEL // 2} levels"
    return Problem(error("nested-too-deep", source.whole_line(line), message, "indent this part less"))
