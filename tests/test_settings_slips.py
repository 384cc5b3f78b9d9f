"""Mistakes in settings, including invalid TOML, are reported at their line with what to write."""

import pytest
from click.testing import Result

from commands import weeknotes
from conftest import MakeSite

NOTE = "---\ndate: 2022-01-21\nauthor: Ann Lee\n---\n\nThe boiler is warm.\n"


def check(make_site: MakeSite, files: dict[str, str]) -> Result:
    """Check a site with one good note."""
    root = make_site({**files, "notes/repairs/2022-01-21.md": NOTE})
    return weeknotes(root, "check", "--as-of", "2022-03-01")


@pytest.mark.parametrize(
    ("settings", "line", "hint"),
    [
        ("public = yes", 1, "write `public = true`"),
        ("public = False # not yet", 1, "write `public = false`"),
        ("title = Our weeknotes # of all teams", 1, 'write `title = "Our weeknotes"`'),
        ("title = “Our weeknotes”", 1, 'write `title = "Our weeknotes"`'),
        ("base_url: https://notes.example/", 1, 'write `base_url = "https://notes.example/"`'),
        ('title == "Our weeknotes"', 1, 'write `title = "Our weeknotes"`'),
        ("title =", 1, 'write `title = "…"`'),
        ('public = true\ntitle = "Our weeknotes', 2, 'write `title = "Our weeknotes"`'),
        ("title = 'Our weeknotes\npublic = true", 1, 'write `title = "Our weeknotes"`'),
        ('title = "The "quick" team"', 1, "write `title = 'The \"quick\" team'`"),
        ('logo = { file = "a.svg" alt = "Us" }', 1, "commas between entries"),
        ("across = [1, 2\npublic = true", 2, "close the bracket or quotation mark"),
        ("# don't edit\nmenu = [\n  '[a',  # ask Bo's team\npublic = true", 4, "close the bracket"),
        ("# don't edit\npublic = true\nmenu = [\n  \"it's\",\n", 3, "close each bracket"),
        ('public = true\nfooter = """\nit\'s [warm]\n', 2, "write `footer"),
        ('[digest\nto = "a@notes.example"', 1, "write `[digest]`"),
        ('title = "A"; public = true', 1, 'write `key = "value"`, each on a line of its own'),
        ('title = "He said "no""', 1, "write `title = 'He said \"no\"'`"),
        ('title = "It\'s "on""', 1, 'write `title = "It\'s \\"on\\""`'),
        ('title\xa0= "Ours"', 1, 'write `title = "Ours"`'),
        ("\u200btitle = “Ours”", 1, 'write `title = "Ours"`'),
        ("// of all teams\npublic = true", 1, "write `# of all teams`"),
        ('<<<<<<< HEAD\ntitle = "A"\n=======\ntitle = "B"\n>>>>>>> main', 1, "keep the lines you want"),
        ('menu = [\n  { title = "About",\n    target = "a.html" },\n]', 2, "between `{` and `}` on one line"),
    ],
)
def test_a_line_that_is_not_toml_is_shown_as_it_should_be(
    make_site: MakeSite, settings: str, line: int, hint: str
) -> None:
    result = check(make_site, {"weeknotes.toml": f"{settings}\n"})
    assert result.exit_code == 2
    assert f"weeknotes.toml:{line}:" in result.output
    assert "error[invalid-config]" in result.output
    assert hint in result.output


@pytest.mark.parametrize(
    ("settings", "key", "line"),
    [
        ('title = "A"\npublic = true\ntitle = "B"', "title", 3),
        ('[digest]\nto = "a@notes.example"\n[checks]\n[digest]', "digest", 4),
        ('[digest]\nto = "a@notes.example"\nto = "b@notes.example"', "digest.to", 3),
    ],
)
def test_a_duplicate_key_is_reported_at_the_second(make_site: MakeSite, settings: str, key: str, line: int) -> None:
    result = check(make_site, {"weeknotes.toml": f"{settings}\n"})
    assert f"weeknotes.toml:{line}:1" in result.output or f"weeknotes.toml:{line}:2" in result.output
    assert f"`{key}` is given twice" in result.output


def test_a_key_in_a_multiline_string_is_not_a_duplicate(make_site: MakeSite) -> None:
    settings = 'title = "A"\nfooter = """\ntitle = "it\'s"\n""" # don\'t\npublic = yes\n'
    result = check(make_site, {"weeknotes.toml": settings})
    assert "weeknotes.toml:5:" in result.output
    assert "write `public = true`" in result.output


