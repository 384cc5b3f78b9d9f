"""Footnotes, based on the plugin, which silently drops some of them."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin


def footnotes_plugin(parser: MarkdownIt) -> None:
    """Add footnotes to a parser."""
    parser.use(footnote_plugin, inline=False)
    parser.core.ruler.before("footnote_tail", "footnote_definitions", _keep_definitions)
    parser.core.ruler.after("footnote_tail", "footnote_anchors", _drop_dangling_anchors)


def _keep_definitions(state: StateCore) -> None:
    """Move definitions after the text; nested ones become siblings, because the plugin keeps only the inner one.

    Unreferenced and duplicate definitions come last.
    """
    if "footnotes" not in state.env:
        return
    text: list[Token] = []
    defined: dict[str, list[Token]] = {}
    opened: list[list[Token]] = []
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            opened.append([token])
        elif token.type == "footnote_reference_close":
            tokens = [*opened.pop(), token]
            label = _own_label(state.env["footnotes"], tokens[0].meta["label"], defined)
            tokens[0].meta["label"] = label
            defined[label] = tokens
        else:
            (opened[-1] if opened else text).append(token)
    state.tokens = [*text, *(token for tokens in defined.values() for token in tokens)]


def _own_label(footnotes: dict[str, dict[str, int]], label: str, taken: dict[str, list[Token]]) -> str:
    """Return a definition's label, or a new one if the label is taken or unreferenced."""
    if label not in taken and footnotes["refs"][f":{label}"] >= 0:
        return label
    shown: dict[int, dict[str, object]] = footnotes["list"]  # type: ignore[assignment]
    own = f"{label} {len(shown)}"  # written labels have no spaces
    shown[len(shown)] = {"label": own, "count": 0}
    return own


def _drop_dangling_anchors(state: StateCore) -> None:
    """Remove back links to references that are not on the page, such as those in alt texts."""
    if "footnotes" not in state.env:
        return
    present = {
        (child.meta["id"], child.meta["subId"])
        for token in state.tokens
        for child in token.children or ()
        if child.type == "footnote_ref"
    }
    state.tokens = [
        token
        for token in state.tokens
        if token.type != "footnote_anchor" or (token.meta["id"], token.meta["subId"]) in present
    ]
