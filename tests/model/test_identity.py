"""Permanent ids are the UUIDs that RFC 9562 defines."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from weeknotes_site.model.identity import id_in_language, permanent_id

NAMESPACE = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"


def test_an_id_equals_the_uuid_in_the_rfc() -> None:
    # Appendix A of RFC 9562.
    assert permanent_id(NAMESPACE, "www.example.com") == "urn:uuid:2ed6657d-e927-568b-95e1-2665a8aea6a2"


@given(st.text())
def test_an_id_equals_that_of_the_standard_library(name: str) -> None:
    assert permanent_id(NAMESPACE, name) == uuid.uuid5(uuid.UUID(NAMESPACE), name).urn


def test_a_site_id_may_be_any_text() -> None:
    # Published feeds have it: it must never change.
    assert permanent_id("Westmarch", "repairs/2022-01-21") == "urn:uuid:e2d1bb63-fab2-5ff2-addb-4e76fc0ed7f4"


def test_a_translation_has_its_own_id() -> None:
    own = permanent_id(NAMESPACE, "repairs/2022-01-21")
    assert id_in_language(own, "") == own
    assert id_in_language(own, "CY") == "urn:uuid:8d6240ea-3ef3-55c3-9fcf-554d2aa60f7e"
