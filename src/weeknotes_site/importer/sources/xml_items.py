"""Items of an XML export, one at a time and without any entity or network access."""

from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

from weeknotes_site.importer.sources.files import RefusedError
from weeknotes_site.importer.sources.xml_bytes import CleanXml

Element = Any
"""An lxml element; the library's own types are private."""
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_pis": True,
    "remove_comments": True,
    "huge_tree": False,
}
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://www.w3.org/2005/Atom": "atom",
    "http://www.w3.org/2007/app": "app",
    "http://purl.org/atom/app#": "app",
    "http://schemas.google.com/blogger/2018": "blogger",
    "http://purl.org/rss/1.0/": "",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
}
_MAX_ROOT_SEARCH = 200_000


def root_tag(content: IO[bytes]) -> tuple[str, frozenset[str]]:
    """Return the root's tag and its namespaces, as `{namespace}name`; empty if this is not XML."""
    parser = etree.XMLPullParser(events=("start",), recover=True, **_SAFE)
    try:
        parser.feed(content.read(_MAX_ROOT_SEARCH))
        for _, element in parser.read_events():
            return _name(element), frozenset(filter(None, element.nsmap.values()))
    except etree.LxmlError:
        pass
    return "", frozenset()


def parse_part(content: bytes) -> Element:
    """Parse one XML file of an archive, whole."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def write_part(root: Element) -> bytes:
    """Write such a file."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def is_wordpress(namespace: str) -> bool:
    """Return whether a namespace is that of WordPress exports; some write it with `https`."""
    return namespace.startswith(("http://wordpress.org/export/", "https://wordpress.org/export/"))


class Items:
    """Yields elements of some names as they end, and frees each before the next."""

    def __init__(self, content: IO[bytes], names: frozenset[str]) -> None:
        self._content = content
        self._names = names
        self.damage = ""
        """Where the XML is broken, once that part has been read."""

    def __iter__(self) -> Iterator[Element]:
        context = etree.iterparse(CleanXml(self._content), events=("start", "end"), recover=True, **_SAFE)
        try:
            for at, (event, element) in enumerate(context):
                if at == 0:
                    _refuse_entities(element)
                if event == "end" and _name(element) in self._names:
                    self._note_damage(context)
                    yield element
                    _forget(element)
        except etree.XMLSyntaxError as failure:
            self.damage = self.damage or f"line {failure.lineno or 1}: {failure.msg}"
        self._note_damage(context)

    def _note_damage(self, context: Any) -> None:
        errors = [one for one in context.error_log if one.level_name == "FATAL"]
        if errors and not self.damage:
            self.damage = f"line {errors[0].line}: {errors[0].message}"


def child_text(element: Element, name: str) -> str:
    """Return the text of a child by its name, `prefix:name` for well-known namespaces; empty if it is missing."""
    for child in element:
        if _name(child) == name:
            return "".join(child.itertext()).strip() if len(child) else (child.text or "").strip()
    return ""


def children(element: Element, name: str) -> list[Element]:
    """Return the children of a name."""
    return [child for child in element if _name(child) == name]


def inner_xml(element: Element) -> str:
    """Return an element's content as markup, without namespace prefixes."""
    text = element.text or ""
    for child in element:
        text += etree.tostring(child, encoding="unicode")
    return text


def _name(element: Element) -> str:
    """Return `wp:status` and the like, whatever prefix and version the file uses."""
    if not isinstance(element.tag, str):
        return ""
    namespace, _, name = element.tag.rpartition("}")
    namespace = namespace.lstrip("{")
    if is_wordpress(namespace):
        prefix = "excerpt" if namespace.rstrip("/").endswith("excerpt") else "wp"
    else:
        prefix = _PREFIXES.get(namespace, "" if not namespace else "other")
    return f"{prefix}:{name}" if prefix else name


def _refuse_entities(root: Element) -> None:
    types = root.getroottree().docinfo.internalDTD
    if types is not None and any(True for _ in types.iterentities()):
        raise RefusedError("declares XML entities, which can expand without limit or read other files")


def _forget(element: Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
