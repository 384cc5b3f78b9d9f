"""Tasks with a checkbox in web pages and in exports of Word, Confluence and Notion."""

from itertools import islice

from bs4 import Tag
from bs4.element import NavigableString

from weeknotes_site.importer.html.tags import classes_of, following, new_tag

TASK = "wn-task"
"""Placeholder for a task's checkbox."""
TASK_DONE = "[x] "
_TASK_OPEN = "[ ] "
_MOST_BEFORE = 100
"""Tags and texts around the start of a task at the most; pages of boxes alone take quadratic time."""
_BOXES = "input[type=checkbox], .checkbox-on, .checkbox-off"


def mark_tasks(soup: Tag) -> None:
    """Replace each box with a placeholder, and convert paragraphs that start with one to list items."""
    for item in soup.select("ul.inline-task-list > li"):  # Confluence
        item.insert(0, _mark(is_done="checked" in classes_of(item)))
    for box in soup.select(_BOXES):
        is_done = box.has_attr("checked") or "checkbox-on" in classes_of(box)
        box.replace_with(_mark(is_done=is_done))
    for mark in soup.find_all(TASK):
        _settle(mark)


def task_mark(el: Tag) -> str:
    """Return a mark as Markdown."""
    return TASK_DONE if el.has_attr("done") else _TASK_OPEN


def _mark(*, is_done: bool) -> Tag:
    return new_tag(TASK, done="") if is_done else new_tag(TASK)


def _settle(mark: Tag) -> None:
    beside = following(mark)
    if isinstance(beside, Tag) and beside.name == "p":
        beside.insert(0, mark.extract())
    holder, item = mark.find_parent(["p", "li", "td", "th"]), mark.find_parent("li")
    is_first = holder is not None and all(_is_first(mark, one) for one in (holder, item) if one)
    if holder is None or not is_first or mark.find_parent(["td", "th"]):
        mark.replace_with(NavigableString("☑" if mark.has_attr("done") else "☐"))
        return
    if isinstance(after := mark.next_sibling, NavigableString):
        after.replace_with(NavigableString(after.lstrip()))
    if item is None and holder.name == "p":
        _make_item(holder)


def _make_item(paragraph: Tag) -> None:
    """Append a paragraph to the preceding task list as an item."""
    before = paragraph.find_previous_sibling()
    if isinstance(before, Tag) and before.has_attr("tasks"):
        tasks = before
    else:
        tasks = new_tag("ul", tasks="")
        paragraph.insert_before(tasks)
    paragraph.name = "li"
    tasks.append(paragraph.extract())


def _is_first(tag: Tag, holder: Tag) -> bool:
    """Return whether a tag comes before all text in its holder."""
    for before in islice(tag.previous_elements, _MOST_BEFORE):
        if before is holder:
            return True
        if isinstance(before, NavigableString) and before.strip():
            return False
    return False
