"""The reload script is added to responses, and the page's policy allows it and nothing else."""

import pytest

from weeknotes_site.preview.page import relax_policy, with_reload

SCRIPT = b'<script src="/.weeknotes/reload.js" data-version="v1" defer></script>'


@pytest.mark.parametrize(
    ("policy", "relaxed"),
    [
        (
            "default-src 'none'; style-src 'self'",
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'",
        ),
        (
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
        ),
        ("script-src 'none'", "script-src 'self'"),
        ("script-src https://cdn.example", "script-src https://cdn.example 'self'"),
        ("default-src *", "default-src *; script-src *; connect-src *"),
        ("img-src 'self'", "img-src 'self'"),
        ("", ""),
    ],
)
def test_the_policy_allows_the_reload_script(policy: str, relaxed: str) -> None:
    assert relax_policy(policy) == relaxed


def test_the_script_is_the_last_thing_in_the_head() -> None:
    html = b"<html><head><title>x</title></head><body></body></html>"
    assert with_reload(html, "v1") == html.replace(b"</head>", SCRIPT + b"</head>")


def test_a_page_without_a_head_gets_the_script_too() -> None:
    assert with_reload(b"<p>Hello", "v1") == SCRIPT + b"<p>Hello"


@pytest.mark.parametrize(
    "meta",
    [
        b'<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">',
        b"<META content=\"script-src 'none'\" HTTP-EQUIV=content-security-policy>",
        b"<meta http-equiv='Content-Security-Policy'\n  content=\"script-src 'none'\"/>",
    ],
)
def test_a_policy_is_found_in_any_spelling(meta: bytes) -> None:
    assert b"script-src 'self'" in with_reload(b"<head>" + meta + b"</head>", "v1")
