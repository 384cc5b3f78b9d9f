"""A command fixes notes pasted from Word, Google Docs and Slack, with mistakes in the front matter."""

import base64
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import MakeSite
from weeknotes_site.cli import main

PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")
PICTURE = f"data:image/png;base64,{base64.b64encode(PIXEL).decode()}"

WORD = """\
---
date: 20 November 2026
title: Week 47: the boilers
author: Ann Lee; Bo Ray
---

The main\u00adte\u00adnance team mended the “old” boilers\x0bin Block A.

•\tBoilers
o\tBlock A
o\tBlock B
•\tLifts: see [the plan](Our plan.pdf)

Block\tBoilers\tWarm
A\t3\tyes
"""
WORD_MENDED = """\
---
date: 2026-11-20
title: "Week 47: the boilers"
author: [Ann Lee, Bo Ray]
---

The maintenance team mended the “old” boilers in Block A.

- Boilers
  - Block A
  - Block B
- Lifts: see [the plan](<Our plan.pdf>)

| Block | Boilers | Warm |
| --- | --- | --- |
| A | 3 | yes |
"""
GOOGLE_TEXT = """\
We moved the queue\\. It took 3\\-4 days\\!

![The queue][image1]

| Block | Boilers |
| :---- | :---- |
| A | 3 |
"""
GOOGLE_DOCS = f"""\

---
Date: 2026-11-20
auther: Ann Lee
tags: #boilers #heat
---

# **Weeknotes: week 47**

### **What we did**

{GOOGLE_TEXT}So it went\\.

1. Tenants
  * Block A

[image1]: <{PICTURE}>
"""
GOOGLE_DOCS_MENDED = f"""\
---
date: 2026-11-20
author: Ann Lee
tags: [boilers, heat]
---

# **Weeknotes: week 47**

## **What we did**

{GOOGLE_TEXT}
So it went\\.

1. Tenants
   * Block A

[image1]: <2026-11-20-image1.png>
"""
SLACK = """\
---
date: 2026-11-20
title: Done #47
week: 2026-W46 to 2026-W47
author: Ann Lee <ann@westmarch.example>
---

*What we did* :tada:
• Moved the queue, see <https://westmarch.example/plan|the plan>
    ◦ Block A
• `weeknotes check` is _nice_ :+1:

##Next
We'll go on: <https://westmarch.example/>
"""
SLACK_MENDED = """\
---
date: 2026-11-20
title: "Done #47"
week: [2026-W46, 2026-W47]
author: Ann Lee
---

*What we did* 🎉
- Moved the queue, see [the plan](https://westmarch.example/plan)
    - Block A
- `weeknotes check` is _nice_ 👍

## Next
We'll go on: <https://westmarch.example/>
"""
DASHES = """\
–––

Date : Friday 20 November 2026
author：Ann Lee
title: Week 47: the lifts
–––

\tThe main\u00adtenance team repaired the lifts in Block A this week.

•\u00a0Lifts
o\tBlock A
•\u00a0Boilers
We also moved the queue.

✅ Heat
🚧 Light

| Block | Lifts |
| A | 3 |

== Next ==

** Boilers **, see [the plan] (https://westmarch.example/plan)
"""
DASHES_MENDED = """\
---

date : 2026-11-20
author: Ann Lee
title: "Week 47: the lifts"
---

The maintenance team repaired the lifts in Block A this week.

- Lifts
  - Block A
- Boilers

We also moved the queue.

- ✅ Heat
- 🚧 Light

| Block | Lifts |
| --- | --- |
| A | 3 |

## Next

**Boilers**, see [the plan](https://westmarch.example/plan)
"""
PASTED = {
    "Word": (
        WORD,
        WORD_MENDED,
        {
            *("ambiguous-date", "invalid-yaml", "invisible-character", "control-character", "pasted-bullet"),
            *("target-with-spaces", "tabbed-table"),
        },
    ),
    "Google Docs": (
        GOOGLE_DOCS,
        GOOGLE_DOCS_MENDED,
        {
            *("front-matter-not-first", "missing-key", "unknown-key", "lost-to-comment", "heading-skips-level"),
            *("text-in-table", "list-not-nested", "picture-as-data"),
        },
    ),
    "Word, with its dashes": (
        DASHES,
        DASHES_MENDED,
        {
            *("no-front-matter", "missing-key", "invalid-yaml", "unknown-key", "text-as-code", "pasted-bullet"),
            *("broken-table", "foreign-markup", "literal-asterisks", "link-as-text"),
        },
    ),
    "Slack": (
        SLACK,
        SLACK_MENDED,
        {
            *("lost-to-comment", "invalid-week", "several-names", "emoji-shortcode", "pasted-bullet"),
            *("foreign-markup", "heading-without-space"),
        },
    ),
}
PATH = "notes/repairs/2026-11-20.md"


def check(root: Path, *arguments: str) -> Result:
    line = ["--root", str(root), "check", "--as-of", "2026-11-23", *arguments]
    return CliRunner().invoke(main, line, catch_exceptions=False)


@pytest.mark.parametrize("source", PASTED)
def test_a_pasted_note_is_explained_in_one_run_and_fixed_by_a_command(source: str, make_site: MakeSite) -> None:
    pasted, mended, codes = PASTED[source]
    root = make_site({PATH: pasted, "notes/repairs/Our plan.pdf": b"%PDF-1.4"})
    assert set(re.findall(r"(?:error|warning)\[([a-z-]+)\]", check(root).output)) == codes
    check(root, "--fix")
    safe = (root / PATH).read_text("utf-8")
    shown = check(root, "--unsafe-fixes", "--diff").stdout
    assert (root / PATH).read_text("utf-8") == safe
    result = check(root, "--fix", "--unsafe-fixes")
    assert (root / PATH).read_text("utf-8") == mended
    assert result.output.splitlines()[-1] == "1 note, no problems found"
    removed = [line[1:] for line in shown.splitlines() if line.startswith("-") and not line.startswith("---")]
    assert removed == [line for line in safe.splitlines() if line not in mended.splitlines()]
    pictures = [path.read_bytes() for path in (root / PATH).parent.glob("*.png")]
    assert pictures == ([PIXEL] if source == "Google Docs" else [])
