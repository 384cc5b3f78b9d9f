"""Boxes, tabs, components and attributes of other tools become plain Markdown without losing words."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from importer.trying import PNG, body, check, imported, keys, notes, report, write
from weeknotes_site.importer.generators.settings import recognise
from weeknotes_site.importer.sources.files import open_source


def only(root: Path, files: Mapping[str, str | bytes]) -> str:
    """Import a folder that has one note, and return it."""
    imported(root / "site", write(root / "old", files))
    (note,) = notes(root / "site").values()
    check(root / "site")
    return note


NUXT = {"nuxt.config.ts": "export default {}\n"}


def shown(root: Path, text: str, others: Mapping[str, str] | None = None) -> str:
    """Import a Markdown text with other files of its source, and return the body."""
    note = f"---\ntitle: Repairs weeknote\n---\n\n{text}\n"
    return body(only(root, {"2023-01-20.md": note, "queue.png": PNG, **(others or {})}))


BOX = "> [!WARNING]\n> **Slow lifts**\n>\n> Ring **first**.\n>\n> - at nine"


@pytest.mark.parametrize(
    "written",
    [
        '!!! warning "Slow lifts"\n\n    Ring **first**.\n\n    - at nine',
        '!!! warning inline end "Slow lifts"\n    Ring **first**.\n\n    - at nine',
        '???+ warning "Slow lifts"\n\n    Ring **first**.\n\n    - at nine',
        ":::warning[Slow lifts]\n\nRing **first**.\n\n- at nine\n\n:::",
        "::: warning Slow lifts\nRing **first**.\n\n- at nine\n::::",
        '::: {.callout-warning title="Slow lifts"}\nRing **first**.\n\n- at nine\n:::',
        '::alert{type="warning" title="Slow lifts"}\nRing **first**.\n\n- at nine\n::',
        '{{< notice warning "Slow lifts" >}}\nRing **first**.\n\n- at nine\n{{< /notice >}}',
        '{{% callout type="warning" title="Slow lifts" %}}\nRing **first**.\n\n- at nine\n{{% /callout %}}',
        '{% callout "warning", "Slow lifts" %}\nRing **first**.\n\n- at nine\n{% endcallout %}',
    ],
)
def test_a_box_becomes_an_alert(written: str, tmp_path: Path) -> None:
    assert shown(tmp_path, f"Before.\n\n{written}\n\nAfter.") == f"Before.\n\n{BOX}\n\nAfter."


CODE = [
    "```\n::: tip\n``` is not a fence\n:::\n```",
    "````\n```\n::: tip\nIn code\n:::\n```\n````",
    "~~~\n```\n::: tip\nIn code\n:::\n~~~",
    "```\n!!! note\n    In code\n``` is not a fence\n\n!!! note\n    In code\n```",
    '```md\n<Badge text="in code" />\n``` is not a fence\n<Badge text="in code" />\n```',
    "```\n    in code\n``` is not a fence\n\n    {{ in.code }}\n```",
    "```md\n``` is not a fence\n<Card>\n  in code\n</Card>\n```",
    "```\nWard    Calls\n------- -------\nNorth   12\n``` is not a fence\n\nWard    Calls\n------- -------\n```",
]


@pytest.mark.parametrize("written", CODE)
@pytest.mark.parametrize("generator", [{}, NUXT], ids=["plain", "components"])
def test_a_block_of_code_ends_with_its_own_fence(generator: Mapping[str, str], written: str, tmp_path: Path) -> None:
    after = shown(tmp_path, f"{written}\n\n::: warning Slow lifts\nRing **first**.\n\n- at nine\n:::", generator)
    assert after == f"{written}\n\n{BOX}"


def test_indented_code_below_a_block_of_code_is_kept(tmp_path: Path) -> None:
    written = "```\n``` is not a fence\n```\n\n    ::: tip\n    In code\n    :::"
    assert shown(tmp_path, f"{written}\n\nAfter.") == f"{written}\n\nAfter."


def test_text_in_three_backticks_does_not_begin_a_code_block(tmp_path: Path) -> None:
    written = "```lift``` is a command.\n\n::: warning Slow lifts\nRing **first**.\n\n- at nine\n:::"
    assert shown(tmp_path, written) == f"```lift``` is a command.\n\n{BOX}"


@pytest.mark.parametrize("after", ["After.", "After.\n\n```\nanother()\n```\n\nThe end."])
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("::: tip\n```\ncall()\n:::", "> [!TIP]\n> ```\n> call()\n> ```"),
        ("::: details Before\n```\ncall()\n:::", "**Before**\n\n```\ncall()\n```"),
        ("!!! tip\n    ```\n    call()", "> [!TIP]\n> ```\n> call()\n> ```"),
        ('=== "Before"\n    ~~~~\n    call()', "**Before**\n\n~~~~\ncall()\n~~~~"),
        ("{{< notice tip >}}\n```\ncall()\n{{< /notice >}}", "> [!TIP]\n> ```\n> call()\n> ```"),
        ("- Ring\n\n  ```\n  call()", "- Ring\n\n  ```\n  call()"),
        ("1. Ring\n\n    ~~~\n    call()", "1. Ring\n\n    ~~~\n    call()"),
    ],
)
def test_unclosed_code_ends_with_its_box_or_item(written: str, expected: str, after: str, tmp_path: Path) -> None:
    box = "::: warning Slow lifts\nRing **first**.\n\n- at nine\n:::"
    assert shown(tmp_path, f"{written}\n\n{after}\n\n{box}") == f"{expected}\n\n{after}\n\n{BOX}"


def test_a_mark_in_code_does_not_close_a_box(tmp_path: Path) -> None:
    written = "::: tip\n```\n:::\n```\n:::\n\nAfter."
    assert shown(tmp_path, written) == "> [!TIP]\n> ```\n> :::\n> ```\n\nAfter."
    written = "::: tip\nNever closed.\n\n```\n::: note\nIn code\n:::\n```\n\nAfter."
    assert shown(tmp_path / "second", written) == written


@pytest.mark.parametrize(
    "written",
    [
        '=== "Before"\n\n    Ninety calls.\n\n=== "After"\n\n    Sixty calls.',
        "::: details Before\nNinety calls.\n:::\n\n::: details After\nSixty calls.\n:::",
        '{{< tabs >}}\n{{< tab "Before" >}}\nNinety calls.\n{{< /tab >}}\n{{< tab "After" >}}\nSixty calls.\n'
        "{{< /tab >}}\n{{< /tabs >}}",
        "{% details Before %}\nNinety calls.\n{% enddetails %}\n\n{% details After %}\nSixty calls.\n{% enddetails %}",
        '{{< tabs >}}{{< tab "Before" >}}Ninety calls.{{< /tab >}}{{< tab "After" >}}Sixty calls.{{< /tab >}}'
        "{{< /tabs >}}",
        '{{< tabs >}}\n{{% tab name="Before" %}}Ninety calls.{{% /tab %}}\n'
        '{{% tab name="After" %}}Sixty calls.{{% /tab %}}\n{{< /tabs >}}',
        "{% details Before %}Ninety calls.{% enddetails %}\n\n{% details After %}Sixty calls.{% enddetails %}",
    ],
)
def test_tabs_and_collapsed_parts_go_below_their_titles(written: str, tmp_path: Path) -> None:
    assert shown(tmp_path, written) == "**Before**\n\nNinety calls.\n\n**After**\n\nSixty calls."


def test_tabs_on_one_line_stay_as_they_are_in_code(tmp_path: Path) -> None:
    written = '```\n{{< tab "A" >}}Alpha{{< /tab >}}\n```'
    assert shown(tmp_path, written) == written


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("a.md", "## Budget {#the-money}"),
        ("a.md", "## Budget of *May* {: #the-money .wide }"),
        ("a.md", "## Budget\n{: #the-money}"),
        ("a.md", "## Budget { .wide #the-money }"),
        ("a.html", '<h2 id="the-money">Budget</h2>'),
    ],
)
def test_links_lead_to_headings_with_custom_ids(name: str, heading: str, tmp_path: Path) -> None:
    front = "---\ntitle: Repairs weeknote\ndate: {}\n---\n\n"
    own = "[money](#the-money)" if name.endswith(".md") else '<p><a href="#the-money">money</a></p>'
    files = {
        "hugo.toml": 'title = "Repairs"\n',
        f"content/posts/{name}": f"{front.format('2023-01-13')}{own}\n\n{heading}\n\nText.\n",
        "content/posts/b.md": f'{front.format("2023-01-20")}[then]({{{{< ref "{name}#the-money" >}}}})\n',
    }
    imported(tmp_path / "site", write(tmp_path / "old", files))
    check(tmp_path / "site")
    first, second = map(body, notes(tmp_path / "site").values())
    anchor = "budget-of-may" if "May" in heading else "budget"
    assert f"[money](#{anchor})" in first
    assert second == f"[then](2023-01-13.md#{anchor})"
    assert "not there" not in report(tmp_path / "site")


@pytest.mark.parametrize(
    "written",
    [
        '{{< quote author="A tenant" >}}\nDry now.\n{{< /quote >}}',
        "{% blockquote A tenant %}\nDry now.\n{% endblockquote %}",
    ],
)
def test_a_quote_keeps_its_attribution(written: str, tmp_path: Path) -> None:
    assert shown(tmp_path, written) == "> Dry now.\n>\n> — A tenant"


def test_boxes_within_boxes_and_lists_keep_their_place(tmp_path: Path) -> None:
    text = "- Lifts\n\n    !!! tip\n        Ring.\n\n::::note\nOuter.\n:::tip\nInner.\n:::\n::::"
    assert shown(tmp_path, text) == (
        "- Lifts\n\n    > [!TIP]\n    > Ring.\n\n> [!NOTE]\n> Outer.\n>\n> > [!TIP]\n> > Inner."
    )


def test_nuxt_components_keep_their_text(tmp_path: Path) -> None:
    text = (
        'A :badge[new]{type="x"} lift :icon{name="up"}\n\n'
        "::card\n---\nicon: x\ntitle: Lifts\ndescription: 'All run'\n---\n#top\nBody.\n::"
    )
    assert shown(tmp_path, text, NUXT) == "A new lift\n\n**Lifts**\n\nAll run\n\nBody."


def test_a_title_without_quotes_is_kept(tmp_path: Path) -> None:
    text = (
        "!!! deadline Friday for all\n    Ring.\n\n??? What next\n    Bids.\n\n!!! note inline end\n    Plain.\n\n"
        "{% note info Title words %}\nNine.\n{% endnote %}\n\n{% pullquote right %}\nDry.\n{% endpullquote %}\n\n"
        "{% image queue.png long queue here %}\n\n::: Danger in all wards\nRing.\n:::\n\n:::{tip} Lifts\nRun.\n:::"
    )
    assert shown(tmp_path, text) == (
        "> [!NOTE]\n> **deadline Friday for all**\n>\n> Ring.\n\n> [!NOTE]\n> **What next**\n>\n> Bids.\n\n"
        "> [!NOTE]\n> Plain.\n\n> [!NOTE]\n> **Title words**\n>\n> Nine.\n\n> Dry.\n\n"
        "![long queue here](2023-01-20-queue.png)\n\n> [!CAUTION]\n> **Danger in all wards**\n>\n> Ring.\n\n"
        "> [!TIP]\n> **Lifts**\n>\n> Run."
    )


@pytest.mark.parametrize(
    "text",
    [
        "!!! We won !!!",
        '!!! note "Without text"\n\nNext.',
        "::: tip\n\nNever closed.",
        "```\n::: tip\nIn code\n:::\n!!! note\n    In code\n```",
        "Use `{.red}` and `[x]{.red}` and `:badge[x]`",
        "The set {a, b} and {x=1 of y and (a) {b}",
        "At 10:30 on https://a.example:8080/x#{y}",
        "C++ and g++ and 2 ^ 3 ^ 4 and ~ 5 ~",
        "</div>\n\n:::",
        r"The sum $\sum_{i=1}^{n} x_i$, $\int_{a=0}^1 f$ and $a_{n=1}$",
        "$$\n\\sum_{i=1}^{n} x_i + \\left(x\\right)_{j=1}\n$$",
        r"Bare \sum_{i=1}^{n} x_{j=1} and rows[i]{x=1}",
        "A claim[^1]{.x} here\n\n[^1]: Its source.",
        "Code:\n\n    values = [i]{.x}\n    ++count++\n\n    ::: tip\n    Text\n    :::",
        "Code:\n\n    Ward    Calls\n    ------- -------\n    North   12\n"
        "\n    +---+---+\n    | a | b |\n    +---+---+",
        "::: Wins this week\nNine.\n:::",
        "::: Asha says\nNine.\n:::",
        "::Wins this week::\nNine.\n::",
        "::: wins\nNine.\n:::",
        ":::{grid} 2\nNine.\n:::",
        'Key :decisions[one]\n\nThe setting :retries{count} is now 3 and "foo":bar[baz]',
        "The set\n{x=1}\nand\n{#team}",
        "We moved when load<Budget and calls>400, so we paused.",
        "export default settings changed for all councils,\nand more.",
    ],
)
def test_text_that_only_looks_like_such_markup_stays(text: str, tmp_path: Path) -> None:
    assert shown(tmp_path, text) == text


@pytest.mark.parametrize(
    ("written", "markdown"),
    [
        ('![Queue](queue.png){ width="300" loading=lazy }', "![Queue](2023-01-20-queue.png)"),
        ('![Queue](queue.png){width="5.9in"\nheight="3.2in"}', "![Queue](2023-01-20-queue.png)"),
        ("[Book](https://a.example/b){ .md-button target=_blank }", "[Book](https://a.example/b)"),
        ("[small words]{.smallcaps} and []{#here}text", "small words and text"),
        ("## Damp {#damp .unnumbered}\n\nNine.", "## Damp\n\nNine."),
        ('A table\n{class="wide" #calls}\n\nNine.', "A table\n\nNine."),
        ("Done :material-check: and :fontawesome-solid-star:{ .gold } here", "Done and here"),
        ("Press ++ctrl+s++", "Press <kbd>Ctrl</kbd>+<kbd>S</kbd>"),
        ("H~2~O and 10^2^ and ^^new^^", "H<sub>2</sub>O and 10<sup>2</sup> and new"),
        ("A first line.{.lead}\nAnd on {.small #x}\n\nNext.", "A first line.\nAnd on\n\nNext."),
        ("First.\n\n<!-- truncate -->\n\nThen.", "First.\n\nThen."),
        ('First.\n\n--8<-- "includes/words.md"', "First."),
        ('<div class="box" markdown="1">\n**Ring** first.\n</div>', "**Ring** first."),
        (
            '<figure markdown="span">\n  ![Queue](queue.png)\n  <figcaption>By day</figcaption>\n</figure>',
            "![Queue](2023-01-20-queue.png)\n*By day*",
        ),
        ('{{< button href="https://a.example/b" >}}Book{{< /button >}}', "[Book](https://a.example/b)"),
        ("{{< gist lee 123abc >}}", "<https://gist.github.com/lee/123abc>"),
        ('{% include youtube.html id="dQw4w9WgXcQ" %}', "<https://www.youtube.com/watch?v=dQw4w9WgXcQ>"),
        ('{% include box.html title="Lifts" text="Ring first." %}', "**Lifts**\n\nRing first."),
        ('{% figure "queue.png", "Queue", "By day" %}', "![Queue](2023-01-20-queue.png)\n\n*By day*"),
        ("{% img left queue.png 200 400 Queue %}", "![Queue](2023-01-20-queue.png)"),
    ],
)
def test_inline_marks_become_what_they_show(written: str, markdown: str, tmp_path: Path) -> None:
    assert shown(tmp_path, written) == markdown


def test_mdx_is_imported_without_its_code(tmp_path: Path) -> None:
    text = """\
