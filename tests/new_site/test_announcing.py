"""The pipeline's step delivers the week to a webhook and a mail server, and fails if it cannot."""

import json
import re
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from browser.tools import missing
from new_site.forges import NOTE, Repository
from weeknotes_site.model.week import Week
from weeknotes_site.new_site import PIPELINES

pytestmark = pytest.mark.slow

WEEK = "2026-11-25"
"""A day in the week after the note's."""
EPOCH = "1795608000"  # that day at noon
CURL_TIMED_OUT = 28
USER = "weeknotes:correct horse"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Make a key with a certificate for `localhost`."""
    file = tmp_path / "localhost.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(file), "-out", str(file.with_suffix(".crt"))]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except FileNotFoundError:
        missing("openssl", "apt install openssl")
    return file


@contextmanager
def webhook(status: int = 200) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """Run a receiver on loopback; yield its address and what it receives."""
    received: list[tuple[str, bytes]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append((self.headers["Content-Type"], body))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(b"ok" if status == 200 else b"invalid_blocks")

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/hook", received
        server.shutdown()
        thread.join()


@contextmanager
def mail_server(certificate: Path) -> Iterator[tuple[str, list[Envelope]]]:
    """Run a server with STARTTLS and a login on loopback; yield its address and the mails it receives."""
    mails: list[Envelope] = []
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate.with_suffix(".crt"), certificate)

    class Receiver:
        async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
            mails.append(envelope)
            return "250 OK"

    def login(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
        known = isinstance(data, LoginPassword) and b":".join((data.login, data.password)) == USER.encode()
        return AuthResult(success=known, handled=False)  # else the library leaves the answer to us

    with socket.create_server(("127.0.0.1", 0)) as free:  # the library cannot say which port it was given
        port: int = free.getsockname()[1]
    controller = Controller(
        Receiver(),
        hostname="127.0.0.1",
        port=port,
        server_hostname="localhost",
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=login,
    )
    controller.start()
    try:
        yield f"smtp://localhost:{port}", mails
    finally:
        controller.stop()


def announce(repository: Repository, **secrets: str) -> subprocess.CompletedProcess[str]:
    """Run the pipeline's step with its secrets, on a Wednesday."""
    address = "https://weeknotes.example"
    return repository.announce(SOURCE_DATE_EPOCH=EPOCH, BASE_URL=address, CI_PAGES_URL=address, **secrets)


def site(tmp_path: Path, ci: str, channel: str) -> Repository:
    repository = Repository(tmp_path, ci, "--announce", channel)
    settings = repository.folder / "weeknotes.toml"
    digest = '\n[digest]\nfrom = "Weeknotes <weeknotes@westmarch.example>"\nto = "all@westmarch.example"\n'
    settings.write_text(settings.read_text("utf-8") + digest, "utf-8")
    return repository


def test_the_clock_of_these_tests_is_after_the_week() -> None:
    from datetime import UTC, datetime

    assert datetime.fromtimestamp(int(EPOCH), UTC).date().isoformat() == WEEK
    assert Week.parse("2026-W47").tuesday_after.isoformat() <= WEEK


@pytest.mark.parametrize("ci", PIPELINES)
def test_every_pipeline_announces_the_week_to_slack(ci: str, tmp_path: Path) -> None:
    with webhook() as (address, received):
        done = announce(site(tmp_path, ci, "slack"), SLACK_WEBHOOK=address)
    assert done.returncode == 0, done.stdout + done.stderr
    [(kind, body)] = received
    assert kind == "application/json"
    texts = [block["text"]["text"] for block in json.loads(body)["blocks"]]
    print("\n".join(texts))
    assert "Week 47, 16–20 November 2026" in texts[0]
    assert "This is our first note" in texts[2]


def test_teams_gets_a_card(tmp_path: Path) -> None:
    with webhook(202) as (address, received):
        done = announce(site(tmp_path, "gitlab", "teams"), TEAMS_WEBHOOK=address)
    assert done.returncode == 0, done.stdout + done.stderr
    [(_, body)] = received
    assert b"This is our first note" in body


@pytest.mark.parametrize("status", [400, 403, 500])
@pytest.mark.parametrize("channel", ["slack", "teams"])
def test_an_error_response_fails_the_step_and_is_shown(channel: str, status: int, tmp_path: Path) -> None:
    with webhook(status) as (address, _):
        done = announce(site(tmp_path, "github", channel), **{f"{channel.upper()}_WEBHOOK": address})
    assert done.returncode != 0
    assert "invalid_blocks" in done.stdout
    assert str(status) in done.stderr


