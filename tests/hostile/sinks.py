"""Every place that a writer's text can reach, and a site with a payload in each."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from folders import write_files
from hostile.payloads import PAYLOADS

PICTURE = bytes.fromhex("47494638396101000100000000002c00000000010001000002024401003b")


def _note(front_matter: str, body: str) -> str:
    return f"---\ndate: 2022-01-24\n{front_matter}\n---\n\nWe moved the queue.\n\n{body}\n"


def _key(key: str) -> Callable[[str], str]:
    author = "" if key == "author" else "author: Ann Lee\n"
    return lambda payload: _note(f"{author}{key}: {json.dumps(payload)}", "")


def _body(template: str) -> Callable[[str], str]:
    return lambda payload: _note("author: Ann Lee", template.replace("PAYLOAD", payload))


def _line(template: str) -> Callable[[str], str]:
    return lambda payload: _note("author: Ann Lee", template.replace("PAYLOAD", " ".join(payload.split())))


NOTE_SINKS: Mapping[str, Callable[[str], str]] = {
    "title": _key("title"),
    "author": _key("author"),
    "summary": _key("summary"),
    "tag": lambda payload: _note(f"author: Ann Lee\ntags: [{json.dumps(payload)}]", ""),
    "permanent id": _key("id"),
    "extra": lambda payload: _note(f"author: Ann Lee\nextra: {{x: {json.dumps(payload)}}}", ""),
    "first heading": lambda payload: (
        f"---\ndate: 2022-01-24\nauthor: Ann Lee\n---\n\n# {' '.join(payload.split())}\n\nText.\n"
    ),
    "heading": _line("## PAYLOAD"),
    "paragraph": _body("PAYLOAD"),
    "list item": _line("- PAYLOAD"),
    "task": _line("- [ ] PAYLOAD"),
    "quote": _line("> PAYLOAD"),
    "alert": _line("> [!NOTE]\n> PAYLOAD"),
    "emphasis": _line("**PAYLOAD**"),
    "code": _line("``PAYLOAD``"),
    "code fence": _body("~~~~\nPAYLOAD\n~~~~"),
    "code fence's language": _line("~~~~ PAYLOAD\nx\n~~~~"),
    "highlighted code": _body("~~~~html\nPAYLOAD\n~~~~"),
    "indented code": _line("    PAYLOAD"),
    "table head": _line("| PAYLOAD | b |\n|---|--:|\n| 1 | 2 |"),
    "table cell": _line("| a | b |\n|---|--:|\n| PAYLOAD | 2 |"),
    "footnote's label": _line("x[^PAYLOAD]\n\n[^PAYLOAD]: text"),
    "footnote": _line("x[^1]\n\n[^1]: PAYLOAD"),
    "abbreviation": _line("*[MTFH]: PAYLOAD\n\nMTFH"),
    "definition": _line("PAYLOAD\n: PAYLOAD"),
    "link's text": _line("[PAYLOAD](https://example.org/)"),
    "link's address": _line("[x](<PAYLOAD>)"),
    "link's address, relative": _line("[x](./<PAYLOAD>)"),
    "link's query": _line("[x](<https://example.org/?PAYLOAD>)"),
    "link's title": _line('[x](https://example.org/ "PAYLOAD")'),
    "link's definition": _line("[x][y]\n\n[y]: <PAYLOAD>"),
    "autolink": _line("<https://example.org/PAYLOAD>"),
    "bare address": _line("https://example.org/PAYLOAD"),
    "fragment": _line("[x](#PAYLOAD)"),
    "picture's words": _line("![PAYLOAD](../queue.gif)"),
    "picture's title": _line('![x](../queue.gif "PAYLOAD")'),
    "picture's address": _line("![x](<PAYLOAD>)"),
    "HTML": _body("<div>\nPAYLOAD\n</div>"),
    "HTML in a line": _line("x <b>PAYLOAD</b> y"),
    "HTML attribute": _line('<b title="PAYLOAD">x</b>'),
    "HTML attribute, unquoted": _line("<b title=PAYLOAD>x</b>"),
    "HTML address": _line('<a href="PAYLOAD">x</a>'),
    "HTML picture": _line('<img src="PAYLOAD" alt="PAYLOAD">'),
    "HTML comment": _line("<!-- PAYLOAD -->"),
}


def _team(key: str) -> Callable[[str], str]:
    return lambda payload: f"---\n{key}: {json.dumps(payload)}\n---\n\nAbout us.\n"


TEAM_SINKS: Mapping[str, Callable[[str], str]] = {
    "team's name": _team("name"),
    "team's former name": _team("formerly"),
    "team's lead": _team("lead"),
    "team's contact": _team("contact"),
    "team's feedback": _team("feedback"),
    "team's text": lambda payload: f"---\nlead: Ann Lee\n---\n\n{payload}\n",
}
FILE_SINKS = ("file's name", "folder's name", "attachment's name")
CONFIG = 'title = "Weeknotes"\nbase_url = "https://weeknotes.example/"\npublic = true\nrepository = "https://git.example/x/y"\n'


def every_pair() -> list[tuple[int, str]]:
    """Return all pairs of a payload's number and a sink's name."""
    names = (*NOTE_SINKS, *TEAM_SINKS, *FILE_SINKS)
    return [(number, name) for number in range(len(PAYLOADS)) for name in names]


def write_site(root: Path, pairs: Iterable[tuple[int, str]]) -> None:
    """Write a site in which each pair has its own team and note."""
    files: dict[str, str | bytes] = {"weeknotes.toml": CONFIG, "notes/queue.gif": PICTURE}
    for index, (number, sink) in enumerate(pairs):
        folder, payload = f"notes/team-{index}", PAYLOADS[number]
        plain = _note("author: Ann Lee", "")
        if sink in NOTE_SINKS:
            files[f"{folder}/2022-01-24.md"] = NOTE_SINKS[sink](payload)
        elif sink in TEAM_SINKS:
            files[f"{folder}/_team.md"] = TEAM_SINKS[sink](f"{payload} {index}" if "name" in sink else payload)
            files[f"{folder}/2022-01-24.md"] = plain
        elif sink == "file's name":
            files[f"{folder}/{_as_name(payload)}.md"] = plain
        elif sink == "folder's name":
            files[f"{folder} {_as_name(payload)}/2022-01-24.md"] = plain
        else:
            files[f"{folder}/{_as_name(payload)}.csv"] = "a,b"
            files[f"{folder}/2022-01-24.md"] = _note("author: Ann Lee", f"[Rows](<{_as_name(payload)}.csv>)")
    write_files(root, files)


def _as_name(payload: str) -> str:
    return payload.replace("/", "_").replace("\0", "")[:60]
