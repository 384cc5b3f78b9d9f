"""Write a message as a reproducible mail with plain text and HTML."""

from datetime import date
from email.message import EmailMessage
from email.policy import SMTP

from msgspec import Struct

from weeknotes_site.config import Config
from weeknotes_site.model.addresses import host_of
from weeknotes_site.model.days import at_noon
from weeknotes_site.model.identity import id_in_language, permanent_id
from weeknotes_site.regex import regex

NOBODY = "undisclosed-recipients:;"

_HOST = regex(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")


class Message(Struct, frozen=True, kw_only=True):
    """The contents of a mail."""

    name: str
    """The message id depends on it and on the language, so that mail programs recognise a second copy."""
    subject: str
    sent: date
    text: str
    page: str
    """The text as HTML."""


def as_mail(message: Message, config: Config) -> bytes:
    """Return the mail as RFC 5322 with CRLF."""
    host = _host(config.base_url)
    permanent = id_in_language(permanent_id(config.site_id, message.name), config.edition)
    number = permanent.rpartition(":")[2]
    mail = EmailMessage(policy=SMTP)
    mail["From"] = config.digest.sender.strip() or f"weeknotes@{host}"
    mail["To"] = config.digest.to.strip() or NOBODY
    mail["Subject"] = message.subject
    mail["Date"] = at_noon(message.sent)
    mail["Message-ID"] = f"<{number}@{host}>"
    mail["List-Id"] = f"<weeknotes.{host}>"
    encoding = _encoding(message.text)
    mail.set_content(message.text, charset="utf-8", cte=encoding)
    mail.add_alternative(message.page, subtype="html", charset="utf-8", cte=encoding)
    # `=_` occurs in neither encoding, so no text can contain the boundary (RFC 2045, 6.7).
    mail.set_boundary(f"=_{number.replace('-', '')}")
    return mail.as_bytes()


def _host(base_url: str) -> str:
    host = host_of(base_url)
    return host if _HOST.fullmatch(host) else "weeknotes.invalid"


def _encoding(text: str) -> str:
    """Return the shorter of the two encodings: quoted-printable triples non-ASCII bytes."""
    return "base64" if sum(not sign.isascii() for sign in text) > len(text) // 6 else "quoted-printable"