---
title: Repairs weeknote
---

import Tabs from '@theme/Tabs';
import {
  TabItem,
} from '@theme/TabItem';
import queue from './queue.png';

export const calls = 90;

The week was <Highlight color="red">busy</Highlight>.{' '}

<Tabs groupId="when" values={[{a: 1}]}>
    <TabItem value="b" label="Before">

    Ninety calls.

    </TabItem>
</Tabs>

<Image src={queue} alt="Queue" />

<img src={require('./queue.png').default} alt="Again" />

{/* a comment */}

<Chart data={calls} />

```js
import x from 'y';
```
"""
    note = only(tmp_path, {"2023-01-20.mdx": text, "queue.png": PNG})
    assert body(note) == (
        "The week was busy.\n\n**Before**\n\nNinety calls.\n\n![Queue](2023-01-20-queue.png)\n\n"
        '<img src="2023-01-20-queue.png" alt="Again" />\n\n```js\nimport x from \'y\';\n```'
    )
    assert "`<Chart />` was left out" in report(tmp_path / "site")


OTHERS: Mapping[str, tuple[dict[str, str | bytes], str]] = {
    "MkDocs": (
        {
            "mkdocs.yml": "site_name: Repairs weeknotes\nsite_url: https://old.example/\nplugins:\n  - blog\n",
            "docs/blog/.authors.yml": "authors:\n  tokell:\n    name: Tamsin Okell\n",
            "docs/blog/posts/damp.md": "---\ndate:\n  created: 2023-01-20\n  updated: 2023-01-23\n"
            "authors: [tokell]\n---\n\n# Damp days\n\nText.\n",
        },
        "blog/2023/01/20/damp-days/index.html",
    ),
    "Docusaurus": (
        {
            "docusaurus.config.js": "module.exports = {\n  title: 'Repairs weeknotes',\n  url: 'https://old.example',\n"
            "  baseUrl: '/',\n};\n",
            "blog/authors.yml": "tokell:\n  name: Tamsin Okell\n",
            "blog/2023-01-20-damp/index.mdx": "---\ntitle: Damp days\nauthors: tokell\n---\n\nText.\n",
        },
        "blog/2023/01/20/damp/index.html",
    ),
    "Hexo": (
        {
            "_config.yml": "title: Repairs weeknotes\nauthor: Tamsin Okell\nurl: https://old.example\n"
            "permalink: :year/:month/:title/\n",
            "package.json": '{"dependencies": {"hexo": "7"}}',
            "source/_posts/damp.md": "---\ntitle: Damp days\ndate: 2023-01-20 09:00:00\n---\nText.\n",
            "source/about/index.md": "---\ntitle: About\ndate: 2020-01-01\n---\nUs.\n",
        },
        "2023/01/damp/index.html",
    ),
    "Astro": (
        {
            "astro.config.mjs": "export default {\n  site: 'https://old.example',\n};\n",
            "src/content/blog/damp.md": "---\ntitle: Damp days\npubDate: 'Jan 20 2023'\nauthor: Tamsin Okell\n"
            "team: Repairs\n---\nText.\n",
        },
        "blog/damp/index.html",
    ),
    "Gatsby": (
        {
            "gatsby-config.js": "module.exports = {\n  siteMetadata: {\n    title: `Repairs weeknotes`,\n"
            "    siteUrl: `https://old.example`,\n  },\n};\n",
            "content/blog/damp/index.md": "---\ntitle: Damp days\ndate: '2023-01-20T10:00:00Z'\n"
            "author: Tamsin Okell\n---\nText.\n",
        },
        "damp/index.html",
    ),
    "Lume": (
        {
            "_config.ts": 'import lume from "lume/mod.ts";\nlume({\n  location: new URL("https://old.example"),\n});\n',
            "src/notes/damp.md": "---\ntitle: Damp days\nweek_ending: 2023-01-20\nauthor: Tamsin Okell\n"
            "team: Repairs\n---\nText.\n",
        },
        "notes/damp/index.html",
    ),
    "Nuxt": (
        {
            "nuxt.config.ts": "export default {}\n",
            "content/notes/3.damp.md": "---\ntitle: Damp days\ndate: 2023-01-20\nauthor: Tamsin Okell\n"
            "team: Repairs\n---\nText.\n",
        },
        "notes/damp/index.html",
    ),
    "VitePress": (
        {
            "package.json": '{"devDependencies": {"vitepress": "1"}}',
            "docs/notes/damp.md": "---\ntitle: Damp days\ndate: 2023-01-20\nauthor: Tamsin Okell\nteam: Repairs\n---\n"
            "<script setup>\nimport X from './X.vue'\n</script>\n\nText.\n",
        },
        "notes/damp.html",
    ),
}


@pytest.mark.parametrize("generator", OTHERS)
def test_other_generators_give_team_author_and_address(generator: str, tmp_path: Path) -> None:
    files, address = OTHERS[generator]
    note = only(tmp_path, files)
    front = keys(note)
    assert (front["title"], front["team"], front["date"]) == ("Damp days", "Repairs", "2023-01-20")
    assert front["author"] == "Tamsin Okell"
    assert front["formerly"] == f"[{address}]"
    assert body(note) == "Text."
    assert f"Recognised as {generator} posts" in report(tmp_path / "site")


def test_variables_from_front_matter_and_data_files_are_filled_in(tmp_path: Path) -> None:
    files = {
        "_config.yml": "title: Repairs weeknotes\n",
        "_data/calls.yml": "january:\n  all: 412\n",
        "_posts/2023-01-20-damp.md": "---\ntitle: Damp\nmood: calm\n---\n\n{{ page.title }}: "
        "{{ site.data.calls.january.all }} calls, all {{ page.mood }}, says {{ site.title }}, {{ page.none }}.\n",
    }
    assert body(only(tmp_path, files)) == "Damp: 412 calls, all calm, says Repairs weeknotes, ."
    assert "`{{ page.none }}` was left out" in report(tmp_path / "site")


def test_a_second_summary_is_reported(tmp_path: Path) -> None:
    text = "---\ntitle: Repairs weeknote\ndescription: Dry at last\nsubtitle: A long week\n---\n\nText.\n"
    note = only(tmp_path, {"2023-01-20.md": text})
    assert keys(note)["summary"] == "Dry at last"
    assert "these keys were left out: `subtitle`" in report(tmp_path / "site")


def test_folders_of_year_month_and_day_give_the_day(tmp_path: Path) -> None:
    text = "---\ntitle: Repairs weeknote\n---\n\nText.\n"
    assert keys(only(tmp_path, {"2023/01/20/damp/index.md": text}))["date"] == "2023-01-20"


def test_the_folder_around_jekyll_posts_names_the_team(tmp_path: Path) -> None:
    files = {
        "_config.yml": "title: Westmarch weeknotes\n",
        "data/_posts/2023-01-20-damp.md": "---\ntitle: Damp\ncategories: [weekly, long]\n---\n\nText.\n",
    }
    assert keys(only(tmp_path, files))["team"] == "Data"


@pytest.mark.parametrize(
    "key", ["cover:\n  image: queue.png\n  alt: Queue", "heroImage: /queue.png\nheroImage_alt: Queue"]
)
def test_the_header_picture_is_imported_once(key: str, tmp_path: Path) -> None:
    front = f"---\ntitle: Repairs weeknote\n{key}\n---\n\n"
    files = {"a/2023-01-13.md": f"{front}Text.\n", "a/2023-01-20.md": f"{front}![Here](queue.png)\n"}
    imported(tmp_path / "site", write(tmp_path / "old", {**files, "queue.png": PNG, "a/queue.png": PNG}))
    assert [body(note) for note in notes(tmp_path / "site").values()] == [
        "![Queue](2023-01-13-queue.png)\n\nText.",
        "![Here](2023-01-20-queue.png)",
    ]


@pytest.mark.parametrize("text", ["The gate.png is new.", "![Flood](floodgate.png)", "![Other](../b/img/gate.png)"])
def test_a_picture_with_a_similar_name_is_not_the_header_picture(text: str, tmp_path: Path) -> None:
    pictures = {"a/img/gate.png": PNG, "a/floodgate.png": PNG, "b/img/gate.png": PNG}
    note = f"---\ntitle: Repairs weeknote\nimage: /a/img/gate.png\n---\n\n{text}\n"
    assert "![](2023-01-13-gate.png)" in only(tmp_path, {"a/2023-01-13.md": note, **pictures})


def test_a_pandoc_title_block_gives_title_authors_and_date(tmp_path: Path) -> None:
    text = "% Repairs weeknote\n% Tamsin Okell; Bram Vesey\n% 20 January 2023\n\nText.\n"
    note = only(tmp_path, {"a.md": text})
    assert keys(note) == {
        "title": "Repairs weeknote",
        "team": "Repairs",
        "date": "2023-01-20",
        "author": "[Tamsin Okell, Bram Vesey]",
    }
    assert body(note) == "Text."


def test_lines_of_percent_signs_without_a_date_are_text(tmp_path: Path) -> None:
    text = "% of calls answered\n% of vans out\n% of homes dry\n\nText."
    note = only(tmp_path, {"Repairs/2023-01-20.md": f"{text}\n"})
    assert all(line in note for line in text.split("\n"))


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Weeknote two: the phone lines", "2"),
        ("Weeknotes number twenty-one", "21"),
        ("Weeknotes: one step further", None),
        ("Weeknotes two teams wrote", None),
    ],
)
def test_a_spelled_out_number_is_not_a_team(title: str, number: str | None, tmp_path: Path) -> None:
    note = only(tmp_path, {"Repairs/2023-01-20.md": f"---\ntitle: '{title}'\n---\n\nText.\n"})
    assert (keys(note)["team"], keys(note).get("number")) == ("Repairs", number)


@pytest.mark.parametrize(
    "written",
    [
        "  Ward    Calls\n  ------- -------\n  North   12\n  South   9",
        "  ------- -------\n  Ward    Calls\n  ------- -------\n  North   12\n  South   9\n  ------- -------",
        "------- -------\nWard    Calls\n------- -------\nNorth   12\n\nSouth   9\n------- -------",
        "------------------\nWard      Calls\n--------- --------\nNorth     12\n\nSouth     9\n------------------",
        "+-------+-------+\n| Ward  | Calls |\n+=======+=======+\n| North | 12    |\n+-------+-------+\n"
        "| South | 9     |\n+-------+-------+",
    ],
)
def test_pandoc_tables_become_tables(written: str, tmp_path: Path) -> None:
    table = "| Ward | Calls |\n| --- | --- |\n| North | 12 |\n| South | 9 |"
    assert shown(tmp_path, f"Before.\n\n{written}\n\nAfter.") == f"Before.\n\n{table}\n\nAfter."


def test_cells_of_several_lines_keep_their_words_and_items(tmp_path: Path) -> None:
    text = (
        "+--------+---------+\n| Team   | Calls   |\n+========+=========+\n| Alpha  | - one   |\n| and    | - two   |\n"
        "| Beta   |         |\n+--------+---------+\n\n  : Calls by team"
    )
    assert (
        shown(tmp_path, text) == "| Team | Calls |\n| --- | --- |\n| Alpha and Beta | - one<br>- two |\n\nCalls by team"
    )


@pytest.mark.parametrize(
    "text",
    [
        "## Damp\n\n- - -\n\nText",
        "Text\n\n----------\n\nMore text",
        "+-------+\n| wide  |\n| cell  |",
        "```\nWard    Calls\n------- -------\nNorth   12\n```",
        "| Ward | Calls |\n| ---- | ----- |\n| North | 12 |",
        "One\n\n--- ---\n\nTwo",
        "What we did\n--- --- ---\nnext words here",
        "Asha   Ben\n---    ---\nWe talked about data",
        "One\n\n-- --\nA whole paragraph.\n\nOne more.\n-- --\n\nTwo",
        "- Ward\n\n  Ward    Calls\n  ------- -------\n  North   12",
        "- Ward\n\n    +---+---+\n    | a | b |\n    +---+---+\n\nText",
    ],
)
def test_rules_and_other_tables_stay_as_they_are(text: str, tmp_path: Path) -> None:
    assert shown(tmp_path, text) == text


def test_wide_letters_take_two_columns(tmp_path: Path) -> None:
    text = "Ward     Calls\n-------  -----\n北区     12\n🎉 East  9"
    assert shown(tmp_path, text) == "| Ward | Calls |\n| --- | --- |\n| 北区 | 12 |\n| 🎉 East | 9 |"


@pytest.mark.parametrize(
    "text",
    [
        "::: tip\n#weeknotes\nText\n:::",
        "::: note\n---\nWords\n---\nmore\n:::",
    ],
)
def test_text_in_boxes_of_other_tools_is_not_data(text: str, tmp_path: Path) -> None:
    note = shown(tmp_path, text)
    assert all(word in note for word in text.split("\n") if word[0] not in ":-")


def test_words_in_brackets_are_not_components(tmp_path: Path) -> None:
    text = "We moved when load<Budget and calls>400.\n\nexport default settings changed for all,\nand more."
    assert shown(tmp_path, text, NUXT) == text
    assert "was left out" not in report(tmp_path / "site")


def test_text_in_a_template_tag_is_reported(tmp_path: Path) -> None:
    assert shown(tmp_path, '<Stat value="42" unit="calls">this week</Stat>', NUXT) == "this week"
    assert "text in the tag `<Stat>` was left out" in report(tmp_path / "site")


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("_config.yml", "author:\n  site: https://other.example\nurl: https://old.example\ntitle: Repairs\n"),
        ("mkdocs.yml", "extra:\n  url: https://other.example\nsite_url: https://old.example\nsite_name: Repairs\n"),
        ("hugo.toml", "baseURL = 'https://old.example/'\n[params]\n  site = 'https://other.example'\n"),
        ("hugo.toml", "[params]\n  site = 'https://other.example'\n"),
        ("hugo.yaml", "params:\n  url: https://other.example\nbaseURL: https://old.example\n"),
        (
            "docusaurus.config.js",
            "module.exports = {\n  plugins: [{\n    url: 'https://other.example',\n  }],\n"
            "  url: 'https://old.example',\n};\n",
        ),
    ],
)
def test_the_base_address_of_a_site_is_read_from_its_settings(name: str, settings: str, tmp_path: Path) -> None:
    files = open_source(write(tmp_path / "old", {name: settings, "a.md": "Text.\n"}))
    assert recognise(files).base == ("https://old.example" if "old" in settings else "")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            '{{< figure src="queue.png" alt="Queue" title="The queue" caption="At nine" attr="Ann Lee" >}}',
            "![Queue](2023-01-20-queue.png)\n\n*The queue*\n\n*At nine*\n\n*Ann Lee*",
        ),
        (
            '{{< figure src="queue.png" alt="Queue" link="https://x.example/q" >}}',
            "[![Queue](2023-01-20-queue.png)](https://x.example/q)",
        ),
        (
            '{% image "queue.png", "The queue", "Seen at nine" %}',
            "![The queue](2023-01-20-queue.png)\n\n*Seen at nine*",
        ),
        ('{% image "queue.png", "The queue", "(min-width: 30em) 50vw" %}', "![The queue](2023-01-20-queue.png)"),
        ('{{< figure src="queue.png" alt="Queue" link="queue.png" >}}', "![Queue](2023-01-20-queue.png)"),
        ('{% include image.html url="queue.png" description="The queue" %}', "![The queue](2023-01-20-queue.png)"),
        ('{% include video.html id="a1B2" provider="youtube" %}', "<https://www.youtube.com/watch?v=a1B2>"),
        ('{{< youtube id="a1B2" title="The lift" >}}', "[The lift](https://www.youtube.com/watch?v=a1B2)"),
        (
            '{{< quote author="Ann Lee" source="The log" >}}\nDry.\n{{< /quote >}}',
            "> Dry.\n>\n> — Ann Lee, The log",
        ),
    ],
)
def test_text_beside_a_picture_video_or_quote_is_imported(written: str, expected: str, tmp_path: Path) -> None:
    assert shown(tmp_path, f"Before.\n\n{written}\n\nAfter.") == f"Before.\n\n{expected}\n\nAfter."


@pytest.mark.parametrize(
    "keys", ["cover:\n  image: queue.png\n  alt: Queue\n  caption: At nine", "image: queue.png\nimage_caption: At nine"]
)
def test_the_header_picture_keeps_its_caption(keys: str, tmp_path: Path) -> None:
    note = f"---\ntitle: Repairs weeknote\n{keys}\n---\n\nDry.\n"
    text = body(only(tmp_path, {"2023-01-20.md": note, "queue.png": PNG}))
    assert text.endswith("(2023-01-20-queue.png)\n\n*At nine*\n\nDry.")


def test_a_data_file_names_an_eleventy_site(tmp_path: Path) -> None:
    old = {
        "eleventy.config.js": "module.exports = c => ({dir: {input: 'src'}})\n",
        "src/_data/metadata.json": '{"title": "Repairs weeknotes", "url": "https://old.westmarch.example/"}',
        "src/posts/2023-01-20-dry.md": "---\ntitle: Dry\n---\nDry.\n",
    }
    note = only(tmp_path, old)
    assert keys(note)["team"] == "Repairs"
    assert "https://old.westmarch.example/posts/dry/,teams/" in (tmp_path / "site/import-addresses.csv").read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    ("permalink", "address"),
    [
        ("/blog/{{ page.fileSlug }}/", "/blog/dry/"),
        ("{{ page.filePathStem }}.html", "/posts/dry.html"),
        ("/blog/{{ page.date | date: '%Y/%m/%d' }}/{{ title | slugify }}/index.html", "/blog/2023/01/20/all-dry/"),
        ("/blog/{{ number | plusOne }}/", ""),
        ("/blog/all/", "/blog/all/"),
    ],
)
def test_eleventy_addresses_can_come_from_templates(permalink: str, address: str, tmp_path: Path) -> None:
    old: dict[str, str | bytes] = {
        "eleventy.config.js": "module.exports = c => ({dir: {input: 'src'}})\n",
        "src/_data/site.json": '{"title": "Repairs weeknotes", "url": "https://old.westmarch.example"}',
        "src/posts/posts.json": f'{{"permalink": "{permalink}", "imageAlt": "Queue", "image": "/queue.png"}}',
        "src/posts/2023-01-20-dry.md": "---\ntitle: All dry\ndate: 2023-01-20\n---\nDry.\n",
        "src/queue.png": PNG,
    }
    imported(tmp_path / "site", write(tmp_path / "old", old))
    listed = tmp_path / "site/import-addresses.csv"
    rows = listed.read_text("utf-8").splitlines()[1:] if listed.exists() else []
    found = [row.partition(",")[0].removeprefix("https://old.westmarch.example") for row in rows]
    assert [one.removesuffix("index.html") for one in found] == ([address] if address else [])