@pytest.mark.parametrize(
    ("settings", "hint"),
    [
        ('people = "false"', "people = false"),
        ('public = "no"', "public = false"),
        ('[accessibility]\nstatus = "Full"', 'status = "full"'),
        ('[threads]\nnotes = "4"', "notes = 4"),
        ('[threads]\nexclude = "Doors, The numbers"', 'exclude = ["Doors", "The numbers"]'),
        ('checks.ignore = "raw-html"', 'checks.ignore = ["raw-html"]'),
        ('[checks]\nignore = "raw-html"', 'ignore = ["raw-html"]'),
        ('contact = "about.html"', 'contact = "https://weeknotes.example/about.html"'),
        ('feedback = "_pages/about.md#us"', 'feedback = "https://weeknotes.example/about.html#us"'),
        ("threads.notes = 1", "threads.notes = 3"),
        ('digest.to = "x"', 'digest.to = "Weeknotes <weeknotes@council.example>"'),
        ('languages = "en, cy"', 'languages = ["en", "cy"]'),
        ('checks.ignore = [{ code = "raw-html", before = "May" }]', "before = 2026-11-23"),
    ],
)
def test_a_hint_has_the_value_in_the_form_that_the_setting_accepts(
    make_site: MakeSite, settings: str, hint: str
) -> None:
    result = check(make_site, {"weeknotes.toml": settings})
    assert hint in result.output.partition("hint: ")[2]
    if "May" not in settings:
        assert check(make_site, {"weeknotes.toml": settings.rpartition("\n")[0] + f"\n{hint}"}).exit_code in (0, 1)


@pytest.mark.parametrize(
    ("settings", "hint"),
    [
        ('[accessibility]\nstatus = "full"\nissues = ["Charts."]', 'write `status = "partial"`, or delete the issues'),
        ('[accessibility]\nstatus = "partial"', 'write `issues = ["'),
        ('accessibility.status = "none"', 'write `accessibility.issues = ["'),
    ],
)
def test_an_accessibility_statement_that_contradicts_itself_is_an_error(
    make_site: MakeSite, settings: str, hint: str
) -> None:
    result = check(make_site, {"weeknotes.toml": f"{settings}\n"})
    assert result.exit_code == 2
    assert result.output.partition("hint: ")[2].startswith(hint)


@pytest.mark.parametrize("target", ["/about.html", "/teams/index.html"])
def test_a_target_from_the_root_is_suggested_without_its_slash(make_site: MakeSite, target: str) -> None:
    settings = f'menu = [{{ title = "About", target = "{target}" }}]\n'
    result = check(make_site, {"weeknotes.toml": settings, "notes/_pages/about.md": "About us.\n"})
    assert f"hint: did you mean `{target[1:]}`?" in result.output


@pytest.mark.parametrize(
    ("glossary", "hint"),
    [
        ('GOV.UK = "government"', 'write `"GOV.UK" = "…"` for a word with a dot'),
        ('[PR]\nrepairs = "poll rating"\nMTFH = "modern tools"', "move another word above the first `[…]`"),
    ],
)
def test_a_word_read_as_a_team_gets_a_hint(make_site: MakeSite, glossary: str, hint: str) -> None:
    result = check(make_site, {"glossary.toml": f"{glossary}\n"})
    assert hint in result.output


def test_a_setting_below_a_table_gets_a_hint_to_move_it(make_site: MakeSite) -> None:
    settings = 'brand = "#7a1f5c"\n\n[digest]\nto = "a@notes.example"\nbrand = "#14508c"\n'
    result = check(make_site, {"weeknotes.toml": settings})
    assert "weeknotes.toml:5:1: error[unknown-setting]: `digest.brand` is not a setting" in result.output
    assert "hint: move it above the first `[…]`" in result.output


@pytest.mark.parametrize(
    ("table", "hint"),
    [
        ('[brand]\ncolour = "#7a1f5c"', 'write `brand = "…"` above the first `[…]`'),
        ("[threads.show]\nrepairs = true", "write `threads.show = true` above the first `[…]`"),
        ('[glossary]\nPR = "poll rating"', "write `glossary = true` above the first `[…]`, and move the words into"),
    ],
)
def test_a_table_for_a_single_value_gets_a_hint_to_delete_it(make_site: MakeSite, table: str, hint: str) -> None:
    result = check(make_site, {"weeknotes.toml": f"{table}\n"})
    assert hint in result.output


def test_words_of_a_glossary_are_found_below_their_own_heading(make_site: MakeSite) -> None:
    glossary = '"D&I" = "Diversity"\nPDS = ""\n'
    result = check(make_site, {"glossary.toml": glossary})
    assert "glossary.toml:2:1: error[glossary-entry]" in result.output


@pytest.mark.parametrize("title", ["", "  "])
def test_a_site_needs_a_title(make_site: MakeSite, title: str) -> None:
    result = check(make_site, {"weeknotes.toml": f'title = "{title}"\n'})
    assert result.exit_code == 2
    assert "weeknotes.toml:1:1: error[wrong-setting]: `title` is empty" in result.output


