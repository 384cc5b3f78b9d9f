"""References to notes in Arabic: `المذكرة الأسبوعية 16`, `مذكرة فريق البيانات الأسبوعية رقم (١٦)`.

Prepositions and pronouns are written together with the word, and the owner comes between it and its adjective.
`مذكرة الأسبوع 16` is not a reference, because it means the note of week 16.
"""

from weeknotes_site.regex import regex

SIGN = "سبوعي"
"""A part of all references."""
_LETTER = regex(r"\[[^\[\]]*+\]|[\u0621-\u064a]")
_SIGNS = "[\u0640\u064b-\u0652]*"
"""Vowel signs and the line that stretches words."""


def _written(letters: str) -> str:
    """Return a pattern whose letters may have vowel signs."""
    return _LETTER.sub(lambda letter: f"(?:{letter[0]}{_SIGNS})", letters)


_WORD = r"[^\W\d_]+"
NOTE = (
    _written("(?P<prefix>[وف]?[بكل]?)(?:ال|ل)?")
    + _written("(?:مذكر|ملاحظ)(?:[ةه]|تان|تين|ات|ت(?=ن|ي))(?P<possessive>نا|ي)?")
    + rf"(?:\s(?P<owner>{_WORD}(?:\s{_WORD}){{0,4}}))?"
    + _written(r"\s(?:ال)?[أا]سبوعي(?:[ةه]|تان|تين)")
)
PLURAL = rf"\S*?(?:{_written('مذكر|ملاحظ')})(?:{_written('تان|تين|ات')})"
NUMBER = r"رقم(?:\s?(?P<bracket>\())?|العدد"
"""What may stand before a number; `رقم (16)` has brackets around it."""
AND = r"،?\sو\s?|،\s|\sأو\s|\s(?:إلى|حتى)\s"
_NO_OWNER = "أن|أنه|أنها|أننا|كن|كنه|كنها|ذلك|قد|ن|م|ا|هذا|هذه|ما|كي|أجل|دي|ديه|ديها|ديهم|ديكم|نا|ها|هم|كم"
OWNER_AFTER = (
    r"\s(?:(?:من|لدى|عند)\s|(?:الخاص[ةه]|التابع[ةه])\s(?:ب|ل)ـ?\s?"
    rf"|لـ\s?|ل(?!(?:{_NO_OWNER})(?!\w)))[«\"“]?([^\W\d_]\w*(?:[^\S\1]\w+){{0,6}})"
)
"""The owner of the note: `من فريق البيانات`, `لفريق البيانات`."""
GOES_ON = regex(
    rf"{OWNER_AFTER}|\s(?:في(?!\s(?:المئة|المائة))|عن|على|حول|بشأن|كما|حيث|ثم|أو|أن|قد|لقد|هي|هذا|هذه|بعد|قبل|منذ|عند"
    r"|أيضا|أيضًا|لأن|لكن|لنا|وفي|وعن|وعلى|ومن|وقد|وهي|وكان|وكانت|وكما|كانت|قالت|وقالت|قلنا|ذكرت|ذكرنا|تذكر|تحدثت|تحدثنا"
    r"|تتحدث|كتبنا|شرحت|تشرح|شرحنا|تقول|توضح|أوضحت|بينت|تبين|تناولت|تتناول|نشرت|نشرناها|تضمنت|تتضمن|عرضت|تعرض)(?!\w)"
)
"""Words that may follow the number of a note; others may be what the number counts, `16 صفحة`."""
