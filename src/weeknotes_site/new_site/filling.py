"""Fill in the templates of a new site's files, which contain `@NAME@` for values."""

import re
from importlib.resources import files


def fill_in(template: str, **values: str) -> str:
    """Return a template with its values filled in.

    A multi-line value gets the indentation of its line; an empty value removes its line, or the space after it.
    """
    text = files("weeknotes_site.new_site").joinpath("templates", *template.split("/")).read_text("utf-8")

    def value_of(match: re.Match[str]) -> str:
        indent, alone, within, space = match.groups()
        value = values[alone or within].rstrip("\n")
        if within:
            return f"{value}{space}" if value else ""
        return "".join(f"{indent}{line}".rstrip() + "\n" for line in value.split("\n")) if value else ""

    name = "|".join(values)
    return re.sub(rf"^( *)@({name})@\n|@({name})@( ?)", value_of, text, flags=re.M) if values else text
