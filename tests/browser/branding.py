"""A small site with every branding setting, at its most awkward: a wide logo, a long menu, long words."""

from pathlib import Path

from browser.stress import WIDE_TABLE
from folders import write_files

LONG_WORD = "Straßenverkehrszulassungsstellenangelegenheiten"
SETTINGS = f"""base_url = "https://weeknotes.example/"
title = "Westmarch weeknotes"
description = "What the digital teams of Westmarch Council and the {LONG_WORD} did each week."
logo = {{ file = "logo.svg", alt = "Westmarch Council" }}
brand = "#7a1f5c"
footer = "By [Westmarch Council](https://westmarch.example/), {LONG_WORD}. [What these notes are](about.html)."
menu = [
  {{ title = "About", target = "about.html" }},
  {{ title = "Council", target = "https://westmarch.example/" }},
]
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 32"><rect width="96" height="32" fill="#7a1f5c"/></svg>'
ABOUT = f"""---
title: About these notes and the {LONG_WORD}
lang: en-GB
---

We look after the pumps. See [our first note](../repairs/2026-11-13.md).

## Who writes them

{WIDE_TABLE}

- [ ] {LONG_WORD * 3}

```python
print("{LONG_WORD * 3}")
```
"""
NOTE = (
    "---\ndate: 2026-11-13\nauthor: Ann Lee\ntags: [heat]\n---\n\nThe boiler is warm. See [us](../_pages/about.md).\n"
)


def write_branding_site(root: Path) -> Path:
    """Write the site and return its folder."""
    files = {
        "weeknotes.toml": SETTINGS,
        "static/logo.svg": LOGO,
        "static/assets/site.css": ".note-body > p:first-child { font-weight: 600 }\n",
        "notes/_pages/about.md": ABOUT,
        "notes/repairs/2026-11-13.md": NOTE,
    }
    return write_files(root, files)
