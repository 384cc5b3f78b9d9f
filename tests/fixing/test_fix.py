"""`weeknotes check --fix` fixes what it can, changes nothing else, and reports the rest."""

import base64
import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import MakeSite
from weeknotes_site import fixing
from weeknotes_site.cli import main
from weeknotes_site.codes import FIXABLE

HEAD = "---\ndate: 2022-01-21\nauthor: Ann Lee\n---\n\n"
NOTE = "notes/repairs/2022-01-21.md"
PLAN = "notes/repairs/our plan.pdf"
OTHER = "notes/data/2022-01-14.md"
GOOD = HEAD.replace("21", "14") + "## Queue\n\nWe moved the queue.\n"
# The smallest PNG there is: one grey pixel.
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")
PICTURE = f"data:image/png;base64,{base64.b64encode(PIXEL).decode()}"


def check(root: Path, *arguments: str) -> Result:
    command = ["--root", str(root), "check", "--as-of", "2022-03-01", *arguments]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def files_of(root: Path) -> dict[str, bytes]:
    paths = (path for path in (root / "notes").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def with_key(line: str) -> str:
    return HEAD.replace("author", f"{line}\nauthor") + "We moved it.\n"


SAFE: Mapping[str, tuple[str, str, str]] = {
    "bold text of Chinese next to other bold text": (
        "literal-asterisks",
        f"{HEAD}他说**“你好”**然后走了。**重要：**请注意。\n",
        f"{HEAD}他说 **“你好”** 然后走了。**重要：** 请注意。\n",
    ),
    "a date with dots": (
        "ambiguous-date",
        HEAD.replace("2022-01-21", "21.01.2022") + "We moved it.\n",
        HEAD + "We moved it.\n",
    ),
    "a date in words, in quotes": (
        "ambiguous-date",
        HEAD.replace("2022-01-21", "'21 January 2022'") + "We moved it.\n",
        HEAD + "We moved it.\n",
    ),
    "a date without a nought": (
        "invalid-date",
        HEAD.replace("2022-01-21", "2022-1-21") + "We moved it.\n",
        HEAD + "We moved it.\n",
    ),
    "a key below a space": (
        "invalid-yaml",
        HEAD.replace("\nauthor", "\n author") + "We moved it.\n",
        HEAD + "We moved it.\n",
    ),
    "keys in bold": (
        "invalid-yaml",
        HEAD.replace("date", "**date**").replace("author:", "**author:**") + "We moved it.\n",
        HEAD + "We moved it.\n",
    ),
    "keys as a list": (
        "invalid-yaml",
        HEAD.replace("date", "- date").replace("author", "- author") + "We moved it.\n",
        HEAD + "We moved it.\n",
    ),
    "a comment of program code": ("invalid-yaml", with_key("// ask Bo"), with_key("# ask Bo")),
    "a comment of HTML": ("invalid-yaml", with_key("<!-- ask Bo -->"), with_key("# ask Bo")),
    "a misspelled key": ("unknown-key", with_key("titel: A week"), with_key("title: A week")),
    "a misspelled key with a date to be mended": (
        "unknown-key",
        with_key("update: 24.01.2022"),
        with_key("updated: 2022-01-24"),
    ),
    "a colon in a title": ("invalid-yaml", with_key("title: Week 3: boilers"), with_key('title: "Week 3: boilers"')),
    "a colon and quotes": (
        "invalid-yaml",
        with_key('title: Week 3: "boilers"'),
        with_key("title: 'Week 3: \"boilers\"'"),
    ),
    "a colon and an apostrophe": (
        "invalid-yaml",
        with_key("title: O'Brien: heat"),
        with_key('title: "O\'Brien: heat"'),
    ),
    "a colon after quotes": (
        "invalid-yaml",
        with_key('title: "Heat": boilers'),
        with_key('title: "Heat": boilers'),
    ),
    "a colon, and a comment or a hashtag": (
        "invalid-yaml",
        with_key("title: Week 3: heat #boilers"),
        with_key("title: Week 3: heat #boilers"),
    ),
    "a colon in a misspelled key, from Google Docs": (
        "invalid-yaml",
        with_key('titel: No access\\: what "we" learnt\\!'),
        with_key("title: 'No access: what \"we\" learnt!'"),
    ),
    "an at sign": ("invalid-yaml", with_key("title: @home"), with_key('title: "@home"')),
    "an asterisk": ("yaml-alias", with_key("title: *new* boilers"), with_key('title: "*new* boilers"')),
    "an exclamation mark": ("yaml-tag", with_key("title: !important"), with_key('title: "!important"')),
    "a quote that is never closed": ("invalid-yaml", with_key('title: "The boilers'), with_key('title: "The boilers"')),
    "a tab": ("tab-in-front-matter", with_key("extra:\n\tmood: calm"), with_key("extra:\n  mood: calm")),
    "four hyphens": ("no-front-matter", f"-{HEAD}We moved it.\n", f"{HEAD}We moved it.\n"),
    "front matter that is never closed": (
        "unclosed-front-matter",
        HEAD.replace("Lee\n---", "Lee") + "We moved it.\n",
        f"{HEAD}We moved it.\n",
    ),
    "front matter that runs into the text": (
        "unclosed-front-matter",
        HEAD.replace("Lee\n---\n", "Lee") + "We moved it.\n",
        HEAD.replace("Lee\n---\n", "Lee") + "We moved it.\n",
    ),
    "blank lines above": ("front-matter-not-first", f"\n \n{HEAD}We moved it.\n", f"{HEAD}We moved it.\n"),
    "an empty block above": ("front-matter-not-first", f"---\n---\n\n{HEAD}We moved it.\n", f"{HEAD}We moved it.\n"),
    "one fence too many": ("front-matter-not-first", f"---\n{HEAD}We moved it.\n", f"{HEAD}We moved it.\n"),
    "no space after `##`": ("heading-without-space", f"{HEAD}##Boilers\n\nWarm.\n", f"{HEAD}## Boilers\n\nWarm.\n"),
    "headings that start too deep": (
        "heading-skips-level",
        f"{HEAD}Intro.\n\n### A\n\nx\n\n#### B\n\nx\n\n### C\n\nx\n\n## D\n\nx\n",
        f"{HEAD}Intro.\n\n## A\n\nx\n\n### B\n\nx\n\n## C\n\nx\n\n## D\n\nx\n",
    ),
    "a link from the root": (
        "link-from-root",
        f"{HEAD}See [it](/{OTHER}#queue).\n",
        f"{HEAD}See [it](../data/2022-01-14.md#queue).\n",
    ),
    "a link from the root to nothing": (
        "link-from-root",
        f"{HEAD}See [it](/notes/data/2022-01-15.md).\n",
        f"{HEAD}See [it](/notes/data/2022-01-15.md).\n",
    ),
    "back slashes": (
        "broken-link",
        f"{HEAD}See [it](..\\data\\2022-01-14.md).\n",
        f"{HEAD}See [it](../data/2022-01-14.md).\n",
    ),
    "the page of a note": (
        "broken-link",
        f"{HEAD}See [it](../data/2022-01-14.html#queue).\n",
        f"{HEAD}See [it](../data/2022-01-14.md#queue).\n",
    ),
    "a page as its own words": (
        "broken-link",
        f"{HEAD}../data/2022-01-14.html is [../data/2022-01-14.html](../data/2022-01-14.html).\n",
        f"{HEAD}../data/2022-01-14.html is [../data/2022-01-14.html](../data/2022-01-14.md).\n",
    ),
    "several links in one line": (
        "link-from-root",
        f"{HEAD}##Boilers\n\n[a](../data/2022-01-14.html) and [b](/{OTHER}) and [c](www.weeknotes.example)\n",
        f"{HEAD}## Boilers\n\n[a](../data/2022-01-14.md) and [b](../data/2022-01-14.md) and [c](https://www.weeknotes.example)\n",
    ),
    "headings that start too deep, one of them underlined": (
        "heading-skips-level",
        f"{HEAD}Intro.\n\n# A\n\nx\n\n### B\n\nx\n\nC\n---\n\nx\n",
        f"{HEAD}Intro.\n\n# A\n\nx\n\n## B\n\nx\n\nC\n---\n\nx\n",
    ),
    "a heading with a link, and `##` after it": (
        "heading-without-space",
        f"{HEAD}Intro.\n\n##Boilers [a](../data/2022-01-14.md) ##x\n##Next\n\nWarm.\n",
        f"{HEAD}Intro.\n\n## Boilers [a](../data/2022-01-14.md) ##x\n## Next\n\nWarm.\n",
    ),
    "a target with spaces": (
        "target-with-spaces",
        f"{HEAD}See [it](our plan.pdf) and [b](<our plan.pdf>).\n",
        f"{HEAD}See [it](<our plan.pdf>) and [b](<our plan.pdf>).\n",
    ),
    "pasted bullets": (
        "pasted-bullet",
        f"{HEAD}Done:\n\n•\tBoilers\no\tBlock A\no\tBlock B\n• Lifts\n",
        f"{HEAD}Done:\n\n- Boilers\n  - Block A\n  - Block B\n- Lifts\n",
    ),
    "bullets of symbol fonts": (
        "pasted-bullet",
        f"{HEAD}Ø\tHeat\nØ\tLight\n\nü\tGas\nü\tWater\n\n\uf0b7\tBoilers\n\uf0b7\tLifts\n\n§\tStairs\no\tRoofs\n",
        f"{HEAD}- Heat\n- Light\n\n- Gas\n- Water\n\n- Boilers\n- Lifts\n\n- Stairs\n  - Roofs\n",
    ),
    "letters as bullets, which are words elsewhere": (
        "pasted-bullet",
        f"{HEAD}We did:\no Boilers\no Lifts\n",
        f"{HEAD}We did:\no Boilers\no Lifts\n",
    ),
    "no-break spaces after marks": (
        "no-break-space",
        f"{HEAD}##\xa0Done\n\n-\xa0Boilers\n-\xa0Lifts\n",
        f"{HEAD}## Done\n\n- Boilers\n- Lifts\n",
    ),
    "slips that keep the letters only one by one": (
        "target-with-spaces",
        f"{HEAD}•\tA\no\tB\no\tC\n\n[a](../data/2022-01-14.html) and [b](our plan.pdf)\n",
        f"{HEAD}- A\n  - B\n  - C\n\n[a](../data/2022-01-14.md) and [b](<our plan.pdf>)\n",
    ),
    "a stray `#` among `##`": (
        "heading-skips-level",
        f"{HEAD}Intro.\n\n## A\n\nx\n\n# B\n\nx\n\n## C\n\nx\n",
        f"{HEAD}Intro.\n\n## A\n\nx\n\n## B\n\nx\n\n## C\n\nx\n",
    ),
    "the page of a note, without its heading": (
        "broken-link",
        f"{HEAD}See [it](../data/2022-01-14.html#cue).\n",
        f"{HEAD}See [it](../data/2022-01-14.html#cue).\n",
    ),
    "a path within the site": (
        "broken-link",
        f"{HEAD}See [it][1].\n\n[1]: {OTHER}\n",
        f"{HEAD}See [it][1].\n\n[1]: ../data/2022-01-14.md\n",
    ),
    "an e-mail address": (
        "broken-link",
        f"{HEAD}Ask [us](repairs@weeknotes.example).\n",
        f"{HEAD}Ask [us](mailto:repairs@weeknotes.example).\n",
    ),
    "a web address": (
        "broken-link",
        f"{HEAD}See [it](www.weeknotes.example/a).\n",
        f"{HEAD}See [it](https://www.weeknotes.example/a).\n",
    ),
    "a picture in capitals": (
        "missing-picture",
        f"{HEAD}![A grey square](QUEUE.PNG)\n",
        f"{HEAD}![A grey square](queue.png)\n",
    ),
    "soft hyphens and zero-width spaces": (
        "invisible-character",
        f"{HEAD}The main\u00adte\u00adnance\u200b team, a\ufeff `co\u00adde`.\n",
        f"{HEAD}The maintenance team, a `code`.\n",
    ),
    "control characters": (
        "control-character",
        f"{HEAD}We \x0bmoved\x07 \x93the queue\x94 \x96 Ann\x92s.\n",
        f"{HEAD}We moved “the queue” – Ann’s.\n",
    ),
    "a wiki link to a note": (
        "foreign-markup",
        f"{HEAD}See [[../data/2022-01-14]] and [[../data/2022-01-14.md#queue]].\n",
        f"{HEAD}See [../data/2022-01-14](../data/2022-01-14.md) and "
        "[../data/2022-01-14.md#queue](../data/2022-01-14.md#queue).\n",
    ),
    "wiki links to no note, and tags": (
        "foreign-markup",
        f"{HEAD}See [[Boilers]], ![[queue.png]], {{{{ boilers }}}} and $$x$$.\n",
        f"{HEAD}See [[Boilers]], ![[queue.png]], {{{{ boilers }}}} and $$x$$.\n",
    ),
    "headings of Jira": (
        "foreign-markup",
        f"{HEAD}h2. Boilers\n\nWarm.\n\nh3. Block A\nCold, and h3. is no heading here.\n",
        f"{HEAD}## Boilers\n\nWarm.\n\n### Block A\nCold, and h3. is no heading here.\n",
    ),
    "a list below a number": (
        "list-not-nested",
        f"{HEAD}1. Boilers\n  - Block A\n    and its cellar\n\n    - No. 3\n  - Block B\n2. Lifts\n",
        f"{HEAD}1. Boilers\n   - Block A\n     and its cellar\n\n     - No. 3\n   - Block B\n2. Lifts\n",
    ),
    "a text below a table": (
        "text-in-table",
        f"{HEAD}| Block | Boilers |\n| --- | --- |\n| A | 3 |\nAll of them are warm.\nSo far.\n",
        f"{HEAD}| Block | Boilers |\n| --- | --- |\n| A | 3 |\n\nAll of them are warm.\nSo far.\n",
    ),
    "a text below a table in a quote": (
        "text-in-table",
        f"{HEAD}> | Block | Boilers |\n> | --- | --- |\n> | A | 3 |\n> All of them are warm.\n",
        f"{HEAD}> | Block | Boilers |\n> | --- | --- |\n> | A | 3 |\n> All of them are warm.\n",
    ),
    "text that a rule makes a heading": (
        "text-as-heading",
        f"{HEAD}We moved the queue and all of its tickets.\n---\nNobody noticed.\n",
        f"{HEAD}We moved the queue and all of its tickets.\n\n---\nNobody noticed.\n",
    ),
    "text that equals signs make a heading": (
        "text-as-heading",
        f"{HEAD}Intro.\n\nWe moved the queue and all of its tickets.\n===\nNobody noticed.\n",
        f"{HEAD}Intro.\n\nWe moved the queue and all of its tickets.\n===\nNobody noticed.\n",
    ),
    "a heading in a list": (
        "heading-in-list",
        f"{HEAD}- Boilers\n  ## Next\n  Lifts.\n- Stairs\n",
        f"{HEAD}- Boilers\n\n## Next\n  Lifts.\n- Stairs\n",
    ),
    "a heading in a list, with a list in it": (
        "heading-in-list",
        f"{HEAD}- Boilers\n  ## Next\n    - Lifts\n",
        f"{HEAD}- Boilers\n  ## Next\n    - Lifts\n",
    ),
    "slips in `https://`": (
        "link-scheme",
        f"{HEAD}[a](htps://a.example/), [b](https:/b.example), [c](https://https://c.example), [d](mailt:d@d.example),"
        " [e](e.example:8080/x), [f][f]\n\n[f]: http:f.example/(x)\n",
        f"{HEAD}[a](https://a.example/), [b](https://b.example), [c](https://c.example), [d](mailto:d@d.example),"
        " [e](https://e.example:8080/x), [f][f]\n\n[f]: https://f.example/(x)\n",
    ),
    "an address without its scheme, from the root": (
        "link-from-root",
        f"{HEAD}See [the plan](//weeknotes.example/plan).\n",
        f"{HEAD}See [the plan](https://weeknotes.example/plan).\n",
    ),
    "a table with tabs": (
        "tabbed-table",
        f"{HEAD}The boilers:\n\nBlock\tBoilers\tState\nA\t3\twarm|cold\nB\t\t`out\\|off`\n\nSo far.\n",
        f"{HEAD}The boilers:\n\n| Block | Boilers | State |\n| --- | --- | --- |\n| A | 3 | warm\\|cold |\n"
        "| B |  | `out\\|off` |\n\nSo far.\n",
    ),
    "a table with tabs in a list": (
        "tabbed-table",
        f"{HEAD}- Block\tBoilers\n  A\t3\n",
        f"{HEAD}- Block\tBoilers\n  A\t3\n",
    ),
    "a table with spaces": (
        "tabbed-table",
        f"{HEAD}Block     Boilers\nA         3\n",
        f"{HEAD}| Block | Boilers |\n| --- | --- |\n| A | 3 |\n",
    ),
    "list items without their spaces": (
        "list-without-space",
        f"{HEAD}We did:\n-Boilers\n-Lifts\n\n1.Heat\n2.Light\n\n-[ ] Gas\n-[x] Water\n",
        f"{HEAD}We did:\n- Boilers\n- Lifts\n\n1. Heat\n2. Light\n\n- [ ] Gas\n- [x] Water\n",
    ),
    "boxes, ticks and dashes without a list": (
        "pasted-bullet",
        f"{HEAD}[ ] Gas\n[x] Water\n\n✅ Heat\n🚧 Light\n\n– Boilers\n– Lifts\n\n"
        "- • Stairs\n- [] Roofs\n- [x]Doors\n- [ X ] Windows\n",
        f"{HEAD}- [ ] Gas\n- [x] Water\n\n- ✅ Heat\n- 🚧 Light\n\n- Boilers\n- Lifts\n\n"
        "- Stairs\n- [ ] Roofs\n- [x] Doors\n- [X] Windows\n",
    ),
    "numbers below a text": (
        "list-in-text",
        f"{HEAD}We did:\n2. Boilers\n3. Lifts\n",
        f"{HEAD}We did:\n\n2. Boilers\n3. Lifts\n",
    ),
    "items nested too little": (
        "list-not-nested",
        f"{HEAD}1. Boilers\n  1. A\n     Warm.\n  2. B\n2. Lifts\n\nAnd:\n\n- Heat\n - A\n- Light\n",
        f"{HEAD}1. Boilers\n   1. A\n      Warm.\n   2. B\n2. Lifts\n\nAnd:\n\n- Heat\n  - A\n- Light\n",
    ),
    "items nested too far": (
        "list-not-nested",
        f"{HEAD}1. Boilers\n        - A\n        - B\n2. Lifts\n\t\t- C\n\nWe did:\n     - Heat\n     - Light\n",
        f"{HEAD}1. Boilers\n   - A\n   - B\n2. Lifts\n   - C\n\nWe did:\n- Heat\n- Light\n",
    ),
    "items nested below pasted bullets": (
        "pasted-bullet",
        f"{HEAD}•\tBoilers\n    - A\n    - B\n•\tLifts\n",
        f"{HEAD}- Boilers\n    - A\n    - B\n- Lifts\n",
    ),
    "items of code": (
        "text-as-code",
        f"{HEAD}-     The boilers moved\n-     The lifts moved\n-     x = heat()\n",
        f"{HEAD}- The boilers moved\n- The lifts moved\n-     x = heat()\n",
    ),
    "a bold line below a list": (
        "text-in-list",
        f"{HEAD}- Boilers\n- Lifts\n**Next**\n- Heat\n",
        f"{HEAD}- Boilers\n- Lifts\n\n**Next**\n- Heat\n",
    ),
    "subscripts and superscripts": (
        "foreign-markup",
        f"{HEAD}CO~2~ and H~2~O, m^2^ and ~gone~.\n",
        f"{HEAD}CO<sub>2</sub> and H<sub>2</sub>O, m<sup>2</sup> and ~gone~.\n",
    ),
    "a tilde that makes a definition": (
        "text-as-definition",
        f"{HEAD}We met in Block A with\n~ 20 tenants.\n",
        f"{HEAD}We met in Block A with\n\\~ 20 tenants.\n",
    ),
    "list marks behind backslashes": (
        "pasted-bullet",
        f"{HEAD}\\- Boilers\n\n\\- Lifts\n",
        f"{HEAD}- Boilers\n\n- Lifts\n",
    ),
    "a text below a list": (
        "text-in-list",
        f"{HEAD}- Boilers\n- Lifts\nWe moved the queue.\n",
        f"{HEAD}- Boilers\n- Lifts\n\nWe moved the queue.\n",
    ),
    "tables without the line below their headers": (
        "broken-table",
        f"{HEAD}We counted:\n| A | B |\n| 1 | 2 |\n\n| C | D |\n|---+---|\n| 3 | 4 |\n",
        f"{HEAD}We counted:\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\n| C | D |\n| --- | --- |\n| 3 | 4 |\n",
    ),
    "rows that an empty line separates from their table": (
        "broken-table",
        f"{HEAD}| A | B |\n|---|---|\n\n| 1 | 2 |\n\n| 3 | 4 |\n\n> | A | B |\n>\n> |---|---|\n> | 1 | 2 |\n",
        f"{HEAD}| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n> | A | B |\n> |---|---|\n> | 1 | 2 |\n",
    ),
    "dashes and equals signs below the header of a table": (
        "broken-table",
        f"{HEAD}| A | B |\n|——|——|\n| 1 | 2 |\n\n| C | D |\n|===|===|\n| 3 | 4 |\n",
        f"{HEAD}| A | B |\n| --- | --- |\n| 1 | 2 |\n\n| C | D |\n| --- | --- |\n| 3 | 4 |\n",
    ),
    "signs that look like bars": (
        "broken-table",
        f"{HEAD}| A ｜ B |\n|---|---|\n| 1 ｜ 2 |\n\n│ C │\n│ 3 │\n",
        f"{HEAD}| A | B |\n|---|---|\n| 1 | 2 |\n\n| C |\n| --- |\n| 3 |\n",
    ),
    "a header with too few cells": (
        "broken-table",
        f"{HEAD}| A |\n|---|---|\n| 1 | 2 |\n",
        f"{HEAD}| A |\n|---|---|\n| 1 | 2 |\n",
    ),
    "a table directly below a list": (
        "broken-table",
        f"{HEAD}- Boilers\n| A | B |\n| - | - |\n| 1 | 2 |\n",
        f"{HEAD}- Boilers\n\n| A | B |\n| - | - |\n| 1 | 2 |\n",
    ),
    "a table without its line in a quote": (
        "broken-table",
        f"{HEAD}> | A | B |\n> | 1 | 2 |\n",
        f"{HEAD}> | A | B |\n> | 1 | 2 |\n",
    ),
    "text with the indentation of a word processor": (
        "text-as-code",
        f"{HEAD}\tThis paragraph was indented when we pasted it.\n\nWe did:\n\n    - Boilers\n      - A\n",
        f"{HEAD}This paragraph was indented when we pasted it.\n\nWe did:\n\n- Boilers\n  - A\n",
    ),
    "bold text with a space too many or too few": (
        "literal-asterisks",
        f"{HEAD}The ** boilers ** are **warm **and so on.\n\n**Next:**lifts.\n",
        f"{HEAD}The **boilers** are **warm** and so on.\n\n**Next:** lifts.\n",
    ),
    "bold text that is never closed": (
        "literal-asterisks",
        f"{HEAD}The **boilers are warm.\n",
        f"{HEAD}The **boilers are warm.\n",
    ),
    "brackets that almost make a link": (
        "link-as-text",
        f"{HEAD}See [a] (https://a.example/), (b)[https://b.example/],\n"
        f"[c(https://c.example/) and [d] (../{OTHER[6:]}).\n",
        f"{HEAD}See [a](https://a.example/), [b](https://b.example/),\n"
        f"[c](https://c.example/) and [d](../{OTHER[6:]}).\n",
    ),
    "an address with a space": (
        "target-with-spaces",
        f"{HEAD}See [a](https://a.example/b c).\n",
        f"{HEAD}See [a](<https://a.example/b c>).\n",
    ),
    "a mail address behind two slashes": (
        "link-scheme",
        f"{HEAD}Write to [us](mailto://us@a.example).\n",
        f"{HEAD}Write to [us](mailto:us@a.example).\n",
    ),
    "Markdown below a tag": (
        "markdown-in-html",
        f"{HEAD}<details>\n<summary>More</summary>\n- The **boilers**\n</details>\n",
        f"{HEAD}<details>\n<summary>More</summary>\n\n- The **boilers**\n</details>\n",
    ),
    "headings, bold text and lists of wikis": (
        "foreign-markup",
        f"{HEAD}== Done ==\n\nThe '''boilers''' are ==warm==.\n\n* A\n** B\n*** C\n",
        f"{HEAD}## Done\n\nThe **boilers** are <mark>warm</mark>.\n\n* A\n  * B\n    * C\n",
    ),
    "dashes around front matter": (
        "no-front-matter",
        "–––\ndate: 2022-01-21\nauthor: Ann Lee\n–––\n\nMoved.\n",
        f"{HEAD}Moved.\n",
    ),
    "fences that an export has escaped": (
        "no-front-matter",
        "\\---\ndate: 2022-01-21\nauthor: Ann Lee\n\\-\\-\\-\n\nMoved.\n",
        f"{HEAD}Moved.\n",
    ),
    "fences and everything else from a word processor": (
        "no-front-matter",
        "–––\n\ndate : 2022-01-21\nauthor：Ann Lee\ntitle: Week 3: boilers\n–––\n\n•\tBoilers\no\tBlock A\n",
        '---\n\ndate : 2022-01-21\nauthor: Ann Lee\ntitle: "Week 3: boilers"\n---\n\n- Boilers\n  - Block A\n',
    ),
    "keys without fences": ("no-front-matter", f"{HEAD}Moved.\n".replace("---\n", ""), f"{HEAD}Moved.\n"),
    "front matter that three dots end": (
        "unclosed-front-matter",
        f"{HEAD}Moved.\n".replace("Lee\n---", "Lee\n..."),
        f"{HEAD}Moved.\n",
    ),
    "keys without a colon and a space": (
        "invalid-yaml",
        f"{HEAD}Moved.\n".replace("date: ", "date：").replace("author: ", "author = "),
        f"{HEAD}Moved.\n",
    ),
    "keys with a no-break space": ("invalid-yaml", f"{HEAD}Moved.\n".replace(": ", ":\xa0"), f"{HEAD}Moved.\n"),
    "items of a list with other marks": (
        "invalid-yaml",
        with_key("tags:\n-heat\n• light"),
        with_key("tags:\n- heat\n- light"),
    ),
    "items of a list with stars": ("yaml-alias", with_key("tags:\n  * heat"), with_key("tags:\n  - heat")),
    "a date with dashes and a comma": (
        "invalid-date",
        HEAD.replace("2022-01-21", "2022–01–21,") + "Moved.\n",
        HEAD + "Moved.\n",
    ),
    "an escaped quote": ("foreign-markup", f"{HEAD}&gt; Thank you!\n", f"{HEAD}> Thank you!\n"),
    "links through redirects": (
        "redirected-link",
        f"{HEAD}See [a](https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fx%28y%29&data=05),\n"
        "[b](https://www.google.com/url?q=https://b.example/%3Fc%3D1%26d%3D2&sa=D) and [c][c].\n\n"
        "[c]: https://urldefense.com/v3/__https://c.example/a_b__;!!N1!x$\n",
        f"{HEAD}See [a](https://a.example/x%28y%29),\n"
        "[b](https://b.example/?c=1&d=2) and [c][c].\n\n"
        "[c]: https://c.example/a_b\n",
    ),
    "a region that does not exist": ("invalid-language", with_key("lang: en-UK"), with_key("lang: en-GB")),
    "a region that repeats the language": ("invalid-language", with_key("lang: ja-JA"), with_key("lang: ja")),
}
UNSAFE: Mapping[str, tuple[str, str, str]] = {
    "a footnote whose mark has spaces": (
        "footnote-without-text",
        f"{HEAD}Warm[^why not].\n\n[^why not]: It is summer.\n",
        f"{HEAD}Warm[^why-not].\n\n[^why-not]: It is summer.\n",
    ),
    "boxes that fold": (
        "foreign-markup",
        f"{HEAD}> [!note]- Lifts\n> They move.\n\n> [!tip]+\n> Ask.\n\n> [WARNING]\n> Mind it.\n",
        f"{HEAD}> [!note]\n> Lifts\n> They move.\n\n> [!tip]\n> Ask.\n\n> [!WARNING]\n> Mind it.\n",
    ),
    "sums, names of code and paths whose signs are not shown": (
        "lost-signs",
        f"{HEAD}2*3*4 = 24 in __init__.py, kept in \\\\fs01\\share\\plan.docx.\n",
        f"{HEAD}`2*3*4` = 24 in `__init__.py`, kept in `\\\\fs01\\share\\plan.docx`.\n",
    ),
    "bold text behind backslashes": (
        "literal-asterisks",
        f"{HEAD}\\*\\*Done\\*\\* it is.\n",
        f"{HEAD}**Done** it is.\n",
    ),
    "letters as bullets, which are words elsewhere": (
        "pasted-bullet",
        f"{HEAD}We did:\no Boilers\no Lifts\n",
        f"{HEAD}We did:\n- Boilers\n- Lifts\n",
    ),
    "bold text next to a letter, before a mark that is never closed": (
        "literal-asterisks",
        f"{HEAD}**Next:**lifts, and **Then: heat.\n\n**Now **and **then.\n",
        f"{HEAD}**Next:** lifts, and **Then: heat.\n\n**Now** and **then.\n",
    ),
    "a bullet below an item that may go on": (
        "list-without-space",
        f"{HEAD}- Boilers\n-Lifts\n",
        f"{HEAD}- Boilers\n- Lifts\n",
    ),
    "a year of two digits, as in the file's name": (
        "ambiguous-date",
        HEAD.replace("2022", "22") + "Moved.\n",
        HEAD + "Moved.\n",
    ),
    "a year of two digits": ("ambiguous-date", HEAD.replace("2022-01-21", "22-01-20") + "Moved.\n", ""),
    "a week without its year": ("invalid-week", with_key("week: 3"), with_key("week: 2022-W03")),
    "a misspelled draft": ("unknown-key", with_key("drafft: false"), with_key("draft: false")),
    "a misspelled original": (
        "unknown-key",
        with_key("translate: 2022-01-14.md"),
        with_key("translates: 2022-01-14.md"),
    ),
    "a misspelled slug": ("unknown-key", with_key("slugg: x"), with_key("slug: x")),
    "a colon in a team": ("invalid-yaml", with_key("team: repairs:"), with_key('team: "repairs:"')),
    "a tab below `formerly`": (
        "tab-in-front-matter",
        with_key("formerly:\n\t- blog/a.html"),
        with_key("formerly:\n  - blog/a.html"),
    ),
    "a control character in a slug": ("control-character", with_key("slug: a\x07b"), with_key("slug: ab")),
    "an apostrophe in the wrong encoding": (
        "wrong-encoding",
        f"{HEAD}It\xe2\x80\x99s \x93on\x94.\n",
        f"{HEAD}It’s “on”.\n",
    ),
    "a letter of Windows-1252": ("control-character", f"{HEAD}Mr \x8aimek.\n", f"{HEAD}Mr Šimek.\n"),
    "a span of weeks": ("invalid-week", with_key("week: 2022-W02 to W03"), with_key("week: [2022-W02, 2022-W03]")),
    "a week in another form": ("invalid-week", with_key("week: 2022/03"), with_key("week: 2022-W03")),
    "a day as a week": ("invalid-week", with_key("week: 2022-01-21"), with_key("week: 2022-W03")),
    "a title in bold": ("markup-in-value", with_key('title: "**Boilers**"'), with_key("title: Boilers")),
    "tags in one": ("odd-tag", with_key('tags: "#heat #lifts"'), with_key("tags: [heat, lifts]")),
    "tags in curly quotes": ("odd-tag", with_key("tags: [“heat”, lifts]"), with_key("tags: [heat, lifts]")),
    "an empty item": ("invalid-yaml", with_key("tags: [heat,, lifts]"), with_key("tags: [heat, lifts]")),
    "a linked author": (
        "markup-in-value",
        HEAD.replace("Ann Lee", '"[Ann Lee](https://westmarch.example)"') + "Moved.\n",
        f"{HEAD}Moved.\n",
    ),
    "two authors in German": (
        "several-names",
        HEAD.replace("Ann Lee", "Ann Lee und Bo Ek") + "Moved.\n",
        HEAD.replace("Ann Lee", "[Ann Lee, Bo Ek]") + "Moved.\n",
    ),
    "a misspelled code": ("unusable-code", with_key("ignore: [vage-link]"), with_key("ignore: [vague-link]")),
    "a list of hashtags": ("invalid-yaml", with_key("tags: [#heat, b]"), with_key("tags: [heat, b]")),
    "a number with a hashtag": ("lost-to-comment", with_key("number: #3"), with_key("number: 3")),
    "a key of another tool": ("unknown-key", with_key("categories: [heat]"), with_key("tags: [heat]")),
    "a subtitle": ("unknown-key", with_key("subtitle: Boilers and lifts"), ""),
    "a word that contains a key": ("unknown-key", with_key("entitled: Boilers and lifts"), ""),
    "a key with two slips": ("unknown-key", with_key("tittel: A week"), with_key("title: A week")),
    "two keys of another tool": ("unknown-key", with_key("categories: [a]\nkeywords: b"), ""),
    "a comment with dashes": ("raw-html", f"{HEAD}Moved. <!— Ask Bo. —>\n", f"{HEAD}Moved. <!-- Ask Bo. -->\n"),
    "a citation of an assistant before an emoji and a bracket": (
        "foreign-markup",
        f"{HEAD}[oaicite:1] It rained [oaicite:1] 🌧️ all week [oaicite:2] (in March).\n",
        f"{HEAD}It rained 🌧️ all week (in March).\n",
    ),
    "a citation of an assistant alone in an item, a quote and a heading": (
        "foreign-markup",
        f"{HEAD}- [oaicite:1]\n  - It rained\n\n>[oaicite:1]\n\n## [oaicite:1]\n\n1. [ ] [oaicite:1]\n   and more\n",
        "",
    ),
    "a comment of Jinja": ("foreign-markup", f"{HEAD}Moved. {{# Ask Bo. #}}\n", f"{HEAD}Moved. <!-- Ask Bo. -->\n"),
    "an author in curly quotes": (
        "several-names",
        HEAD.replace("Ann Lee", "“Ann Lee”") + "Moved.\n",
        HEAD + "Moved.\n",
    ),
    "a span of weeks in a list": ("invalid-week", with_key("week: [2022-W02 to W03]"), ""),
    "a hashtag in a title": ("lost-to-comment", with_key("title: Week #done"), with_key('title: "Week #done"')),
    "hashtags and quotes in a title": (
        "lost-to-comment",
        with_key('title: The "heat" isn\'t #done'),
        with_key("title: 'The \"heat\" isn''t #done'"),
    ),
    "hashtags as tags": ("lost-to-comment", with_key("tags: #a #b-c"), with_key("tags: [a, b-c]")),
    "hashtags in a list": ("lost-to-comment", with_key("tags:\n  - #a\n  - b"), with_key("tags:\n  - a\n  - b")),
    "authors between semicolons": (
        "several-names",
        HEAD.replace("Ann Lee", "Ann Lee; Bo O'Hara") + "Moved.\n",
        HEAD.replace("Ann Lee", "[Ann Lee, Bo O'Hara]") + "Moved.\n",
    ),
    "an author in quotes with an address": (
        "several-names",
        HEAD.replace("Ann Lee", '"Ann Lee <ann@westmarch.example>"  # hm') + "Moved.\n",
        HEAD.replace("Ann Lee", "Ann Lee  # hm") + "Moved.\n",
    ),
    "an author whose surname comes first": (
        "several-names",
        HEAD.replace("Ann Lee", "O'Brien, Ann") + "Moved.\n",
        HEAD.replace("Ann Lee", "Ann O'Brien") + "Moved.\n",
    ),
    "an author on two lines": ("several-names", HEAD.replace("Ann Lee", "Ann Lee;\n  Bo Ray") + "Moved.\n", ""),
    "an author in a list": ("several-names", HEAD.replace("Ann Lee", "[Ann Lee; Bo Ray]") + "Moved.\n", ""),
    "names of emoji": (
        "emoji-shortcode",
        f"{HEAD}We moved :tada: and `:tada:` :queue:.\n",
        f"{HEAD}We moved 🎉 and `:tada:` :queue:.\n",
    ),
    "text in the wrong encoding": (
        "wrong-encoding",
        f"{HEAD}Ann’s, Annâ€™s cafÃ© â€“ \ufffd.\n",
        f"{HEAD}Ann’s, Ann’s café – \ufffd.\n",
    ),
    "a label with a slip": (
        "undefined-reference",
        f"{HEAD}See [the plan][pln] and [this][gone].\n\n[plan]: https://weeknotes.example/\n",
        f"{HEAD}See [the plan][plan] and [this][gone].\n\n[plan]: https://weeknotes.example/\n",
    ),
    "attributes and a table of contents": (
        "foreign-markup",
        f"{HEAD}[TOC]\n\n## Boilers {{#boilers}}\n\nWarm{{:.x}}.\n{{:.lead}}\n\nCold.\n",
        f"{HEAD}\n## Boilers\n\nWarm.\n\nCold.\n",
    ),
    "links of other tools": (
        "foreign-markup",
        f"{HEAD}<https://a.example/x|The plan>, [the list|https://b.example] and [[2022-01-21|this note]].\n",
        f"{HEAD}[The plan](https://a.example/x), [the list](https://b.example) and [this note](2022-01-21.md).\n",
    ),
    "links of wikis, forums and documentation tools": (
        "foreign-markup",
        f"{HEAD}[https://a.example b], https://c.example[d], [[https://e.example][f]], `g <https://h.example>`_,\n"
        '"i":https://j.example and [b]k[/b] in <#C0123ABC|l>.\n',
        f"{HEAD}[b](https://a.example), [d](https://c.example), [f](https://e.example), [g](https://h.example),\n"
        "[i](https://j.example) and **k** in l.\n",
    ),
    "comments of other tools, and a box": (
        "foreign-markup",
        f"{HEAD}Warm %%ask Bo%% {{/* ask Cy */}}.\n\n> [!NOTE] The boilers.\n",
        f"{HEAD}Warm <!-- ask Bo --> <!-- ask Cy -->.\n\n> [!NOTE]\n> The boilers.\n",
    ),
    "an address without its bracket": (
        "link-as-text",
        f"{HEAD}See [the plan](https://a.example/plan and more.\n",
        f"{HEAD}See [the plan](https://a.example/plan) and more.\n",
    ),
    "a title in curly quotes, and a size": (
        "target-with-spaces",
        f"{HEAD}See [a](https://a.example/ “The plan”) and [b](https://b.example/b.png =30x20).\n",
        f'{HEAD}See [a](https://a.example/ "The plan") and [b](https://b.example/b.png).\n',
    ),
    "definitions that are none": (
        "undefined-reference",
        f"{HEAD}See [the plan][plan] and [map][].\n[plan]: https://a.example/\n\n[map]: https://b.example/c d\n",
        f"{HEAD}See [the plan][plan] and [map][].\n\n[plan]: https://a.example/\n\n[map]: <https://b.example/c d>\n",
    ),
    "a redirect that the note shows": (
        "redirected-link",
        f"{HEAD}See https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Ffair&h=AT.\n",
        f"{HEAD}See https://a.example/fair.\n",
    ),
    "a redirect whose address may have lost its end": (
        "redirected-link",
        f"{HEAD}See [it](https://www.google.com/url?q=https://a.example/?a=1&b=2&sa=D).\n",
        "",
    ),
    "a summary that repeats the title": (
        "placeholder",
        with_key("title: The queue\nsummary: The queue"),
        with_key("title: The queue"),
    ),
    "a summary on several lines that repeats the title": (
        "placeholder",
        with_key("title: The queue\nsummary: >\n  The queue"),
        "",
    ),
    "comments of Google Docs": (
        "foreign-markup",
        f"{HEAD}The plan[a] and the queue[b] moved.\n\n[a]Did it?\n[b]Ask Bo.\n",
        f"{HEAD}The plan and the queue moved.\n\n",
    ),
    "a comment of several lines": ("foreign-markup", f"{HEAD}The plan[a] moved.\n\n[a]Did it?\nAsk Bo.\n", ""),
    "the header of a mail": (
        "foreign-markup",
        f"{HEAD}From: Ann\nTo: All\nSubject: Queue\n\nWe moved it.\n",
        f"{HEAD}\nWe moved it.\n",
    ),
    "what an assistant said": (
        "foreign-markup",
        f"{HEAD}Sure! Here's a draft of your weeknotes:\n\nWe moved it.\n",
        f"{HEAD}\nWe moved it.\n",
    ),
    "an abbreviation without its colon": (
        "literal-asterisks",
        f"{HEAD}The GDS met.\n\n*[GDS] Government Digital Service\n",
        f"{HEAD}The GDS met.\n\n*[GDS]: Government Digital Service\n",
    ),
    "the mark of a footnote with its sign behind": (
        "footnote-without-text",
        f"{HEAD}The queue[1^] moved[^1 ].\n\n[^1]: In Block A.\n",
        f"{HEAD}The queue[^1] moved[^1].\n\n[^1]: In Block A.\n",
    ),
}


@pytest.mark.parametrize("name", SAFE)
@pytest.mark.parametrize("how", ["unix", "windows", "bom"])
def test_a_mistake_is_fixed(name: str, how: str, make_site: MakeSite) -> None:
    code, before, after = SAFE[name]
    root = make_site({NOTE: as_file(before, how), OTHER: GOOD, "notes/repairs/queue.png": PIXEL, PLAN: b"%PDF-1.4"})
    assert f"[{code}]" in check(root, NOTE).output
    told = check(root, "--fix").output
    assert (root / NOTE).read_bytes() == as_file(after, how)
    assert (f"{NOTE}: fixed " in told) == (before != after)
    if before != after:
        assert check(root).output == "2 notes, no problems found\n"


def as_file(text: str, how: str) -> bytes:
    raw = text.encode()
    return {"unix": raw, "windows": raw.replace(b"\n", b"\r\n"), "bom": b"\xef\xbb\xbf" + raw}[how]


@pytest.mark.parametrize("path", ["notes/_pages/about.md", "notes/repairs/_team.md"])
def test_every_kind_of_file_is_fixed_in_one_run(path: str, make_site: MakeSite) -> None:
    text = "---\n{}\n---\n\n{}Who we are\n\nAsk [us]({}ann@westmarch.example).\n"
    misspelled, right = ("titel: About us", "title: About us") if "_pages" in path else ("led: Ann", "lead: Ann")
    root = make_site({path: text.format(misspelled, "##", ""), NOTE: GOOD})
    assert f"{path}: fixed unknown-key, heading-without-space, broken-link\n" in check(root, "--fix").output
    assert (root / path).read_text("utf-8") == text.format(right, "## ", "mailto:")


@pytest.mark.parametrize("name", UNSAFE)
def test_fixes_that_may_change_the_meaning_need_an_option(name: str, make_site: MakeSite) -> None:
    code, before, after = UNSAFE[name]
    root = make_site({NOTE: before, OTHER: GOOD})
    assert f"[{code}]" in check(root).output
    check(root, "--fix")
    assert (root / NOTE).read_text("utf-8") == before
    check(root, "--fix", "--unsafe-fixes")
    assert (root / NOTE).read_text("utf-8") == (after or before)


def test_a_diff_shows_what_a_fix_does_and_writes_nothing(make_site: MakeSite) -> None:
    root = make_site({NOTE: SAFE["a colon in a title"][1]})
    before = files_of(root)
    result = check(root, "--diff")
    assert result.exit_code == 1
    assert result.stdout == (
        f"--- {NOTE}\n+++ {NOTE}\n@@ -1,5 +1,5 @@\n ---\n date: 2022-01-21\n-title: Week 3: boilers\n"
        '+title: "Week 3: boilers"\n author: Ann Lee\n ---\n'
    )
    assert result.stderr == f"1 fix in 1 file; run `weeknotes --root {root} check --fix` to apply\n"
    assert files_of(root) == before
    check(root, "--fix")
    again = check(root, "--diff")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "Nothing can be fixed\n")


