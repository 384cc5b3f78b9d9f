"""Templates of a new site's files: `@NAME@` stands for a value."""

import re
from importlib.resources import files


def fill_in(template: str, **values: str) -> str:
    """Return a template with its values.

    A value alone on its line takes that line's indentation; an empty one leaves neither its line nor a space.
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
