"""Remains of office programs, mails and AI assistants in copied text: pictures, timestamps, symbols, citations."""

import re

from weeknotes_site.content.markdown.slips.foreign.kind import Kind, needless
from weeknotes_site.model.days import WEEKDAYS
from weeknotes_site.regex import regex

_PICTURE = "save the picture next to the note and write `![What it shows](picture.png)`, or delete this"
_FILL_IN = "fill it in, or delete it"
_SYMBOLS = {"\uf0e0": "→", "\uf0df": "←", "\uf0e8": "➔", "\uf04a": "☺", "\uf04c": "☹", "\uf0fc": "✓", "\uf0fb": "✗"}
_CITATIONS = {
    ("[oaicite:",): regex(r"(?::contentReference)?\[oaicite:\d{1,4}\](?:\{index=\d{1,4}\})?"),
    ("†",): regex(r"【[^【】†\n\x00]{1,80}†[^【】\n\x00]{0,80}】"),
    ("\ue200",): regex("\ue200[^\ue200\ue201\n\x00]{1,300}\ue201"),
    ("turn0", "turn1"): regex(
        r"\b(?:cite ?)?turn\d{1,3}(?:search|view|news|image|file|fetch)\d{1,3}"
        r"(?:turn\d{1,3}[a-z]{4,10}\d{1,3}){0,20}\b"
    ),
    ("[cite", "[citation:"): regex(r"\[(?:cite_start|cite_end|cite: ?[\d, ]{1,40}|citation: ?\d{1,3})\](?![(\[:])"),
}
_DAYS = ("Yesterday", *WEEKDAYS)
_DAY = rf"(?:{'|'.join(_DAYS)})"
_STAMPS = (*(f"[{digit}" for digit in range(10)), *(f"[{day} " for day in _DAYS))
_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’-]{0,40}(?: [\w.'’-]{1,40})?"
_UNIT = r"(?: [(\[][^()\[\]\n]{1,60}[)\]])?"


def _symbol(found: re.Match[str]) -> str:
    right = _SYMBOLS.get(found[0])
    return f"write `{right}`" if right else "write the character that was meant"


COPIED = (
    Kind(
        ("[cid:",),
        regex(r"\[cid:[^\[\]\s\x00]{1,100}\]"),
        "the placeholder for a picture that Outlook left out",
        _PICTURE,
    ),
    Kind(
        ("[image: ",),
        regex(r"\[image: [^\[\]\n\x00]{1,200}\](?![(\[:])"),
        "the placeholder for a picture that Gmail left out",
        _PICTURE,
    ),
    Kind(
        ("<http", "<mailto:"),
        regex(r"(?<=\w)<((?:https?://|mailto:)[^\s<>|\x00]{1,500})>"),
        "a link as Outlook copies it",
        lambda found: f"write `[…]({found[1]})`, with the words of the link between the square brackets",
    ),
    Kind(("\ufffc",), regex("\ufffc"), "the placeholder for a picture or file that was not copied", _PICTURE),
    Kind(
        ("Error! ",),
        regex(r"Error! (?:Reference source not found|Bookmark not defined|Hyperlink reference not valid)\b\.?"),
        "a broken cross-reference of Word",
        "write what it refers to",
    ),
    needless(
        _STAMPS,
        # Other timestamps may be from a log; in Teams, the surname comes first.
        regex(rf"\[(?:[\d/.-]{{3,10}},? |{_DAY} )?\d{{1,2}}:\d\d(?: ?[AaPp][Mm])?\] {_NAME}, {_NAME}{_UNIT}\s*$"),
        "the timestamp of a message in Teams",
        is_line=True,
    ),
    needless(
        ("[EXTERNAL", "[External", "[CAUTION"),
        regex(r"\[(?:CAUTION:? ?)?EXTERNAL(?: E-?MAIL| SENDER| MESSAGE)?\](?![(\[:])", re.IGNORECASE),
        "the banner of an external mail",
    ),
    Kind(
        ("This email", "This e-mail", "This message"),
        regex(
            r"(?:(?:CAUTION|WARNING|Caution|Warning)[:!.]? )?This (?:e-?mail|message) (?:originated|came|was sent) "
            r"from (?:outside|an external)\b[^\n]{0,300}"
            r"|This e-?mail(?: and any (?:attachments?|files)[^\n.]{0,80}?)? "
            r"(?:is|are|may be|may contain|contains?) "
            r"(?:(?:strictly|private|legally|proprietary|privileged|and|information that is),? ){0,4}"
            r"(?:confidential|privileged)\b[^\n]{0,300}"
        ),
        "the disclaimer of a mail",
        "delete it",
        is_line=True,
    ),
    needless(("<o:p", "</o:p", "<w:", "</w:"), regex(r"</?[ow]:[A-Za-z]{1,30}\s?/?>"), "a tag of Word"),
    Kind(tuple(_SYMBOLS), regex(r"(?:(?<=\S)|(?<=\S ))[\uf020-\uf0ff]"), "a character of a symbol font", _symbol),
    *(
        needless(signs, pattern, "a citation of an AI assistant", "delete it, or link to the source")
        for signs, pattern in _CITATIONS.items()
    ),
    needless(
        ("--",),
        regex(r"--[ \t]*$"),
        "the separator above a mail's signature",
        "delete it with the signature below it; a rule is `---` below an empty line",
        is_line=True,
    ),
    Kind(
        ("Lorem ipsum",), regex(r"Lorem ipsum dolor sit amet\b"), "filler text of a template", "delete it", is_line=True
    ),
    Kind(
        ("[Your ", "[your ", "[Ihr ", "[Dein ", "[Euer ", "[Votre ", "[votre ", "[Eich ", "[eich ", "[اسم"),
        regex(
            r"\[(?:[Yy]our (?:(?:[Ff]ull |[Ff]irst )?[Nn]ame|[Tt]eam(?: [Nn]ame)?|[Jj]ob [Tt]itle|[Oo]rgani[sz]ation)"
            r"|(?:Ihr|Dein|Euer) (?:Name|Team)|[Vv]otre (?:nom|prénom|équipe)|[Ee]ich (?:enw|tîm)"
            r"|اسمك|اسم (?:فريقك|الفريق))\]$"
        ),
        "a placeholder",
        _FILL_IN,
        is_line=True,
    ),
    Kind(
        ("[Insert ", "[insert ", "[Insérer ", "[insérer ", "[Insérez ", "[insérez ", "[Rhowch ", "[rhowch ", "[أدخل "),
        regex(r"\[(?:[Ii]nsert|[Ii]nsér(?:er|ez)|[Rr]howch|أدخل) (?:[\w'’-]{1,30} ){0,5}[\w'’-]{1,30}\](?![(\[:])"),
        "a placeholder",
        _FILL_IN,
    ),
    Kind(
        (" einfügen]", " eintragen]", " ergänzen]"),
        regex(r"\[(?:[\w'’-]{1,30} ){1,6}(?:einfügen|eintragen|ergänzen)\](?![(\[:])"),
        "a placeholder",
        _FILL_IN,
    ),
    Kind(
        (" here", " einfügen", " eingeben", " texte", " testun", " destun", " النص"),
        regex(
            r"(?:(?:Insert|Write|Type|Enter|Add) (?:your |the |some )?(?:text|summary|notes?|content|update) here"
            r"|Your text (?:goes )?here|Text goes here|(?:Hier )?Text (?:hier )?(?:einfügen|eingeben)"
            r"|(?:Insérer|Insérez|Saisir|Saisissez) (?:votre |le |un )?texte(?: ici)?"
            r"|Rhowch (?:eich |y )?[td]estun(?: yma)?|أدخل النص(?: هنا)?)[.…:]{0,3}$"
        ),
        "a placeholder",
        _FILL_IN,
        is_line=True,
    ),
)
"""Kinds of remains of office programs, mails and AI assistants."""