def test_what_is_left_is_reported_and_counts(make_site: MakeSite) -> None:
    root = make_site({NOTE: with_key("titel: x").replace("2022-01-21", "03.02.2022")})
    result = check(root, "--fix")
    assert result.exit_code == 1
    assert result.output.startswith(f"{NOTE}: fixed unknown-key\n{NOTE}:2:7: error[ambiguous-date]")
    assert result.output.endswith("\n1 error, 0 warnings\n")


def test_only_named_files_are_fixed(make_site: MakeSite) -> None:
    slip = SAFE["a misspelled key"][1]
    root = make_site({NOTE: slip, OTHER: slip})
    check(root, "--fix", OTHER)
    assert (root / NOTE).read_text("utf-8") == slip
    assert (root / OTHER).read_text("utf-8") != slip


def test_an_ignored_warning_is_not_fixed(make_site: MakeSite) -> None:
    note = with_key("ignore: heading-without-space") + "\n##Boilers\n"
    root = make_site({NOTE: note})
    assert check(root, "--fix").output == "1 note, no problems found\n"
    assert (root / NOTE).read_text("utf-8") == note


def test_a_misnamed_note_is_renamed_and_then_fixed(make_site: MakeSite) -> None:
    root = make_site({f"{NOTE}.txt": SAFE["a misspelled key"][1], OTHER: GOOD})
    assert check(root, "--fix").exit_code == 0
    assert set(files_of(root)) == {f"{NOTE}.txt", OTHER}
    told = check(root, "--fix", "--unsafe-fixes").output
    assert told.startswith(f"{NOTE}.txt: fixed misnamed-note; renamed to `{NOTE}`\n{NOTE}: fixed unknown-key\n")
    assert files_of(root)[NOTE].decode() == SAFE["a misspelled key"][2]


