"""The first frame before anything is imported: a start shows what the one before left, where nothing that it rests on has changed.

While a page is read, the program starts itself once more in the background, without a terminal, for the same words: what that
rehearsal would have painted first is left as a file, with its seed and the state of the files it rests on. The next start compares
words, size, environment and files, writes the frame, then starts as always, and writes nothing where its own frame is the same.
Only `os` and `sys` are imported on the way to the frame. Whatever signal comes while it is shown finds the terminal as it was.
"""

import _signal  # type: ignore[import-not-found]  # `signal` would import more than all that is needed here
import os
import sys

from lemans_quiz import __version__

REHEARSAL = "LEMANS_QUIZ_REHEARSAL"
"""The variable that makes a start leave its first frame, for a terminal of COLUMNSxROWS, in the place of playing."""

ENTER = "\x1b[?1049h"
_LEAVE = "\x1b[0m\x1b[?25h\x1b[?2004l\x1b[?1049l"
_COMMANDS = ("", "play", "race", "practice", "resume")
_LIVE = ("", "race", "practice", "resume")
"""Commands whose first page tells of the day and of what was played."""
_ENVIRONMENT = (
    "LANGUAGE LC_ALL LC_MESSAGES LANG NO_COLOR COLORTERM COLORFGBG TERM TERM_PROGRAM ACCESSIBLE TZ"
    " LEMANS_QUIZ_PLAYER LEMANS_QUIZ_LANG LEMANS_QUIZ_THEME LEMANS_QUIZ_HOME LEMANS_QUIZ_COMMAND"
    " HOME XDG_DATA_HOME XDG_CACHE_HOME"
).split()
_ENDING = ("SIGTERM", "SIGHUP", "SIGQUIT")
_STOP = "SIGTSTP"
_ROLL_OVER = 4 * 3600
"""Seconds after midnight at which a day of play begins, as `core.days` has it."""
_WITH_VALUE = ("--lang", "--player", "--theme", "--as")
"""Options of the whole program that a word of their own may follow, before or behind the command."""
_SIGN = b"lmq frame 2\n"
_MOST_BYTES = 1 << 18
_MOST_FRAMES = 32
_PRIVATE = tuple(f"?{mode}" for mode in (25, 1049, 2004))


class Rehearsed(BaseException):
    """The first page is known, and nothing is played on."""


class _Stage:
    """What is shown and what shall be left, in this run of the program.

    `frame` is on the terminal and not yet taken over by a screen, since `shown_at`; `seed` drew it, until a game takes it; `mode`
    is the terminal's before its echo went off. `is_due`: a frame for the next start is still to be left, for the same `words`
    (None where none may be).
    Of a rehearsal: the `files` that its page rests on, each with its stamp from before it was read (none for what the rehearsal
    itself may write to), how long it is true (`until`, seconds since 1970), the seed it was `drawn` by, and whether it `has_told`
    something beside it.
    """

    def __init__(self) -> None:
        self.frame = ""
        self.seed = ""
        self.shown_at = 0.0
        self.mode: list[object] | None = None
        self.words: tuple[str, ...] | None = None
        self.is_due = False
        self.files: dict[str, str] = {}
        self.until = float("inf")
        self.drawn = ""
        self.has_told = False


_stage = _Stage()


def show(words: list[str]) -> None:
    """Show the frame that was left for these words, if it is still what would be shown."""
    if _may_be_shown(words):
        _stage.words, _stage.is_due = tuple(words), True
        try:
            _show(words)
        except (OSError, ValueError):
            return


def _may_be_shown(words: list[str]) -> bool:
    command = _command(words)
    is_terminal = os.isatty(0) and os.isatty(1) and os.environ.get("TERM", "dumb") != "dumb"
    is_fetched = any("://" in word for word in words)
    is_ours = command in _COMMANDS and not is_fetched and REHEARSAL not in os.environ
    return sys.platform != "win32" and is_terminal and is_ours


def _command(words: list[str]) -> str:
    """Return the command that words begin with, whatever options of the whole program stand before it; empty for none."""
    before = ""
    for word in words:
        if not word.startswith("-") and before not in _WITH_VALUE:
            return word
        before = word
    return ""


def _show(words: list[str]) -> None:
    import termios
    import time

    size = os.get_terminal_size(1)
    path = _path(words, f"{size.columns}x{size.lines}")
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a named pipe must not be waited for
    with os.fdopen(descriptor, "rb") as file:
        left = file.read(_MOST_BYTES + 1) or b""
    os.unlink(path)  # a frame is shown once: the game it begins is played now
    seed, frame = _read(left, words, f"{size.columns}x{size.lines}")
    before = termios.tcgetattr(0)
    _expect_signals()
    quiet = [*before]
    quiet[3] &= ~(termios.ECHO | termios.ICANON)
    _stage.mode, _stage.seed, _stage.frame, _stage.shown_at = before, seed, frame, time.monotonic()
    termios.tcsetattr(0, termios.TCSAFLUSH, quiet)
    os.write(1, frame.encode())


