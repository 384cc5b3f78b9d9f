"""No save is missed, neither between two checks nor just before watching begins."""

from threading import Event

import pytest

from conftest import MakeSite
from weeknotes_site.preview.watch import watch_site


def test_a_watch_asks_for_a_first_build_and_reports_every_change(make_site: MakeSite) -> None:
    root = make_site({"notes/repairs/2022-01-21.md": "The boiler is warm.\n"})
    with watch_site(root, Event()) as wait_for_change:
        assert not wait_for_change(), "it cannot know what was saved before"
        (root / "notes/repairs/2022-01-21.md").write_text("The boiler is cold.\n")
        assert any(wait_for_change() for _ in range(2)), "the other watch, of the folder above, has begun too"
        (root / "weeknotes.toml").write_text('title = "Warm homes"\n')
        assert any(wait_for_change() for _ in range(2))


@pytest.mark.parametrize(
    "failure",
    [
        OSError("OS file watch limit reached."),
        RuntimeError("Too many open files"),
        UnicodeEncodeError("utf-8", "caf\udce9", 3, 4, "surrogates not allowed"),
    ],
)
def test_a_watch_polls_every_second_if_the_system_reports_no_changes(
    failure: Exception, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr("watchfiles.main.RustNotify", fail)
    with watch_site(make_site({"notes/repairs/2022-01-21.md": "The boiler is warm.\n"}), Event()) as wait_for_change:
        assert [wait_for_change(), wait_for_change()] == [False, False]


def test_a_watch_ends_even_if_the_keyboard_interrupt_is_lost(make_site: MakeSite) -> None:
    interrupted = Event()
    with watch_site(
        make_site({"notes/repairs/2022-01-21.md": "The boiler is warm.\n"}), interrupted
    ) as wait_for_change:
        wait_for_change()
        interrupted.set()
        with pytest.raises(KeyboardInterrupt):
            wait_for_change()