def test_a_misnamed_team_file_is_renamed(make_site: MakeSite) -> None:
    root = make_site({NOTE: f"{HEAD}Moved.\n", "notes/repairs/_Teams.md": "---\nname: Repairs\n---\n"})
    assert check(root, "--fix", "--unsafe-fixes").output.endswith("1 note, no problems found\n")
    assert (root / "notes/repairs/_team.md").exists()


def test_the_contact_of_a_team_is_fixed(make_site: MakeSite) -> None:
    team_file = "notes/repairs/_team.md"
    root = make_site({NOTE: f"{HEAD}Moved.\n", team_file: "---\ncontact: Ann <ann@westmarch.example>\n---\n"})
    assert check(root, "--fix", "--unsafe-fixes").output.endswith("1 note, no problems found\n")
    assert (root / team_file).read_text("utf-8") == "---\ncontact: ann@westmarch.example\n---\n"


def test_renaming_a_misnamed_note_never_overwrites_another(make_site: MakeSite) -> None:
    root = make_site({f"{NOTE}.txt": GOOD, NOTE: GOOD.replace("14", "21")})
    before = files_of(root)
    check(root, "--fix", "--unsafe-fixes")
    assert files_of(root) == before


@pytest.mark.parametrize("copies", [1, 900])
def test_an_embedded_picture_is_saved_beside_its_note(copies: int, make_site: MakeSite) -> None:
    """Google Docs' Markdown export ends with its pictures; they may make a note too large to be read."""
    inline = "".join(f"\n![A grey square]({PICTURE})\n" for _ in range(copies))
    root = make_site({NOTE: f"{HEAD}![A grey square][image1]\n{inline}\n[image1]: <{PICTURE}>\n"})
    assert "picture-as-data" in check(root).output
    told = check(root, "--fix", "--unsafe-fixes").output
    assert told.endswith("1 note, no problems found\n")
    found = files_of(root)
    assert (
        found[NOTE].decode().startswith(f"{HEAD}![A grey square][image1]\n\n![A grey square](2022-01-21-picture-1.png)")
    )
    assert found[NOTE].decode().endswith("\n[image1]: <2022-01-21-image1.png>\n")
    assert found["notes/repairs/2022-01-21-image1.png"] == found["notes/repairs/2022-01-21-picture-1.png"] == PIXEL
    assert len(found) == copies + 2


