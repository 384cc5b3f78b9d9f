"""Texts of a given length that make careless parsers slow or lose text."""

from collections.abc import Callable, Mapping

Make = Callable[[int], str]


def repeat(piece: str, *, head: str = "", tail: str = "") -> Make:
    """Return a repeated piece between a start and an end."""
    return lambda size: head + piece * max(1, (size - len(head) - len(tail)) // len(piece)) + tail


def count(piece: str, *, head: str = "", tail: str = "") -> Make:
    """Return a repeated piece with an increasing number in it."""
    return lambda size: head + "".join(piece.format(i=i) for i in range(size // len(piece))) + tail


def enclose(opening: str, closing: str) -> Make:
    """Return nested pairs of an opening and a closing piece."""
    return lambda size: nest(opening, closing, size // len(opening + closing))


def nest(opening: str, closing: str, depth: int) -> str:
    return opening * depth + "a" + closing * depth


def halves(first: Make, second: Make) -> Make:
    """Return many of one piece, then as many of another."""
    return lambda size: f"{first(size // 2)}\n\n{second(size // 2)}"


def staircase(piece: str, *, step: str = "  ", height: int = 40) -> Make:
    """Return lines of increasing indentation, repeatedly."""
    return lambda size: "".join(
        step * (i % height) + piece for i in range(1 + size // (len(piece) + len(step) * height // 2))
    )


def runs(mark: str, between: str) -> Make:
    """Return runs of a mark of increasing length."""
    return lambda size: "".join(mark * (i + 1) + between for i in range(int((2 * size) ** 0.5)))


WIDE_ROW = "|" + "a|" * 100 + "\n|" + "-|" * 100 + "\n"

TEXTS: Mapping[str, Make] = {
    "nested quotes": repeat("> ", tail="a"),
    "deep quotes in lines": repeat("> " * 40 + "a\n"),
    "a lazy quote": repeat("a\n", head="> a\n"),
    "empty quotes": repeat(">\n"),
    "nested lists": repeat("- ", tail="a"),
    "a staircase of lists": staircase("- a\n"),
    "a staircase of numbers": staircase("1. a\n", step="   ", height=30),
    "empty items": repeat("-\n"),
    "changing marks": repeat("- a\n* b\n+ c\n"),
    "loose items": repeat("- a\n\n"),
    "tasks": repeat("- [ ] a\n"),
    "open brackets": repeat("["),
    "open brackets with words": repeat("[a "),
    "balanced brackets": enclose("[", "]"),
    "brackets 40 deep": repeat(nest("[", "]", 40) + " ", head="[a]: b\n\n"),
    "links": repeat("[a](b) "),
    "links not found where they are": repeat("[a](\\&) "),
    "links on lines": count("[a](b{i}.md)\n"),
    "unclosed links": repeat("[a]("),
    "unclosed link titles": repeat('[a](b "'),
    "nested links": enclose("[", "](b)"),
    "reference definitions": count("[a{i}]: b\n"),
    "reference definitions, used": halves(count("[a{i}]: b\n"), count("[a{i}] ")),
    "labels with a slip": halves(
        count("[a][thequarterlyplanofhousingrepairs{i}]\n"),
        count("[thequarterlyplansofhousingrepairs{i}]: b\n"),
    ),
    "one reference": repeat("[a][a]", head="[a]: b\n\n"),
    "a title over lines": repeat("c\n", head='[a]: b "'),
    "a label over lines": repeat("a\n", head="["),
    "stars": repeat("*"),
    "opening stars": repeat("*a "),
    "opening and closing stars": repeat("a**b"),
    "stars and lines": repeat("*a_ "),
    "nested emphasis": enclose("*a ", " b*"),
    "tildes": repeat("~a~~ "),
    "backticks": repeat("`"),
    "longer and longer backticks": runs("`", "a"),
    "backticks that never match": repeat("`a``"),
    "images": repeat("![a](b.png) "),
    "open images": repeat("![a "),
    "nested images": enclose("![", "](b)"),
    "images in links": repeat("[![a](https://b.example/c.png)](d) "),
    "open images in links": repeat("[![a]("),
    "a wide table": lambda size: "|a" * (size // 8) + "\n" + "|-" * (size // 8) + "\n" + "|a" * (size // 4),
    "a long table": repeat("|a|b|\n", head="|a|b|\n|-|-|\n"),
    "a table with long rows": repeat("|a|b|c|\n", head="|a|b|\n|-|-|\n"),
    "tables with short rows": repeat(WIDE_ROW + "b\n" * 200 + "\n"),
    "small tables": repeat("|a|\n|-|\n|b|\n\n"),
    "escaped pipes": repeat("\\|", head="|a|\n|-|\n|"),
    "footnotes": halves(count("[^{i}] "), count("[^{i}]: a\n\n")),
    "footnotes without references": count("[^{i}]: a\n\n"),
    "references to one footnote": repeat("[^a] ", tail="\n\n[^a]: b\n"),
    "nested footnotes": count("[^{i}]: ", tail="a"),
    "open footnotes": repeat("[^a", tail="\n\n[^a]: b"),
    "footnotes of one name": repeat("[^a]: c [^a]\n\n"),
    "definitions": repeat("a\n: b\n\n"),
    "definitions of one word": repeat(": b\n", head="a\n"),
    "nested definitions": repeat(": ", head="a\n", tail="b"),
    "a staircase of definitions": staircase("a\n: b\n", height=30),
    "abbreviations": halves(count("*[A{i}]: b\n"), count("A{i} ")),
    "a compound of abbreviations": repeat("A-", head="*[A]: b\n\n"),
    "open abbreviations": repeat("*["),
    "entities": repeat("&amp;"),
    "open entities": repeat("&a"),
    "open tags": repeat("<a "),
    "open attributes": repeat('<a b="'),
    "a tag with attributes": repeat(" x=y", head="a <a", tail='"'),
    "tags": repeat("<b>a</b>"),
    "blocks of HTML": repeat("<div>\n\n"),
    "open comments": repeat("a <!-- "),
    "open comments in blocks": repeat("<!-- a\n"),
    "comments": repeat("<!-- - -->"),
    "open instructions": repeat("a <?"),
    "open sections": repeat("a <![CDATA["),
    "autolinks": repeat("<https://a.b>"),
    "open autolinks": repeat("<https://a"),
    "a mail address": repeat("a.", head="<a@", tail="!>"),
    "addresses": repeat("https://a.b "),
    "an address and brackets": repeat(")", head="https://a.b/"),
    "addresses and brackets": repeat("https://a.b/" + ")" * 150 + " "),
    "an address and entities": repeat("&a;", head="https://a.b/c"),
    "addresses in brackets": repeat("(https://a.b/"),
    "equal headings": repeat("# a\n"),
    "headings whose numbers are taken": halves(count("# a-{i}\n"), repeat("# a\n")),
    "underlined headings": repeat("a\n=\n"),
    "hashes": repeat("#", head="# a "),
    "rules": repeat("* ", tail="a"),
    "open fences": repeat("> ```\n"),
    "code": repeat("x = '(\n", head="```python\n"),
    "backslashes": repeat("\\"),
    "hard breaks": repeat("a  \n"),
    "spaces": repeat(" ", head="a", tail="b"),
    "one word": repeat("a"),
    "paragraphs": repeat("a\n\n"),
    "lines with colons": repeat("a: b\n"),
    "exclamation marks": repeat("!"),
    "alerts": repeat("> [!NOTE]\n> a\n\n"),
    "refused schemes": repeat("[a](javascript:b)\n\n"),
}