def _expect_signals() -> None:
    """Let signals that end or stop the program give the terminal back, but for those that whoever started it has it ignore."""
    for name in (*_ENDING, _STOP):
        number = getattr(_signal, name)
        if _signal.getsignal(number) == _signal.SIG_DFL:
            _signal.signal(number, _stop if name == _STOP else end)


def end(number: int, _frame: object = None) -> None:
    """End by a signal as if it had not been caught, with the terminal as it was."""
    drop()
    _signal.signal(number, _signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _stop(number: int, _frame: object) -> None:
    """Stop until the program shall go on; it then paints its page as if no frame had been left."""
    end(number)
    _signal.signal(number, _stop)


def interrupt(number: int, frame: object) -> None:
    """Leave at once by Ctrl-C while a frame is up: Python loses an exception that comes while it tidies up after an import."""
    if _stage.frame:
        drop()
        os._exit(128 + number)
    _signal.default_int_handler(number, frame)


def _read(left: bytes, words: list[str], size: str) -> tuple[str, str]:
    """Return seed and frame of a file that was left; raises ValueError for any that does not fit or is not ours."""
    head = _SIGN + _circumstances(words, size) + b"\n\n"
    if len(left) > _MOST_BYTES or not left.startswith(head):
        raise ValueError("other circumstances")
    import time

    stamps, _, rest = left[len(head) :].partition(b"\n\n")
    for stamp in stamps.decode().split("\n"):
        if stamp != _stamp(stamp.partition(" ")[2].partition(" ")[2]):
            raise ValueError("a file has changed")
    until, seed, frame = rest.decode().split("\n", 2)
    if not time.time() < float(until) or not is_ours(frame) or not seed.isprintable():
        raise ValueError("no frame of ours, or of an earlier time")
    return seed, frame


def is_ours(frame: str) -> bool:
    """Tell whether a frame holds only what our own screen writes: text, places, styles, and the few modes it sets."""
    first, *parts = frame.split("\x1b")
    for part in parts:
        end = 1
        while part[end : end + 1] in tuple("0123456789;?"):
            end += 1
        final, told = part[end : end + 1], part[1:end]
        if part[:1] != "[" or final not in tuple("mHJhl") or not part[end + 1 :].isprintable():
            return False
        if ("?" in told or final in ("h", "l")) and told not in _PRIVATE:
            return False
    return not first and bool(parts)


def _circumstances(words: list[str], size: str) -> bytes:
    """Return all that a frame depends on but files, one a line."""
    command = _command(words)
    has_paths = any("." in word or os.sep in word or os.path.exists(word) for word in words if word)
    told = [__version__, sys.version, size, os.getcwd() if has_paths else "", *words]
    if command in _LIVE:
        import time

        told += [time.strftime("%Y-%m-%d %Z"), time.strftime("%Y-%m-%d", time.localtime(time.time() - _ROLL_OVER))]
    told += [f"{name}={os.environ.get(name, '')}" for name in _ENVIRONMENT]
    return "\n".join(repr(one) for one in told).encode("utf-8", "replace")


def _stamp(path: str) -> str:
    """Return a file's size, time and name; one that is not there, or is empty, has neither."""
    try:
        found = os.stat(path)
    except OSError:
        return f"0 0 {path}"
    return f"{found.st_size} {found.st_mtime_ns if found.st_size else 0} {path}"


def _path(words: list[str], size: str) -> str:
    name = " ".join([*words, size])
    checksum = 0
    for byte in name.encode("utf-8", "replace"):
        checksum = (checksum * 31 + byte) % (1 << 61)
    readable = "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in name)[:40]
    return os.path.join(_folder(), f"{readable}-{checksum:x}.frame")


def _folder() -> str:
    """Return the folder of frames in the cache, as `paths` has it. Raises ValueError where that is not plain."""
    home = os.environ.get("LEMANS_QUIZ_HOME", "")
    if home:
        return os.path.join(os.path.expanduser(home), "cache", "frames")
    cache, user = os.environ.get("XDG_CACHE_HOME", ""), os.environ.get("HOME", "")
    if sys.platform == "linux" and (cache or user).startswith("/"):
        return os.path.join(cache or os.path.join(user, ".cache"), "lemans-quiz", "frames")
    if sys.platform == "darwin" and user.startswith("/"):
        return os.path.join(user, "Library", "Caches", "lemans-quiz", "frames")
    raise ValueError("no plain place")


def is_up() -> bool:
    """Tell whether a frame is on the terminal that no screen has taken over yet."""
    return bool(_stage.frame)


def lift(text: str) -> str:
    """Give the terminal to a screen that would write `text` first; return what it still has to write."""
    frame, _stage.frame = _stage.frame, ""
    if text != frame:
        _stage.shown_at = 0.0
    return "" if text == frame else text.removeprefix(ENTER)


def drop() -> None:
    """Take a frame off the terminal and put the terminal as it was, before anything else is told."""
    _stage.has_told = True
    if _stage.frame:
        import termios

        _stage.frame = ""
        try:
            os.write(1, _LEAVE.encode())
            if _stage.mode is not None:
                termios.tcsetattr(0, termios.TCSANOW, _stage.mode)  # type: ignore[arg-type]
        except (OSError, termios.error):  # the terminal may be gone
            return


def mode_before() -> list[object] | None:
    """Return the terminal's mode before a frame was shown, once."""
    mode, _stage.mode = _stage.mode, None
    return mode


def shown_at() -> float:
    """Return when the frame of this start was shown, on the monotonic clock, once; 0 where none was."""
    at, _stage.shown_at = _stage.shown_at, 0.0
    return at


def promised_seed() -> str:
    """Return the seed that the frame was drawn by, once; empty where nothing was promised."""
    seed, _stage.seed = _stage.seed, ""
    return seed


def is_rehearsed() -> bool:
    """Tell whether this run only finds out what the next start would paint."""
    return REHEARSAL in os.environ


def rehearsed_size() -> tuple[int, int]:
    """Return columns and rows of the terminal that is rehearsed for."""
    columns, _, rows = os.environ[REHEARSAL].partition("x")
    return int(columns), int(rows)


def rest_on(*paths: str) -> None:
    """Note files that what is shown depends on, before they are read."""
    if is_rehearsed():
        for path in map(os.path.abspath, paths):
            _stage.files.setdefault(path, _stamp(path))


def rest_on_history(path: str) -> None:
    """Note the history with what is not yet written into it, for commands whose first page tells of it."""
    if is_rehearsed() and _command(sys.argv[1:]) in _LIVE:
        _stage.files |= dict.fromkeys((os.path.abspath(path), os.path.abspath(f"{path}-wal")), "")


def rest_until(moment: float | None) -> None:
    """Note that what is shown is no longer true from a moment on, seconds since 1970; None is never."""
    _stage.until = min(_stage.until, _stage.until if moment is None else moment)


def note_seed(seed: str) -> None:
    """Note the seed that the rehearsed game was drawn by."""
    _stage.drawn = seed


def look_ahead_again() -> None:
    """Let a frame be left anew, in the place of the one that was: what is told first has changed with what was played."""
    if _stage.words is None:
        return
    _stage.is_due = True
    try:
        size = os.get_terminal_size(1)
        os.unlink(_path([*_stage.words], f"{size.columns}x{size.lines}"))
    except (OSError, ValueError):
        return


def is_due() -> bool:
    """Tell whether a frame for the next start is still to be left."""
    return _stage.is_due


def rehearse() -> None:
    """Start the program once more in the background, to leave the first frame of the next start.

    `-P`: no file of the folder that is played in is imported, were it called `random.py`.
    """
    _stage.is_due = False
    try:
        size = os.get_terminal_size(1)
        environment = {**os.environ, REHEARSAL: f"{size.columns}x{size.lines}"}
        here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        if sys.path[:1] == [here]:  # Python itself does not know the place, as where one file has unpacked itself
            environment["PYTHONPATH"] = os.pathsep.join((here, *filter(None, [os.environ.get("PYTHONPATH")])))
        null = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)]
        command = [sys.executable, "-P", "-m", "lemans_quiz", *(_stage.words or ())]
        os.posix_spawn(sys.executable, command, environment, file_actions=null, setpgroup=0)
    except (OSError, ValueError):
        return