def test_a_picture_is_not_saved_if_its_note_cannot_be_written(make_site: MakeSite) -> None:
    root = make_site({NOTE: f"{HEAD}![A grey square]({PICTURE})\n"})
    (root / NOTE).chmod(0o444)
    before = files_of(root)
    assert "error[unwritable]" in check(root, "--fix", "--unsafe-fixes").output
    assert files_of(root) == before


def test_a_note_made_too_large_by_embedded_pictures_is_fixed(make_site: MakeSite) -> None:
    data = f"data:image/png;base64,{'A' * 90_000}"
    note = f"{HEAD}![A]({data}) [b](our plan.pdf)\n\n##Boilers\n\nWarm.\n"
    root = make_site({NOTE: note, PLAN: b"%PDF-1.4"})
    check(root, "--fix")
    assert (root / NOTE).read_text("utf-8") == note.replace("##B", "## B")
    check(root, "--fix", "--unsafe-fixes")
    mended = f"{HEAD}![A](2022-01-21-picture-1.png) [b](<our plan.pdf>)\n\n## Boilers\n\nWarm.\n"
    assert (root / NOTE).read_text("utf-8") == mended
    assert (root / "notes/repairs/2022-01-21-picture-1.png").stat().st_size == 67_500


WESTERN = f"{HEAD}We moved the “queue”.\n\n##Café\n\nIt’s done – really.\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_windows_1252_file_becomes_utf_8(newline: str, make_site: MakeSite) -> None:
    note = WESTERN.replace("\n", newline)
    root = make_site({NOTE: note.encode("cp1252")})
    assert "error[not-utf-8]" in check(root, "--fix").output
    assert (root / NOTE).read_bytes() == note.replace("##", "## ").encode("cp1252")
    assert check(root, "--fix", "--unsafe-fixes").output.endswith("1 note, no problems found\n")
    assert (root / NOTE).read_bytes() == note.replace("##", "## ").encode()