@pytest.mark.parametrize(
    ("channel", "secret"), [("slack", "SLACK_WEBHOOK"), ("teams", "TEAMS_WEBHOOK"), ("mail", "SMTP_URL")]
)
def test_a_server_that_never_answers_fails_the_step(channel: str, secret: str, tmp_path: Path) -> None:
    repository = site(tmp_path, "github", channel)
    pipeline = repository.folder / PIPELINES["github"]
    text = pipeline.read_text("utf-8")
    assert text.count("--max-time 60 ") == 1
    pipeline.write_text(text.replace("--max-time 60 ", "--max-time 1 "), "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"{'smtp' if channel == 'mail' else 'http'}://127.0.0.1:{silent.getsockname()[1]}"
        done = announce(repository, **{secret: address}, SMTP_USER=USER, MAIL_FROM="a@w.example", MAIL_TO="b@w.example")
    assert done.returncode == CURL_TIMED_OUT
    assert "timed out" in done.stderr


def test_a_missing_webhook_fails_the_step(tmp_path: Path) -> None:
    with webhook() as (address, _):
        pass
    done = announce(site(tmp_path, "github", "slack"), SLACK_WEBHOOK=address)
    assert done.returncode != 0
    assert "curl" in done.stderr


def test_a_week_without_notes_is_not_announced(tmp_path: Path) -> None:
    repository = site(tmp_path, "github", "slack")
    (repository.folder / "notes/housing-repairs/2026-11-20.md").write_text(NOTE.format(day="2026-11-13"), "utf-8")
    with webhook() as (address, received):
        done = announce(repository, SLACK_WEBHOOK=address)
    assert done.returncode == 0, done.stdout + done.stderr
    assert received == []


def test_the_mail_arrives_complete(tmp_path: Path, certificate: Path) -> None:
    with mail_server(certificate) as (address, mails):
        done = mail_from(site(tmp_path, "github", "mail"), address, certificate, USER)
    assert done.returncode == 0, done.stdout + done.stderr
    [envelope] = mails
    assert (envelope.mail_from, envelope.rcpt_tos) == ("bounces@westmarch.example", ["all@westmarch.example"])
    assert isinstance(envelope.content, bytes)
    mail = message_from_bytes(envelope.content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert mail["Subject"] == "Weeknotes: Week 47, 16–20 November 2026"
    assert mail["From"] == "Weeknotes <weeknotes@westmarch.example>"
    assert mail.defects == []
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text
    assert html
    print(text.get_content())
    for body in (text.get_content(), html.get_content()):
        assert "This is our first note" in body
        assert "https://weeknotes.example/teams/housing-repairs/2026-11-20.html" in body


@pytest.mark.parametrize("slip", ["password", "certificate"])
def test_a_rejected_mail_fails_the_step(slip: str, tmp_path: Path, certificate: Path) -> None:
    with mail_server(certificate) as (address, mails):
        user = "weeknotes:wrong" if slip == "password" else USER
        trusted = Path("/dev/null") if slip == "certificate" else certificate
        done = mail_from(site(tmp_path, "github", "mail"), address, trusted, user)
    assert done.returncode != 0
    assert "curl" in done.stderr
    assert mails == []


def mail_from(repository: Repository, address: str, trusted: Path, user: str) -> subprocess.CompletedProcess[str]:
    return announce(
        repository,
        SMTP_URL=address,
        SMTP_USER=user,
        MAIL_FROM="bounces@westmarch.example",
        MAIL_TO="all@westmarch.example",
        CURL_CA_BUNDLE=str(trusted.with_suffix(".crt") if trusted.suffix else trusted),
    )


SCHEDULES = {
    "github": "if: github.event_name == 'schedule' || inputs.announce\n",
    "forgejo": "if: github.event_name == 'schedule' || inputs.announce\n",
    "gitlab": '- if: $CI_PIPELINE_SOURCE == "schedule" && $CI_COMMIT_BRANCH == "trunk"\n    - if:',
    "bitbucket": "  custom:\n    tuesday:\n",
    "azure": "condition: and(succeeded(), or(eq(variables['Build.Reason'], 'Schedule')",
}


@pytest.mark.parametrize("ci", PIPELINES)
def test_announcing_runs_only_on_schedule_or_by_hand(ci: str, tmp_path: Path) -> None:
    text = (Repository(tmp_path, ci, "--announce", "slack").folder / PIPELINES[ci]).read_text("utf-8")
    before, _, after = text.partition("weeknotes digest")
    assert SCHEDULES[ci] in (after if ci == "azure" else before)
    assert "weeknotes digest" not in after


def test_the_one_liners_of_the_docs_are_what_the_pipelines_run() -> None:
    docs = (Path(__file__).parents[2] / "docs/announcing.md").read_text("utf-8")
    templates = Path(__file__).parents[2] / "src/weeknotes_site/new_site/templates/announce"
    for channel in ("slack", "teams", "mail"):
        [sends] = re.findall(r"curl (.*)$", (templates / f"{channel}.sh").read_text("utf-8"), re.M)
        by_hand = re.sub(r"@message\.json", "@-", sends).replace("week.eml", "-").replace(" --max-time 60", "")
        assert f"| curl {by_hand}" in docs, channel
