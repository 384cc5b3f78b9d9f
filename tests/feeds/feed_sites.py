"""Sites with difficult feeds, and a way to build their feeds without writing a site."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from conftest import site_options
from weeknotes_site.pipeline import load
from weeknotes_site.render.feeds import plan_feeds
from weeknotes_site.render.site import render_file
from weeknotes_site.render.site_context import SiteContext, view_site
from weeknotes_site.render.templates import open_theme

AS_OF = date(2022, 3, 1)
BASE_URL = "https://weeknotes.example/"

# A picture that is one: feeds link to it, so it has to be there.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)

ALL_MARKUP = """\
A paragraph with *emphasis*, **strength**, ~~what is gone~~, `code < & >`, a line\\
break, a bare address https://example.org/a?b=1&c=2 and an [odd one](https://example.org/q?x="y"&z=<1>).

# A heading of the first level

## Links

To [another note](2022-01-14.md), to [its heading](2022-01-14.md#up-next), to [this heading](#links), to
[the team](_team.md), to [a file](2022-01-21-plan.csv), to [mail](mailto:bo@council.example) and
[by telephone](tel:+442071234567). MTFH is explained. A footnote[^1], and again[^1], and another[^two].

*[MTFH]: Modern "Tools" for <Housing>

[^1]: With a [link](https://example.org/).
[^two]: In two

    paragraphs.

![A picture & its "words"](2022-01-21-picture.png "A <title>")
![From elsewhere](https://elsewhere.example/cat.png)

## Lists

- [ ] to do
- [x] done
  1. nested
  2. deeper

      with a paragraph

3. starts at three
4. four

Term
: Its definition
: Another

## Tables

| left | right | middle |
|:-----|------:|:------:|
| a    | 1     | `x\\|y`  |
| **b** | [2](2022-01-14.md) | <br> |

## Quotes

> A quotation
> > within another

> [!WARNING]
> Mind the gap.

> [!NOTE]
> And the step.

## Code

```python
def f(x: "int") -> str:
    return f"<b>{x}</b> & 'more'"  # <script>
```

```
plain & simple </p>
```

    indented <i>code</i>

***

## Raw HTML

<div id="clash" onclick="alert(1)" style="color: red">raw</div>

Inline <b>bold</b>, <script>alert(1)</script>, <!-- no --> and &copy; &amp;,
<img src="2022-01-21-picture.png" alt="x" onerror="alert(1)">.

<details>
<summary>More</summary>

Inside.

</details>

Hard. \\<not a tag\\> &lt;nor this&gt; R&D AT&T 24&7 &#x41; &notanentity; role="main" id="clash" class="right"
"""

_TEAM = "---\nname: Repairs & <Voids>\nlead: Bo\n---\n\nAbout us.\n"


def note(day: date | str, title: str = "", body: str = "The boiler is warm.", **more: str) -> str:
    """Return a note's file."""
    front = {"date": str(day), "author": "Bo Ek and Repairs team", "title": title, **more}
    lines = "".join(f"{key}: {value}\n" for key, value in front.items() if value)
    return f"---\n{lines}---\n\n{body}\n"


def _five_hundred() -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {}
    for team in range(10):
        for week in range(50):
            day = date(2021, 3, 1) + timedelta(days=7 * week + team % 5)
            files[f"notes/team-{team}/{day}.md"] = note(
                day, body=f"Week {week} of team {team} was a week.\n\n## Next\n\nMore."
            )
    return files


SITES: Mapping[str, Mapping[str, str | bytes]] = {
    "empty": {"notes/repairs/_team.md": _TEAM},
    "one note": {"notes/repairs/2022-01-21.md": note("2022-01-21")},
    "500 notes": _five_hundred(),
    "emoji": {
        "notes/repairs/2022-01-21.md": note(
            "2022-01-21", '"🎉 Party 👩🏽‍💻 & 🇬🇧"', "🚀🚀🚀\n\n## 👍 Done\n\n- 🔧 fixed", tags="[🎈x, ok]"
        ),
        "notes/repairs/2022-01-22.md": note("2022-01-22", "👋", "👋 <👋> & 👋"),
        "weeknotes.toml": 'title = "Notes 📝 & more"\n',
    },
    "CJK": {
        "notes/jp/_team.md": "---\nname: 水道課\n---\n",
        "notes/jp/2022-01-21.md": note(
            "2022-01-21", "週報：第3週", "今週は「水道」を直しました。\n\n## 来週\n\n予定。", lang="ja"
        ),
        "notes/zh/2022-01-24.md": note(
            "2022-01-24T09:30:00+05:45", "周记", "这是一个很长的段落。" * 60, lang="zh-Hans"
        ),
        "notes/ko/2022-01-25.md": note("2022-01-25", "주간 노트", "보일러가 따뜻합니다.", lang="ko"),
        "weeknotes.toml": 'title = "週報"\nlanguage = "ja"\n',
    },
    "right to left": {
        "notes/repairs/2022-01-21.md": note(
            "2022-01-21", "ملاحظات الأسبوع", "مرحبا *بالعالم* (https://example.org/) \u200f\u202bx\u202c", lang="ar"
        ),
        "notes/repairs/2022-01-22.md": note("2022-01-22", "סיכום שבועי", "שלום & 123", lang="he", author="דנה לוי"),
    },
    "control characters": {
        "notes/repairs/2022-01-21.md": note(
            "2022-01-21",
            '"Bell \\a, null \\0, line \\N, escape \\e, wrong \\uFFFD, \\uFFFE, tab \\t"',
            "A \x07bell, a \x1b[31mcolour\x1b[0m, \x85next, \x9fC1, \ufffd wrong, \ufffe \uffff, &#0; &#7; &#x85;",
            summary='"Sum \\x1f up & \\x9f <b>"',
            author='"B\\x02o Ek"',
            tags='["ta\\x03g"]',
        ),
        "notes/other/_team.md": '---\nname: "Te\\x04am \\uFFFD"\n---\n',
        "weeknotes.toml": 'title = "Ti\\u0007tle \\u001b\\n& two"\ndescription = "De\\u0000scription\\uFFFD <p>"\n',
    },
    "heavy markup": {
        "notes/repairs/_team.md": _TEAM,
        "notes/repairs/2022-01-14.md": note(
            "2022-01-14", "Why <details> beats </b> & &nbsp; 24&7", "Hi.\n\n## Up next\n\nMore."
        ),
        "notes/repairs/2022-01-21.md": note(
            "2022-01-21", "<script>alert(1)</script>", ALL_MARKUP, tags="[R&D, <i>x</i>]"
        ),
        "notes/repairs/2022-01-28.md": note("2022-01-28", "Only code", "```\nx < y & z\n```"),
        "notes/repairs/2022-02-04.md": note("2022-02-04", "Only a picture", "![](2022-01-21-picture.png)"),
        "notes/repairs/2022-02-11.md": note(
            "2022-02-11", "Sums", "a <b & c> d &lt; e &amp; f <!-- x", summary="1 < 2 & 3 <b>x</b>"
        ),
        "notes/repairs/2022-01-21-picture.png": PNG,
        "notes/repairs/2022-01-21-plan.csv": "a,b\n",
    },
}


def feeds_of(root: Path, as_of: date = AS_OF, base_url: str = BASE_URL) -> dict[str, bytes]:
    """Read a site and return its feeds by path; errors in notes fail the test."""
    site = load(site_options(root=root, as_of=as_of, base_url=base_url))
    assert [one.message for one in site.stopping] == []
    context = SiteContext(site.config, view_site(site.archive, site.config), site.bodies)
    theme = open_theme(site.sources.theme)
    feeds = plan_feeds(site.archive, site.config, as_of)
    return {feed.path: render_file(theme, context, feed) for feed in feeds}