def test_a_file_in_two_encodings_keeps_its_utf_8_text(make_site: MakeSite) -> None:
    half = f"{HEAD}Ann’s café, ".encode()
    root = make_site({NOTE: half + "Bo’s café.\n".encode("cp1252")})
    check(root, "--fix", "--unsafe-fixes")
    assert (root / NOTE).read_bytes() == half + "Bo’s café.\n".encode()


@pytest.mark.parametrize("encoding", ["cp1251", "iso8859-7", "utf-16"])
def test_a_file_in_another_encoding_is_left_alone(encoding: str, make_site: MakeSite) -> None:
    raw = f"{HEAD}{'Εβδομάδα' if encoding == 'iso8859-7' else 'Неделя'}\n".encode(encoding)
    root = make_site({NOTE: raw})
    assert "error[not-utf-8]" in check(root, "--fix", "--unsafe-fixes").output
    assert (root / NOTE).read_bytes() == raw


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_byte_order_mark_is_left_alone(encoding: str, make_site: MakeSite) -> None:
    raw = f"{HEAD}The café is open.\n".encode(encoding)
    root = make_site({NOTE: raw})
    assert "error[not-text]" in check(root, "--fix", "--unsafe-fixes").output
    assert (root / NOTE).read_bytes() == raw


def test_no_fix_deletes_one_side_of_a_merge_conflict(make_site: MakeSite) -> None:
    merge = f"<<<<<<< HEAD\n{HEAD}The queue moved.\n=======\n{HEAD}The queue is gone.\n>>>>>>> mine\n"
    root = make_site({NOTE: merge})
    output = check(root, "--fix", "--unsafe-fixes").output
    assert "error[merge-conflict]" in output
    assert "delete line" not in output
    assert "can fix" not in output
    assert (root / NOTE).read_text("utf-8") == merge


