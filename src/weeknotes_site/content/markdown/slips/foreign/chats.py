"""Markup of chats and trackers: Slack, Jira, Confluence, Textile, forums."""

import re

from msgspec.structs import replace

from weeknotes_site.content.markdown.slips.foreign.kind import Kind, at_margin, link, needless, replaced
from weeknotes_site.content.markdown.slips.page import Fixer, instead, shown
from weeknotes_site.diagnostics import replacing
from weeknotes_site.regex import regex


def _jira_heading(found: re.Match[str]) -> Fixer:
    mark = f"h{found[1]}."
    marks = "#" * max(int(found[1]), 2)
    return at_margin(lambda place: replacing(replace(place, length=len(mark)), marks))


_MARKS = {"*": "**{}**", "_": "*{}*", "^": "<sup>{}</sup>", "~": "<sub>{}</sub>", "-": "~~{}~~"}


def _marked(found: re.Match[str]) -> str:
    return _MARKS.get(found[1], "{}").format(found[2].strip())


def _as_row(found: re.Match[str]) -> str:
    cells = [shown(cell) for cell in found[0].strip("|").split("||")]
    return f"write `| {' | '.join(cells)} |`, and under it `| {' | '.join('---' for _ in cells)} |`"


def _bbcode(found: re.Match[str]) -> str:
    text = found[3].strip()
    tag = found[1].lower()
    if tag == "url":
        return f"write `{link(text, found[2] or text)}`"
    return {"b": f"write `**{text}**`", "i": f"write `*{text}*`", "img": f"write `![What it shows]({text})`"}.get(
        tag, "delete the tags"
    )


def _from_bbcode(found: re.Match[str]) -> Fixer | None:
    marks = {"b": "**", "i": "*"}.get(found[1].lower())
    return instead(f"{marks}{found[3].strip()}{marks}", is_safe=False) if marks and not found[2] else None


CHATS = (
    replaced(
        ("<http", "<mailto:", "<tel:"),
        regex(r"<((?:https?://|mailto:|tel:)[^\s<>|\x00]{1,500})\|([^<>|\n\x00]{1,200})>"),
        "a Slack link",
        lambda found: link(found[2], found[1]),
    ),
    Kind(
        ("<@", "<#", "<!"),
        regex(r"<(?:[@#][A-Z][A-Z0-9]{4,15}|!subteam\^[A-Z0-9]{3,15})(?:\|([^<>|\n\x00]{0,80}))?>"),
        "a Slack mention",
        lambda found: f"write `{found[1]}`" if found[1] else "write the name",
        fix=lambda found: instead(found[1], is_safe=False) if found[1] else None,
    ),
    Kind(
        ("&gt;",),
        regex(r"&gt; ?(?=[^\W\d_])"),
        "a `>` escaped as in HTML",
        "write `> ` at the start of a quote",
        is_line=True,
        fix=lambda _: at_margin(instead("> ")),
    ),
    replaced(
        ("|http",),
        regex(r"\[([^\[\]|\n\x00]{1,200})\|(https?://[^\s\[\]|\x00]{1,500})\]"),
        "a Jira or Confluence link",
        lambda found: link(found[1], found[2]),
    ),
    Kind(
        tuple(f"h{level}. " for level in range(1, 7)),
        regex(r"h([1-6])\. (\S.{0,200})"),
        "a Jira or Confluence heading",
        lambda found: f"write `{'#' * max(int(found[1]), 2)} {shown(found[2])}`",
        is_line=True,
        fix=_jira_heading,
    ),
    Kind(
        ("bq. ",),
        regex(r"bq\. (\S[^\n]{0,200})"),
        "a quote of Jira or Textile",
        lambda found: f"write `> {shown(found[1])}`",
        is_line=True,
    ),
    needless(
        ("Getting issue details...",),
        regex(r"(?: - )?Getting issue details\.\.\.(?: STATUS)?"),
        "a placeholder of Confluence for an issue",
        "delete it, or write the issue's title",
    ),
    Kind(
        ("{",),
        regex(
            r"\{(code|noformat|quote|panel|color|toc|info|tip|warning|expand|status|excerpt|children)"
            r"(?::[^{}\n\x00]{0,200})?\}(?:[^{}\x00]{0,500}\{\1\})?"
        ),
        "a Jira or Confluence macro",
        "delete it; code stands between lines of three backticks, a quote after `> `",
    ),
    replaced(
        ("{*}", "{_}", "{^}", "{~}", "{+}", "{-}"),
        regex(r"\{([*_^~+-])\}([^{}\n\x00]{1,200})\{\1\}"),
        "markup of Jira",
        _marked,
    ),
    Kind(("[~",), regex(r"\[~[\w.@:-]{1,80}\]"), "a Jira or Confluence mention", "write the name"),
    Kind(
        ("!",),
        regex(r"!(?<!\S!)([^\s!|\[\]()\x00]{1,200}\.(?:png|jpe?g|gif|webp))(?:\|[^!|\n\x00]{0,60})?!"),
        "a Jira or Textile picture",
        lambda found: f"write `![What it shows]({found[1]})`",
    ),
    Kind(
        ("||",),
        regex(r"\|\|[^|\n\x00]{1,100}(?:\|\|[^|\n\x00]{0,100}){1,20}$"),
        "the header of a Jira or Confluence table",
        _as_row,
        is_line=True,
    ),
    replaced(
        ('":http',),
        regex(r'"([^"\n\x00]{1,200})":(https?://[^\s"<>\x00]{1,500})'),
        "a Textile link",
        lambda found: link(found[1], found[2]),
    ),
    Kind(
        ("[/",),
        regex(
            r"\[(b|i|u|s|url|img|quote|code|color|size|list)(?:=([^\[\]\n\x00]{1,300}))?\]"
            r"([^\[\]\n\x00]{1,300})\[/\1\]",
            re.IGNORECASE,
        ),
        "markup of a forum",
        _bbcode,
        fix=_from_bbcode,
    ),
)
"""Kinds of markup of chats, trackers and forums."""
