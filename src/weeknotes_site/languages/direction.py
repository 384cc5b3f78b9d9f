"""The direction of a language's script, also for languages without translations."""

from functools import lru_cache

_SCRIPTS = "adlm arab aran hebr mand mend nkoo rohg samr syrc thaa yezi"
"""Scripts from right to left (ISO 15924)."""
_LANGUAGES = (
    "aeb aii apc apd ar arc arq ars ary arz azb bal bgn bgp bqi brh ckb dv fa glk haz he iw ji khw lad lah lki lrc mzn "
    "nqo ota pbt pes pnb prs ps rhg sd sdh skr smp syr trw ug ur yi"
)
"""Languages usually written in one of them (CLDR, `likelySubtags`)."""
_UNKNOWN = "az kk ks ku ky man mis mul pa tg und uz zxx"
"""No language, several, or one that is written in either direction."""


@lru_cache(maxsize=256)
def direction_of(tag: str) -> str:
    """Return `ltr` or `rtl`; `auto` if the tag does not determine it, so that the first letter of each text does."""
    language, *rest = tag.casefold().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in _SCRIPTS.split() else "ltr"
    if language in _UNKNOWN.split():
        return "auto"
    return "rtl" if language in _LANGUAGES.split() else "ltr"