def test_a_fix_never_makes_a_broken_link(make_site: MakeSite) -> None:
    draft = GOOD.replace("author", "draft: true\nauthor")
    note = f"{HEAD}[a](our plan.pdf), ![b](our queue.png), [[2022-01-14]], [[../data/2022-01-14]]\n"
    root = make_site({NOTE: note, OTHER: draft})
    result = check(root, "--fix", "--unsafe-fixes")
    assert (root / NOTE).read_text("utf-8") == note
    assert (result.exit_code, "can fix" in result.output) == (0, False)


def test_a_link_is_fixed_beside_one_to_a_heading_of_the_same_note(make_site: MakeSite) -> None:
    text = "[The queue](../data/2022-01-14.md#queue), [all of it](/notes/data/2022-01-14.md)\n"
    root = make_site({NOTE: HEAD + text, OTHER: GOOD})
    assert check(root, "--fix").exit_code == 0
    assert (root / NOTE).read_text("utf-8") == HEAD + text.replace("/notes/data", "../data")


def test_saving_a_picture_never_overwrites_another(make_site: MakeSite) -> None:
    note = f"{HEAD}![A grey square]({PICTURE})\n"
    root = make_site({NOTE: note, "notes/repairs/2022-01-21-picture-1.png": b"mine"})
    check(root, "--fix", "--unsafe-fixes")
    assert files_of(root) == {NOTE: note.encode(), "notes/repairs/2022-01-21-picture-1.png": b"mine"}