@pytest.mark.parametrize(
    ("branch", "meant"),
    [
        ("", "main"),
        (" ", "main"),
        ("/main", "main"),
        ("refs/heads/trunk", "trunk"),
        ("my notes", "main"),
        ("a..b", "main"),
        ("notes.lock", "main"),
        ("@", "main"),
    ],
)
def test_an_invalid_branch_name_is_reported(make_site: MakeSite, branch: str, meant: str) -> None:
    repository = 'repository = "https://github.com/westmarch/weeknotes"\n'
    result = check(make_site, {"weeknotes.toml": f'{repository}branch = "{branch}"\n'})
    assert result.exit_code == 2
    assert "weeknotes.toml:2:1: error[wrong-setting]" in result.output
    assert f'write `branch = "{meant}"`' in result.output


@pytest.mark.parametrize("branch", ["main", "feature/a-b_c.1", "übersicht", "v1.0", "a@b"])
def test_any_branch_of_git_is_accepted(make_site: MakeSite, branch: str) -> None:
    assert check(make_site, {"weeknotes.toml": f'branch = "{branch}"\n'}).exit_code == 0


def test_several_mistakes_are_reported_from_top_to_bottom(make_site: MakeSite) -> None:
    output = check(make_site, {"weeknotes.toml": "public = yes\ntitle = Our weeknotes\npublic = no\n"}).output
    errors = [line for line in output.splitlines() if "error[" in line]
    assert [line.split(":")[1] for line in errors] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("purple", "#800080"),
        (" Dark Red ", "#8b0000"),
        ("yellow", "#717100"),
        ("gray", "#6d6d6d"),
        ("rgb(20, 80, 140)", "#14508c"),
        ("RGB(122 31 92)", "#7a1f5c"),
        ("our blue", "#14508c"),
    ],
)
def test_a_colour_in_another_form_is_suggested_as_digits(written: str, right: str, make_site: MakeSite) -> None:
    result = check(make_site, {"weeknotes.toml": f'brand = "{written}"\n'})
    assert f'write `brand = "{right}"`' in result.output
    again = check(make_site, {"weeknotes.toml": f'brand = "{right}"\n'})
    assert "no problems found" in again.output


@pytest.mark.parametrize(
    ("settings", "says", "hint"),
    [
        ("threads = false", "expected a table", "write `threads.show = false`"),
        ('across = ["asks"]', "expected a table", 'write `across.show = ["asks"]`'),
        ('checks = ["raw-html"]', "expected a table", 'write `checks.ignore = ["raw-html"]`'),
        ('checks.ignore = [{ code = "raw-html", after = 2024-01-01 }]', "`after` is not part of an entry", "before ="),
        ("[threads]\nnotes = 99999999999999999999", "larger than 10,000", "write `notes = 3`"),
        ("[threads]\nnotes = -99999999999999999999", "larger than 10,000", "write `notes = 3`"),
        ('brand = "#7a1f5cff"', "is not a colour", 'write `brand = "#7a1f5c"`'),
        ('brand = "#a1cf"', "is not a colour", 'write `brand = "#aa11cc"`'),
        ('language = "en_GB.UTF-8"', "is not a language tag", 'write `language = "en-GB"`'),
        ('link_schemes = ["slack:"]', "`slack:` is not the name of a scheme", 'write `"slack"`'),
        ('[weeknotes]\ntitle = "A"', "`weeknotes` is not a setting", "delete the line `[weeknotes]`"),
        ('[tool.weeknotes]\ntitle = "A"', "`tool` is not a setting", "delete the line `[tool.weeknotes]`"),
    ],
)
def test_a_setting_of_another_type_or_name_is_shown_as_it_should_be(
    make_site: MakeSite, settings: str, says: str, hint: str
) -> None:
    result = check(make_site, {"weeknotes.toml": f"{settings}\n"})
    assert result.exit_code == 2
    assert says in result.output
    assert hint in result.output


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            '[translations.cy]\ntitel = "Nodiadau"',
            "weeknotes.toml:3:1: error[unknown-setting]: `translations.cy.titel`",
        ),
        ("[translations.cy]\npublic = true", "weeknotes.toml:3:1: error[unknown-setting]: `translations.cy.public`"),
        ('[translations.cy]\nmenu = "x"', 'write `menu = [{ title = "About", target = "about.html" }]`'),
        ('[translations.cy.accessibility]\nissues = "x"', 'write `issues = ["x"]`'),
        ('[translations]\ntitle = "Nodiadau"', "invalid value for `translations`"),
        ('[translations.en]\ntitle = "Notes"', "is for the site's own language"),
    ],
)
def test_a_mistake_in_translated_settings_is_reported_at_its_line(make_site: MakeSite, lines: str, told: str) -> None:
    result = check(make_site, {"weeknotes.toml": f'languages = ["en", "cy"]\n{lines}\n'})
    assert result.exit_code == 2
    assert told in result.output


def test_a_meaning_with_a_line_break_is_not_called_too_long(make_site: MakeSite) -> None:
    output = check(make_site, {"glossary.toml": 'API = "one\\ntwo"\n'}).output
    assert "write it without line breaks" in output
