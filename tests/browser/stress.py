"""A site that strains layouts: long words, wide tables, huge pictures, other scripts, very many notes."""

import struct
import zlib
from datetime import date, timedelta
from pathlib import Path

from folders import write_files
from pictures.made import png_chunk, png_of

LONG_WORD = "Pneumonoultramicroscopicsilicovolcanoconiosisandhippopotomonstrosesquippedaliophobia"
LONG_TITLE = f"{'A title that does not know when to stop, ' * 8}{LONG_WORD * 2}"
WIDE_ROW = "|" + "".join(f" Column {number} |" for number in range(14))
WIDE_TABLE = f"{WIDE_ROW}\n|{' ---: |' * 14}\n|{' 1,234,567.89 |' * 14}\n|{f' {LONG_WORD} |' * 14}"

LONG_NOTE = f"""---
team: {LONG_WORD}
date: 2026-11-13
author: [{LONG_WORD}, "Nobody", "{"Somebody Else " * 9}"]
title: "{LONG_TITLE}"
tags: [{LONG_WORD.lower()}, short]
number: 123456
---

{"This week the team mended what was broken, and wrote down what it had learned from it. " * 15}

{LONG_WORD * 3} and https://example.org/{LONG_WORD * 3} and `{LONG_WORD * 3}`.

![A huge picture](huge.png)

## {LONG_WORD * 2}

{WIDE_TABLE}

```python
{"x = 'a very long line of code'; " * 20}
```

    {LONG_WORD * 4}

> [!WARNING]
> {LONG_WORD * 2}

> {LONG_WORD * 2}

<details><summary>What is folded</summary>

Opened on paper: {LONG_WORD * 2}.

</details>

## Label lists

- Celebrations:
    - {LONG_WORD * 2}
        - deeper
            - and deeper
                - {LONG_WORD}
- [x] done
- [ ] to do

Term {LONG_WORD}
: Its definition[^1], H~2~O and *[HTML]

[^1]: {LONG_WORD * 2}

### One more

#### And another

*[HTML]: HyperText Markup Language
"""

ARABIC_NOTE = f"""---
date: 2026-11-13
author: ليلى حداد
title: ملاحظات الأسبوع من فريق الخدمات الرقمية
lang: ar
tags: [نشر]
---

أطلقنا هذا الأسبوع نموذج الحجز الجديد، واستخدمه أكثر من مئة شخص في اليوم الأول (see `form.py`).

## ما تعلمناه

- النقطة الأولى
- النقطة الثانية

| البند | العدد |
| --- | ---: |
| حجز | ١٤٣ |

![صورة كبيرة](huge.png)

{WIDE_TABLE}
"""

JAPANESE_NOTE = f"""---
date: 2026-11-13
author: 山田花子
title: {"今週の記録" * 20}
lang: ja
---

{"今週は予約フォームを公開しました。最初の日に百人以上が利用しました。" * 12}

## 学んだこと

{"とても長い行です" * 40}
"""

DRAFT = """---
team: One Note
date: 2026-11-12
author: One Note team
draft: true
---

Short, unfinished.
"""

LATE_NOTE = """---
team: One Note
date: 2026-11-20
week: 2026-W46
author: One Note team
---

Added later, and without any structure.
"""

DEEP_NOTE = f"""---
team: One Note
date: 2026-11-06
author: One Note team
---

Lists and quotes, as deep as they may be.

{"- " * 24}end

{"1. " * 24}end

{"> " * 48}end

{"> - " * 16}end
"""


SPEAKERS = f"""---
team: {LONG_WORD} Speakers
date: {{day}}
author: Team
---

We met [them](../long-words/_team.md) and {LONG_WORD}.

## {LONG_WORD}

{"On and on. " * 40} And on, said [the others](../arabic/2026-11-13.md).

- Celebrations:
    - {LONG_WORD}

## Asks

{WIDE_TABLE}
"""


def write_stress_site(root: Path) -> Path:
    """Write the site and return its folder."""
    files = {
        "weeknotes.toml": f'title = "{LONG_WORD} weeknotes"\ncontact = "us@example.org"\nrepository = "https://example.org/notes"\n',
        "notes/long-words/2026-11-13.md": LONG_NOTE,
        "notes/long-words/_team.md": _team(LONG_WORD),
        "notes/arabic/_team.md": "---\nname: الخدمات الرقمية\nlead: ليلى حداد\n---\n\nنبني الخدمات.\n",
        "notes/arabic/2026-11-13.md": ARABIC_NOTE,
        "notes/japanese/_team.md": "---\nname: デジタル推進課\n---\n",
        "notes/japanese/2026-11-13.md": JAPANESE_NOTE,
        "notes/one-note/2026-11-12.md": DRAFT,
        "notes/one-note/2026-11-20.md": LATE_NOTE,
        "notes/one-note/2026-11-06.md": DEEP_NOTE,
        "glossary.toml": f'HTML = "{LONG_WORD}"\nGDPR = "A regulation"\n{LONG_WORD} = "{LONG_WORD * 3}"\n',
    }
    for number in (1, 2):
        files[f"notes/long-words/2026-10-{10 * number}.md"] = LONG_NOTE.replace("2026-11-13", f"2026-10-{10 * number}")
    for index in range(20):
        day = date(2026, 11, 13) - timedelta(weeks=index)
        files[f"notes/speakers/{day}.md"] = SPEAKERS.format(day=day)
    for index in range(500):
        day = date(2026, 11, 13) - timedelta(weeks=index)
        files[f"notes/prolific/{day}.md"] = (
            f"---\nteam: Prolific\ndate: {day}\nauthor: Team\n---\n\nNote {index} on GDPR.\n\n"
            f"## Bulky waste\n\nForm {index}.\n\n## Extra {index % 20}\n\nText.\n\n## Next\n\n- More.\n"
        )
    write_files(root, files)
    for team in ("long-words", "arabic"):
        (root / f"notes/{team}/huge.png").write_bytes(_png(4000, 3000))
    return root


def _team(name: str) -> str:
    return (
        f"---\nname: {name}\nlead: {name}\ncontact: https://example.org/{name}\nformerly: [Long words, Older]\n"
        f"feedback: us@example.org\nrhythm: weekly\n---\n\n{name * 2}\n\n{WIDE_TABLE}\n"
    )


def _png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xcc" * width) * height)
    return png_of(png_chunk(b"IHDR", header), png_chunk(b"IDAT", rows))
