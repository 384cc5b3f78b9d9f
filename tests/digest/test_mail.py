"""The `.eml` of a week is readable by any mail program and strict parsers, and identical every time."""

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest
from test_digest import WEEK_3, digest, links_of, note

from folders import write_files

CONFIG = """\
title = "Wöchentliches"
base_url = "https://weeknotes.example/sub/"

[digest]
from = "Wöchentliches Büro <weeknotes@council.example>"
to = "All staff <all@council.example>, bo@council.example"
"""


def parse(raw: bytes) -> EmailMessage:
    message = BytesParser(policy=policy.strict).parsebytes(raw)
    assert isinstance(message, EmailMessage)
    assert all(not part.defects for part in message.walk())
    for name, header in message.items():
        assert not getattr(header, "defects", ()), name
    return message


def mail(root: Path, *arguments: str) -> EmailMessage:
    result = digest(root, "2022-W03", "--eml", *arguments, base_url="")
    assert result.exit_code == 0, result.output
    return parse(result.stdout_bytes)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_files(tmp_path, {**WEEK_3, "weeknotes.toml": CONFIG})


def test_the_mail_has_the_expected_headers(site: Path) -> None:
    message = mail(site)
    assert message["From"] == "Wöchentliches Büro <weeknotes@council.example>"
    assert [one.addr_spec for one in message["To"].addresses] == ["all@council.example", "bo@council.example"]
    assert message["Subject"] == "Wöchentliches: Week 3, 17–21 January 2022"
    assert message["Date"] == "Tue, 25 Jan 2022 12:00:00 +0000"
    assert re.fullmatch(r"<[0-9a-f-]{36}@weeknotes\.example>", message["Message-ID"])
    assert message["List-Id"] == "<weeknotes.weeknotes.example>"
    assert re.fullmatch(r"=_[0-9a-f]{32}", str(message.get_boundary()))


def test_plain_text_comes_first(site: Path) -> None:
    message = mail(site)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    text, html = (part.get_content() for part in message.iter_parts())
    assert set(links_of(html)) == set(re.findall(r"https://\S+", text))
    assert len(set(links_of(html))) == 6
    assert "<style" not in html


def test_the_message_id_is_made_from_the_week(site: Path) -> None:
    first = mail(site)["Message-ID"]
    write_files(site, {"notes/repairs/2022-01-22.md": note("2022-01-22")})
    assert mail(site)["Message-ID"] == first


def test_the_mails_of_a_week_in_two_languages_are_two_messages(site: Path) -> None:
    """A mail program shows the second of two with the same id as a duplicate, if at all."""
    first = mail(site)["Message-ID"]
    write_files(site, {"weeknotes.toml": f'languages = ["en", "cy"]\n{CONFIG}'})
    assert mail(site)["Message-ID"] == first
    assert mail(site, "--language", "cy")["Message-ID"] not in ("", None, first)


def test_lines_end_with_crlf_and_are_not_too_long(site: Path) -> None:
    raw = digest(site, "2022-W03", "--eml", base_url="").stdout_bytes
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert raw.isascii()


def test_a_mail_without_addresses_can_be_opened(tmp_path: Path) -> None:
    result = digest(write_files(tmp_path, WEEK_3), "2022-W03", "--eml")
    message = parse(result.stdout_bytes)
    assert message["From"] == "weeknotes@weeknotes.example"
    assert message["To"] == "undisclosed-recipients:;"
    assert "set `from` and `to` under `[digest]`" in result.stderr


@pytest.mark.parametrize("address", ["nobody", "x@", "a@b.example\\nBcc: c@d.example", "@", "<>", "bü@x.example", ","])
def test_an_invalid_address_is_explained(address: str, tmp_path: Path) -> None:
    result = digest(write_files(tmp_path, {**WEEK_3, "weeknotes.toml": f'[digest]\nfrom = "{address}"\n'}), "--eml")
    assert result.exit_code == 2, result.stdout
    assert "error[wrong-setting]" in result.stderr
    assert result.stdout == ""


def test_text_and_html_of_the_real_week_have_the_same_links(real_notes: Path) -> None:
    result = digest(real_notes, "2022-W03", "--eml")
    text, html = (part.get_content() for part in parse(result.stdout_bytes).iter_parts())
    assert set(links_of(html)) == set(re.findall(r"https://\S+", text))
    assert len(result.stdout_bytes) < 20_000
