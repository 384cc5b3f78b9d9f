"""One index per year: older years are searched only while there are too few results."""

import pytest

from browser.served import ServedSite
from search.asking import SearchPage

pytestmark = pytest.mark.slow


def asked_years(search: SearchPage) -> list[str]:
    loaded = search.page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    return [url.split("/")[-2] for url in loaded if "pagefind-entry" in url]


def test_older_years_are_not_searched_while_there_are_enough_results(search_years: SearchPage) -> None:
    assert len(search_years.go(q="boiler")) == 5
    assert asked_years(search_years) == ["2024"]
    assert search_years.status.startswith(
        "12 notes in 2024, best first. Notes of 2023 and before have not been searched"
    )


def test_older_years_are_searched_if_there_are_too_few_results(search_years: SearchPage) -> None:
    found = search_years.go(q="zeppelin", sort="newest")
    assert found == ["archive/2023-05-05", "archive/2022-05-06"]
    assert search_years.status == "2 notes, newest first."


def test_a_reader_can_search_older_years(search_years: SearchPage) -> None:
    search_years.go(q="boiler", sort="newest")
    more = search_years.page.locator("#page-more")
    assert more.inner_text() == "Show more"
    more.click()
    search_years.page.wait_for_selector("#page-results li:nth-child(12)")
    assert asked_years(search_years) == ["2024"]
    assert more.inner_text() == "Look in 2023 as well"
    more.click()
    search_years.page.wait_for_selector("#page-results li:nth-child(18)")
    assert asked_years(search_years) == ["2024", "2023"]
    assert "18 notes in 2024 and 2023, newest first. Notes of 2022 have not been searched yet." in search_years.status
    found = search_years.found()
    assert found == sorted(found, reverse=True)
    assert search_years.page.evaluate("document.activeElement.closest('li').previousElementSibling !== null")
    assert more.inner_text() == "Look in 2022 as well"
    more.click()
    search_years.page.wait_for_selector("#page-results li:nth-child(24)")
    assert not more.is_visible()
    # Back from a note, as many are shown as before.
    search_years.page.reload()
    search_years.page.wait_for_selector("#page-results li:nth-child(24)")


def test_only_shown_results_are_loaded(search_years: SearchPage) -> None:
    loaded = "performance.getEntriesByType('resource').filter(entry => entry.name.includes('fragment')).length"
    search_years.go(q="boiler")
    assert search_years.page.evaluate(loaded) == 5
    search_years.page.locator("#page-more").click()
    search_years.page.wait_for_selector("#page-results li:nth-child(12)")
    assert search_years.page.evaluate(loaded) == 12


def test_best_first_names_the_years_it_ranks(search_years: SearchPage) -> None:
    search_years.go(q="boiler")
    for count in (12, 18):
        search_years.page.locator("#page-more").click()
        search_years.page.wait_for_selector(f"#page-results li:nth-child({count})")
    assert "best first among these years" in search_years.status


def test_a_year_can_be_chosen(search_years: SearchPage) -> None:
    assert search_years.go(q="boiler", year="2022")[0].startswith("heating/2022")
    assert "2022" in asked_years(search_years)
    assert "2023" not in asked_years(search_years)


def test_a_note_belongs_to_the_year_of_its_week(search_years: SearchPage) -> None:
    assert search_years.go(q="fireworks", year="2023") == ["archive/2024-01-01"]
    assert search_years.go(q="fireworks", year="2024") == []


def test_a_year_without_the_word_adds_no_near_matches(search_years: SearchPage) -> None:
    search_years.go(q="rattles")
    search_years.page.locator("#page-more").click()
    search_years.page.wait_for_selector("#page-results li:nth-child(6)")
    assert sorted(search_years.found()) == [f"heating/2023-03-0{day}" for day in range(1, 7)]
    assert "rattles" in search_years.text


def test_of_equal_matches_the_newest_comes_first(search_years: SearchPage) -> None:
    assert search_years.go(q="boiler")[:3] == [f"heating/2024-03-{day}" for day in (12, 11, 10)]


def test_notes_in_several_languages_are_found(search_years: SearchPage) -> None:
    assert search_years.go(q="Wohngeld") == ["deutsch/2024-05-03"]
    assert search_years.go(q="burgeramter") == ["deutsch/2024-05-03"]
    assert search_years.go(q="réparé marché") == ["french/2024-05-03"]
    assert search_years.go(q="نموذج الحجز") == ["arabic/2024-05-03"]
    assert search_years.go(q="予約フォーム") == ["japanese/2024-05-03"]
    assert "今週は予約フォームを公開しました。" in search_years.text
    assert search_years.go(q="検索") == ["japanese/2024-05-03"]
    assert search_years.page.get_attribute("#page-results h2 a", "lang") == "ja"


def test_markup_in_a_note_is_shown_as_text(search_years: SearchPage) -> None:
    search_years.go(q="nothing happened")
    assert "See also this & 3 < 4." in search_years.text
    assert search_years.page.locator("#page-results p b").count() == 0


def test_drafts_are_never_found(search_years: SearchPage, years: ServedSite) -> None:
    assert search_years.go(q="aquarium takeover") == []
    assert search_years.page.locator("mark").count() == 0
    assert not [path for path in years.folder.rglob("*") if path.is_file() and b"aquarium" in path.read_bytes()]


def test_all_years_share_one_wasm_file(search_years: SearchPage) -> None:
    search_years.go(q="zeppelin")
    loaded = search_years.page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert {url.rpartition("/")[0] for url in loaded if "wasm" in url} == {f"{search_years.site}search"}