def test_a_file_that_changed_meanwhile_is_left_alone(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_site({NOTE: SAFE["a misspelled key"][1], OTHER: SAFE["a date with dots"][1]})
    find = fixing.find_changes

    def find_slowly(*arguments: object) -> object:
        found = find(*arguments)  # type: ignore[arg-type]
        (root / NOTE).write_text(GOOD, "utf-8")
        return found

    monkeypatch.setattr("weeknotes_site.cli.fixes.find_changes", find_slowly)
    told = check(root, "--fix")
    assert f"{NOTE}: not fixed, because it changed meanwhile" in told.stderr
    assert (root / NOTE).read_text("utf-8") == GOOD
    assert (root / OTHER).read_text("utf-8") == SAFE["a date with dots"][2]


def test_a_file_that_cannot_be_written_is_an_error(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_site({NOTE: SAFE["a misspelled key"][1]})

    def refuse(*_arguments: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.fsync", refuse)
    result = check(root, "--fix")
    assert result.exit_code == 3
    assert f"{NOTE}: error[unwritable]: the file could not be written: no permission" in result.stderr


def test_a_read_only_file_is_left_alone(make_site: MakeSite) -> None:
    root = make_site({NOTE: f"{HEAD}##Boilers\n\nWarm.\n"})
    before = (root / NOTE).read_bytes()
    (root / NOTE).chmod(0o444)
    result = check(root, "--fix")
    assert result.exit_code == 3
    assert f"{NOTE}: error[unwritable]: the file could not be written: " in result.output
    assert (root / NOTE).read_bytes() == before
    assert sorted(path.name for path in (root / NOTE).parent.iterdir()) == ["2022-01-21.md"]


def test_a_file_behind_a_symbolic_link_is_fixed_once(make_site: MakeSite) -> None:
    root = make_site({NOTE: f"{HEAD}##Boilers\n\nWarm.\n", OTHER: GOOD})
    link = root / "notes/data/2022-01-21.md"
    try:
        link.symlink_to("../repairs/2022-01-21.md")
    except OSError:
        pytest.skip("symbolic links cannot be created here")
    result = check(root, "--fix")
    assert "meanwhile" not in result.output
    assert link.is_symlink()
    assert (root / NOTE).read_text("utf-8") == f"{HEAD}## Boilers\n\nWarm.\n"


def test_a_fixed_file_keeps_its_mode_and_leaves_no_temporary_file(make_site: MakeSite) -> None:
    root = make_site({NOTE: SAFE["a misspelled key"][1]})
    (root / NOTE).chmod(0o640)
    check(root, "--fix")
    assert (root / NOTE).stat().st_mode & 0o777 == (0o640 if os.name == "posix" else 0o666)
    assert [path.name for path in (root / NOTE).parent.iterdir()] == ["2022-01-21.md"]


def test_fix_and_diff_exclude_each_other(make_site: MakeSite) -> None:
    assert check(make_site({NOTE: GOOD}), "--fix", "--diff").exit_code == 2


def test_the_json_report_has_the_fixes(make_site: MakeSite) -> None:
    root = make_site({NOTE: SAFE["no space after `##`"][1]})
    (found,) = json.loads(check(root, "--format", "json").output)
    edit = {"line": 6, "column": 3, "end_line": 6, "end_column": 3, "text": " "}
    assert found["fix"] == {"safe": True, "edits": [edit], "new_name": None, "new_files": []}


def test_a_step_summary_on_github_shows_fixes_as_diffs(
    make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    root = make_site({NOTE: SAFE["a misspelled key"][1] + "```\ncode\n```\n", OTHER: UNSAFE["a misspelled slug"][1]})
    before = files_of(root)
    check(root, "--format", "github")
    check_it = f"### `weeknotes --root {root} check --fix"
    safe, unsafe = summary.read_text("utf-8").split(f"{check_it} --unsafe-fixes` would change")
    assert safe.startswith(f"{check_it}` would change\n\n```diff\n--- {NOTE}\n")
    assert "\n-titel: A week\n+title: A week\n" in safe
    assert "\n-slugg: x\n+slug: x\n" in unsafe
    assert files_of(root) == before


def test_a_step_summary_stays_within_githubs_limit(
    make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    both = HEAD.replace("author", "slugg: x\nauthor") + f"##{'é' * 35_000}\n\nWe moved it.\n"
    root = make_site({f"notes/repairs/{number}.md": both for number in range(8)})
    check(root, "--format", "github")
    text = summary.read_text("utf-8")
    assert 850_000 < len(text.encode()) < 1_048_576
    assert text.count("The rest is too long to show here.") == 2


def test_a_file_with_a_name_of_the_maximum_length_is_fixed(make_site: MakeSite) -> None:
    path = f"notes/repairs/{'a' * 252}.md"
    root = make_site({path: SAFE["a misspelled key"][1]})
    assert check(root, "--fix").exit_code == 0
    assert files_of(root) == {path: SAFE["a misspelled key"][2].encode()}


def test_there_is_no_step_summary_without_fixes(
    make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    check(make_site({NOTE: GOOD.replace("14", "21")}), "--format", "github")
    assert not (tmp_path / "summary.md").exists()


@pytest.mark.parametrize(
    ("repository", "folder", "shown", "raw"),
    [
        (
            "https://github.com/o/r",
            "",
            "https://github.com/o/r/blob/main",
            "https://raw.githubusercontent.com/o/r/main",
        ),
        (
            "git@github.com:O/r.git",
            "",
            "https://github.com/O/r/blob/HEAD",
            "https://github.com/o/r/raw/refs/heads/main",
        ),
        ("https://gitlab.com/g/s/r", "", "https://gitlab.com/g/s/r/-/blob/main", "https://gitlab.com/g/s/r/-/raw/main"),
        (
            "https://codeberg.org/o/r",
            "",
            "https://codeberg.org/o/r/src/branch/main",
            "https://codeberg.org/o/r/raw/main",
        ),
        (
            "https://github.com/o/r",
            "a b/c",
            "https://github.com/o/r/blob/main/a%20b/c",
            "https://github.com/o/r/raw/main/a%20b/c",
        ),
    ],
)
def test_links_to_the_repository_become_relative(
    repository: str, folder: str, shown: str, raw: str, make_site: MakeSite
) -> None:
    settings = f'repository = "{repository}"\nrepository_folder = "{folder}"\n'
    body = f"[The queue]({shown}/{OTHER}#queue) and ![The bins by day](<{raw}/notes/repairs/a%20bin.png>)\n"
    missing = f"\n[Nothing]({shown}/notes/data/2021-01-14.md) and ![No bins today]({raw}/notes/repairs/none.png)\n"
    files: dict[str, str | bytes] = {"weeknotes.toml": settings, OTHER: GOOD, "notes/repairs/a bin.png": PIXEL}
    root = make_site({**files, NOTE: HEAD + body + missing})
    check(root, "--fix")
    right = "[The queue](../data/2022-01-14.md#queue) and ![The bins by day](<a%20bin.png>)\n"
    assert files_of(root)[NOTE].decode() == HEAD + right + missing


@pytest.mark.parametrize("version", ["v1.0", "other/branch", "0123abcd", "main/docs"])
def test_a_link_to_another_version_of_a_file_stays(version: str, make_site: MakeSite) -> None:
    body = f"[The queue](https://github.com/o/r/blob/{version}/{OTHER})\n"
    root = make_site({"weeknotes.toml": 'repository = "https://github.com/o/r"\n', OTHER: GOOD, NOTE: HEAD + body})
    assert "link-to-source" not in check(root, "--fix").output
    assert files_of(root)[NOTE].decode() == HEAD + body


def test_every_fixable_code_is_fixed_in_these_tests() -> None:
    fixed = {code for code, before, after in (*SAFE.values(), *UNSAFE.values()) if before != after}
    assert set(FIXABLE) - fixed == {
        *("picture-as-data", "misnamed-note", "misnamed-file", "note-too-large", "not-utf-8", "odd-address"),
        *("link-to-source", "picture-from-elsewhere"),
    }
