"""Smaller things that an import must keep: literal text, addresses, ticks, and reasons for unread files."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import parse_xml

from importer.trying import PNG, body, check, imported, keys, notes, report, run, write
from importer.word_files import word_file

POST = "---\ntitle: Week 3\ndate: 2023-01-20\n{}---\n{}\n"


def one(tmp_path: Path, files: dict[str, str | bytes]) -> str:
    imported(tmp_path / "site", write(tmp_path / "old", files), "--team", "Repairs")
    (text,) = notes(tmp_path / "site").values()
    return text


@pytest.mark.parametrize("tag", ["raw", "verbatim"])
def test_raw_blocks_of_a_generator_are_kept(tag: str, tmp_path: Path) -> None:
    text = f"{{% {tag} %}}Use {{{{ handlebars }}}} and {{% if %}}.{{% end{tag} %}} Then {{{{ gone }}}}."
    found = one(tmp_path, {"_config.yml": "title: x", "_posts/2023-01-20-a.md": POST.format("", text)})
    assert body(found) == "Use {{ handlebars }} and {% if %}. Then ."
    assert "`{{ gone }}` was left out" in report(tmp_path / "site")
    assert "handlebars" not in report(tmp_path / "site")


def test_a_pages_own_path_is_its_old_address(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "config.toml": 'base_url = "https://old.example"\n',
        "content/a.md": '+++\ntitle = "Week 3"\ndate = 2023-01-20\npath = "custom/b"\n+++\nDry.\n',
    }
    assert keys(one(tmp_path, files))["formerly"] == "[custom/b/index.html]"


def test_a_picture_with_a_space_in_its_name_is_imported(tmp_path: Path) -> None:
    text = '![The board]({{ "/assets/my board.png" | relative_url }})'
    files: dict[str, str | bytes] = {"_config.yml": "title: x", "assets/my board.png": PNG}
    found = one(tmp_path, {**files, "_posts/2023-01-20-a.md": POST.format("", text)})
    assert body(found) == "![The board](2023-01-20-my-board.png)"
    check(tmp_path / "site")


@pytest.mark.parametrize(
    "tasks",
    [
        '<ul class="inline-task-list"><li class="checked"><span>Ring</span></li><li><span>Van</span></li></ul>',
        '<ul><li><input type="checkbox" checked disabled> Ring</li><li><input type="checkbox"> Van</li></ul>',
        '<ul><li><p><input type="checkbox" checked> Ring</p></li><li><p><input type="checkbox"> Van</p></li></ul>',
        '<p><input type="checkbox" checked> Ring</p><p><input type="checkbox"> Van</p>',
        '<ul class="to-do-list"><li><div class="checkbox checkbox-on"></div><span>Ring</span></li>'
        '<li><div class="checkbox checkbox-off"></div><span>Van</span></li></ul>',
    ],
)
def test_task_lists_keep_their_ticks(tasks: str, tmp_path: Path) -> None:
    page = f"<title>Week 3</title><article><p>Dry.</p>{tasks}</article>"
    assert body(one(tmp_path, {"2023-01-20.html": page})) == "Dry.\n\n- [x] Ring\n- [ ] Van"
    check(tmp_path / "site")


def test_a_checkbox_in_text_or_a_table_becomes_a_character(tmp_path: Path) -> None:
    box = '<input type="checkbox" checked>'
    page = f"<article><p>We ticked {box} it.</p><table><tr><th>A</th></tr><tr><td>{box} x</td></tr></table></article>"
    assert body(one(tmp_path, {"2023-01-20.html": page})) == "We ticked ☑ it.\n\n| A |\n| --- |\n| ☑ x |"


def test_task_lists_of_word_files_keep_their_ticks(tmp_path: Path) -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    w += 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    box = (
        "<w:sdt {}><w:sdtPr><w14:checkbox><w14:checked w14:val='{}'/></w14:checkbox></w:sdtPr>"
        "<w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
    )

    def fill(document: Any) -> None:
        for state, text in ((1, " Ring"), (0, " Van")):
            paragraph = document.add_paragraph()
            paragraph._p.append(parse_xml(box.format(w, state)))
            paragraph.add_run(text)

    assert body(one(tmp_path, {"2023-01-20.docx": word_file(fill)})) == "- [x] Ring\n- [ ] Van"


def test_unreadable_front_matter_is_reported_as_the_reason(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "---\ntitle: Week: 3: x\ndate: [\n---\nDry.\n"})
    output = run(tmp_path / "site", tmp_path / "a.md", "--team", "Repairs").output
    assert "its front matter could not be read: " in output
    assert "its front matter could not be read: " in report(tmp_path / "site")


def test_a_document_nested_too_deeply_is_refused_with_a_message(tmp_path: Path) -> None:
    start, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    text = f"<w:body>{start * 3000}<w:p/>{end * 3000}</w:body>"
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(tmp_path / "2023-01-20.docx", "w") as archive:
        types = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", f"<w:document xmlns:w='{name}'>{text}</w:document>")
    output = run(tmp_path / "site", tmp_path / "2023-01-20.docx", "--team", "Repairs").output
    assert "2023-01-20.docx: it could not be read: it nests deeper than any document" in output
