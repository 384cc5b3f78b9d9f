"""Write the digest as a reproducible mail with plain text and HTML."""

import re
from datetime import UTC, datetime, time
from email.errors import HeaderParseError
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any
from urllib.parse import urlsplit

from weeknotes_site.config import Config
from weeknotes_site.diagnostics import Place, Problem, error
from weeknotes_site.languages import Language
from weeknotes_site.model.identity import permanent_id
from weeknotes_site.render.digest.contexts import WeekDigest
from weeknotes_site.render.digest.phrases import subject
from weeknotes_site.render.digest.text import as_text

NOBODY = "undisclosed-recipients:;"

_NOON = time(12, tzinfo=UTC)
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")


def as_mail(digest: WeekDigest, page: str, config: Config, language: Language) -> bytes:
    """Return the mail as RFC 5322 with CRLF. Raises Problem if an address in the settings is invalid.

    The message id depends on the week, so that mail programs recognise a second copy.
    """
    host = _host(config.base_url)
    number = permanent_id(config.site_id, f"digest:{digest.week}").rpartition(":")[2]
    text = as_text(digest, language)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address("from", config.digest.sender) or f"weeknotes@{host}"
    mail["To"] = _address("to", config.digest.to) or NOBODY
    mail["Subject"] = subject(digest, language)
    mail["Date"] = datetime.combine(digest.week.tuesday_after, _NOON)
    mail["Message-ID"] = f"<{number}@{host}>"
    mail["List-Id"] = f"<weeknotes.{host}>"
    mail.set_content(text, charset="utf-8", cte=_encoding(text))
    mail.add_alternative(page, subtype="html", charset="utf-8", cte=_encoding(text))
    # `=_` occurs in neither encoding, so no text can contain the boundary (RFC 2045, 6.7).
    mail.set_boundary(f"=_{number.replace('-', '')}")
    return mail.as_bytes()


def _address(key: str, written: str) -> str:
    """Return the address in the settings, or empty."""
    if not written.strip():
        return ""
    try:
        header: Any = SMTP.header_factory(key.capitalize(), written)
        mailboxes = [one.addr_spec for one in header.addresses if one.domain]
    except (ValueError, HeaderParseError, IndexError):
        mailboxes = []
    if not mailboxes or header.defects or not all(map(str.isascii, mailboxes)):
        message = f"`digest.{key}` is not a valid mail address: `{written}`"
        hint = f'write `{key} = "Weeknotes <weeknotes@council.example>"` under `[digest]`'
        raise Problem(error("wrong-setting", Place(path="weeknotes.toml"), message, hint))
    return written


def _host(base_url: str) -> str:
    host = urlsplit(base_url).hostname or ""
    return host if _HOST.fullmatch(host) else "weeknotes.invalid"


def _encoding(text: str) -> str:
    """Return the shorter of the two encodings: quoted-printable triples non-ASCII bytes."""
    return "base64" if sum(not sign.isascii() for sign in text) > len(text) // 6 else "quoted-printable"
