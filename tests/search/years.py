"""A site of three years and several languages with very short notes."""

from pathlib import Path

_NOTES = {
    # Twelve notes of 2024 and six of each other year speak of the boiler, so that one year is not enough for some.
    **{f"heating/2022-03-{day:02}": "The boiler was repaired." for day in range(1, 7)},
    **{f"heating/2023-03-{day:02}": "The boiler rattles." for day in range(1, 7)},
    **{f"heating/2024-03-{day:02}": "The boiler is warm." for day in range(1, 13)},
    "archive/2022-05-06": "We found a zeppelin in the cellar.\n\n## The cellar\n\nIt smells of coal and old maps.",
    "archive/2023-05-05": "The zeppelin has moved to the museum.",
    "archive/2024-05-03": "Nothing happened. See also <b>this</b> & 3 < 4.",
    # A Monday in January that covers a week of the year before.
    "archive/2024-01-01": "Fireworks were loud.",
    "deutsch/2024-05-03": "Die Bürgerämter haben den Antrag auf Wohngeld vereinfacht, Straße für Straße.",
    "french/2024-05-03": "Le café du marché a été réparé à l’été.",
    "arabic/2024-05-03": "أطلقنا هذا الأسبوع نموذج الحجز الجديد.",
    "japanese/2024-05-03": "今週は予約フォームを公開しました。百人が form を利用。\n\n## 学んだこと\n\n検索です。",
}
_LANGUAGES = {"deutsch": "de", "french": "fr", "arabic": "ar", "japanese": "ja"}
_DRAFT = "---\ndate: 2024-05-10\nauthor: Ann Lee\ndraft: true\n---\n\nA secret takeover of the aquarium.\n"


def write_years_site(root: Path) -> Path:
    """Write the site and return its folder."""
    for name, text in _NOTES.items():
        team, _, day = name.partition("/")
        author = "Ann Lee" if team == "archive" else "Bo Ek"
        lines = [f"date: {day}", f"author: {author}", f"tags: [{'basement' if 'cellar' in text else team}]"]
        if team in _LANGUAGES:
            lines.append(f"lang: {_LANGUAGES[team]}")
        write(root / f"notes/{name}.md", "\n".join(["---", *lines, "---", "", text, ""]))
    write(root / "notes/archive/2024-05-10.md", _DRAFT)
    return root


def write(path: Path, text: str) -> None:
    """Write a file and the folders it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
