"""Lists distinguish several notes of a team in a week by their days."""

import re

from commands import weeknotes
from conftest import MakeSite

NOTE = "---\ndate: {day}\nauthor: Bo Ek\n---\n\n{text}\n"


def test_lists_name_the_day_of_notes_that_share_a_week(make_site: MakeSite) -> None:
    days = ["2022-01-14", "2022-01-18", "2022-01-20"]
    files = {f"notes/repairs/{day}.md": NOTE.format(day=day, text=f"The lift on {day}.") for day in days}
    root = make_site(files)
    result = weeknotes(root, "build", "--no-search")
    assert result.exit_code == 0, result.output
    labels = {
        page: [
            " ".join(re.sub("<[^>]*>", "", label).split())
            for label in re.findall(r'<p class="(?:aside (?:team-mark )?)?quiet">(.*?)</p>', text, re.DOTALL)
            if "January" in label
        ]
        for page in ("teams/repairs/index.html", "people/bo-ek.html", "teams/repairs/2022-01-18.html")
        for text in [(root / "_site" / page).read_text("utf-8")]
    }
    assert labels["teams/repairs/index.html"] == ["20 January 2022", "18 January 2022", "10–14 January 2022"]
    assert labels["people/bo-ek.html"] == labels["teams/repairs/index.html"]
    assert labels["teams/repairs/2022-01-18.html"] == ["Previous, 10–14 January 2022", "Next, 20 January 2022"]
