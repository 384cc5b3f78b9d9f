"""Write a message as a reproducible mail with plain text and HTML."""

import re
from datetime import UTC, date, datetime, time
from email.errors import HeaderParseError
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from msgspec import Struct

from weeknotes_site.config import Config
from weeknotes_site.diagnostics import Place, Problem, error
from weeknotes_site.model.addresses import host_of
from weeknotes_site.model.identity import permanent_id

NOBODY = "undisclosed-recipients:;"

_NOON = time(12, tzinfo=UTC)
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")


class Message(Struct, frozen=True, kw_only=True):
    """The contents of a mail."""

    name: str
    """The message id depends on it, so that mail programs recognise a second copy."""
    subject: str
    sent: date
    text: str
    page: str
    """The text as HTML."""


def as_mail(message: Message, config: Config) -> bytes:
    """Return the mail as RFC 5322 with CRLF. Raises Problem if an address in the settings is invalid."""
    host = _host(config.base_url)
    number = permanent_id(config.site_id, message.name).rpartition(":")[2]
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address("from", config.digest.sender) or f"weeknotes@{host}"
    mail["To"] = _address("to", config.digest.to) or NOBODY
    mail["Subject"] = message.subject
    mail["Date"] = datetime.combine(message.sent, _NOON)
    mail["Message-ID"] = f"<{number}@{host}>"
    mail["List-Id"] = f"<weeknotes.{host}>"
    encoding = _encoding(message.text)
    mail.set_content(message.text, charset="utf-8", cte=encoding)
    mail.add_alternative(message.page, subtype="html", charset="utf-8", cte=encoding)
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
    host = host_of(base_url)
    return host if _HOST.fullmatch(host) else "weeknotes.invalid"


def _encoding(text: str) -> str:
    """Return the shorter of the two encodings: quoted-printable triples non-ASCII bytes."""
    return "base64" if sum(not sign.isascii() for sign in text) > len(text) // 6 else "quoted-printable"