def promise_nothing() -> None:
    """Leave no frame in this rehearsal: what the next start shows depends on more than files, as on which games are being played."""
    _stage.has_told = True


def leave(frame: str) -> None:
    """Keep the rehearsed frame for the next start: a whole file or none, for nobody else to read."""
    words, size = sys.argv[1:], os.environ[REHEARSAL]
    stamps = [stamp or _stamp(path) for path, stamp in sorted(_stage.files.items())]
    if _stage.has_told or not is_ours(frame) or any("\n" in stamp for stamp in stamps):
        return
    head = _SIGN + _circumstances(words, size) + b"\n\n"
    content = head + "\n".join(stamps).encode() + f"\n\n{_stage.until}\n{_stage.drawn}\n{frame}".encode()
    try:
        _keep(_path(words, size), content)
    except (OSError, ValueError):
        return


def _keep(path: str, content: bytes) -> None:
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    aside = f"{path}.{os.getpid()}"
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    os.replace(aside, path)
    _sweep(os.path.dirname(path))


def _sweep(folder: str) -> None:
    """Delete all but the newest frames, whole or left half by a kill."""
    found = sorted(os.scandir(folder), key=lambda entry: entry.stat().st_mtime, reverse=True)
    for entry in found[_MOST_FRAMES:]:
        os.unlink(entry.path)
