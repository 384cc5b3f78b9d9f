"""Permanent ids are names in the sense of RFC 9562, so that any tool can compute them."""

import uuid

import pytest

from weeknotes_site.model.identity import permanent_id

SITE = "7d4f5d0e-6a55-4a0c-8a3a-2f2b8a0a3f11"


@pytest.mark.parametrize(
    "name", ["repairs/2022-01-21", "week:2026-W47", "feed:", "tîm/2022-01-21", *map(str, range(50))]
)
def test_an_id_is_the_uuid_of_its_name_within_the_site(name: str) -> None:
    assert permanent_id(SITE, name) == uuid.uuid5(uuid.UUID(SITE), name).urn


def test_a_site_with_another_kind_of_id_has_a_namespace_of_its_own() -> None:
    of_site = uuid.uuid5(uuid.NAMESPACE_URL, "weeknotes:westmarch")
    assert permanent_id("westmarch", "repairs/2022-01-21") == uuid.uuid5(of_site, "repairs/2022-01-21").urn
