"""A language for tests, `qps`, in which each letter is `ж`, so that untranslated English stands out."""

import json
import re
from pathlib import Path

from babel.messages.catalog import Catalog

import catalogs
from weeknotes_site.languages import language

TAG = "qps"
_KEPT = re.compile(r"(<[^>]*>|%\(\w+\)s|&\w+;)")


def pseudo(text: str) -> str:
    """Return a message with its letters replaced, except in tags, entities and placeholders."""
    parts = _KEPT.split(text)
    parts[::2] = [re.sub("[A-Za-z]", "ж", part) for part in parts[::2]]
    return "".join(parts)


def write_pseudo_language(folder: Path) -> None:
    """Write the language's files, beside those of English, as which other tags go."""
    catalog = Catalog(locale="en", fuzzy=False)
    for message in catalogs.extract():
        if message.id:
            texts = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
            forms = tuple(pseudo(str(text)) for text in texts)
            catalog.add(message.id, forms if len(forms) > 1 else forms[0], context=message.context)
    (folder / f"{TAG}.mo").write_bytes(catalogs.as_mo(catalog))
    english = (language.FOLDER / "en.json").read_text("utf-8")
    (folder / "en.json").write_text(english, "utf-8")
    data = json.loads(english)
    dates = data["cldr"]["dates"]
    dates["months"] = [pseudo(month) for month in dates["months"]]
    for name in ("conjunction", "disjunction"):
        data["cldr"][name] = {key: pseudo(value) for key, value in data["cldr"][name].items()}
    (folder / f"{TAG}.json").write_text(json.dumps(data), "utf-8")
