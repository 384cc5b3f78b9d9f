"""Run `weeknotes` commands and report which files and sockets they used; run as a child process by tests.

Reads JSON `[[argument, …], …]` from standard input; prints `[{"exit", "output", "events"}, …]`, where each event is
`[what, path]`. Paths are real ones, so a link cannot hide where it leads. The hook sees what Python opens; libraries
that open files by themselves are none of the builder's.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = {
    *("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod"),
    *("os.chown", "os.utime", "os.mkfifo", "os.mknod", "os.setxattr", "os.removexattr", "shutil.rmtree"),
}
STARTS = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile", "urllib.")

events: list[tuple[str, str]] = []
is_on = False


def hook(event: str, arguments: tuple[Any, ...]) -> None:
    """Record an event; Python calls this before the event happens."""
    if not is_on:
        return
    if event == "open":
        path, _mode, flags = arguments
        # `shutil.rmtree` opens folders relative to another; what it takes away in them is noted by its real path.
        removing = sys._getframe(1).f_globals.get("__name__") == "shutil" and not str(path).startswith("/")
        if not isinstance(path, int) and not removing:
            events.append(("write" if (flags or 0) & WRITING else "read", real(path)))
    elif event in ("os.scandir", "os.listdir"):
        if not isinstance(arguments[0], int):  # a folder that was opened by its path, and noted then
            events.append(("read", real("." if arguments[0] is None else arguments[0])))
    elif event in CHANGES:
        paths = arguments[:2] if event in ("os.rename", "os.link", "os.symlink") else arguments[:1]
        folder = arguments[-1] if isinstance(arguments[-1], int) else -1
        events.extend(("write", entry(path, folder)) for path in paths if not isinstance(path, int))
    elif event.startswith(STARTS):
        events.append(("call", f"{event} {arguments!r}"))


def real(path: Any) -> str:
    """Return where a path leads."""
    return os.path.realpath(os.fsdecode(path))


def entry(path: Any, folder: int = -1) -> str:
    """Return a path whose folder is real; what is renamed or removed is the link, not where it leads.

    `folder` is the descriptor of the folder that a relative path starts in, negative for the current one.
    """
    named = Path(os.fsdecode(path))
    if folder >= 0 and not named.is_absolute():
        named = Path(f"/proc/self/fd/{folder}") / named
    return str(Path(os.path.realpath(named.parent)) / named.name)


def run(command: list[str]) -> dict[str, Any]:
    """Run one command under the hook."""
    global is_on
    from click.testing import CliRunner

    from weeknotes_site.cli import main

    events.clear()
    is_on = True
    try:
        result = CliRunner().invoke(main, command)
    finally:
        is_on = False
    crash = "" if result.exception is None or isinstance(result.exception, SystemExit) else repr(result.exception)
    output = result.output.encode("utf-8", "backslashreplace").decode()
    seen = [[what, os.fsencode(path).decode("utf-8", "backslashreplace")] for what, path in dict.fromkeys(events)]
    return {"exit": result.exit_code, "output": output, "crash": crash, "events": seen}


if __name__ == "__main__":
    commands = json.load(sys.stdin)
    sys.addaudithook(hook)
    json.dump([run(command) for command in commands], sys.stdout)
