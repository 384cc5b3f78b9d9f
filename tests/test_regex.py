"""Patterns are compiled when first used, because most look for mistakes that few notes have."""

import re
import subprocess
import sys

from conftest import MakeSite
from weeknotes_site.regex import regex

NOTE = "---\ndate: 2022-01-21\nauthor: Bo Ek\n---\n\nThe boiler is warm.\n"


def test_a_pattern_does_what_re_does() -> None:
    ours, theirs = regex(r"(\w)(\d+)", re.I), re.compile(r"(\w)(\d+)", re.I)
    text = "A1, b22"
    assert ours.sub(r"\2", text) == theirs.sub(r"\2", text)
    assert [match.groups() for match in ours.finditer(text)] == [match.groups() for match in theirs.finditer(text)]
    assert (ours.pattern, ours.groups) == (theirs.pattern, theirs.groups)
    assert regex(rb"\d").findall(b"a1") == [b"1"]


def test_no_module_of_a_build_compiles_patterns_when_imported(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": NOTE})
    code = f"""
import re, sys
compile_now, early = re.compile, set()
def watched(*pattern, **flags):
    caller = sys._getframe(1)
    if caller.f_code.co_name == "<module>":
        early.add(caller.f_globals["__name__"])
    return compile_now(*pattern, **flags)
re.compile = watched
from weeknotes_site.cli import main
main(['--root', {str(root)!r}, 'build', '--base-url', 'https://weeknotes.example/'], standalone_mode=False)
print('early:', *sorted(early))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    early = done.stdout.splitlines()[-1].split()[1:]
    assert "jinja2.lexer" in early  # libraries do
    assert [name for name in early if name.startswith("weeknotes_site")] == []
