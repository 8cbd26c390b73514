"""Start the program from where it is unpacked. Nothing is imported that its first page does not need."""

import os
import sys

BUILD = "BUILD"
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-")


def start() -> None:
    """Run the program, unpacked first where it is not."""
    os.environ.setdefault("LEMANS_QUIZ_COMMAND", command())
    folder = usual_folder()
    if not os.path.exists(os.path.join(folder, "lemans_quiz", "app.py")):
        import unpacking

        folder = unpacking.unpacked(BUILD)
    sys.path[0] = folder
    from lemans_quiz.begin import main

    main()


def usual_folder() -> str:
    """Return where an earlier start has unpacked this build, as far as `paths` puts its cache in a plain place; else nothing."""
    home, cache, user = (os.environ.get(name, "") for name in ("LEMANS_QUIZ_HOME", "XDG_CACHE_HOME", "HOME"))
    if sys.platform != "linux":
        return ""
    if home.startswith("/"):
        return os.path.join(home, "cache", f"program-{BUILD}")
    if home or not (cache or user).startswith("/"):
        return ""
    return os.path.join(cache or os.path.join(user, ".cache"), "lemans-quiz", f"program-{BUILD}")


def command() -> str:
    """Return what is typed before the program's own words, such as `python3 lmq.pyz`."""
    words = sys.orig_argv[: len(sys.orig_argv) - len(sys.argv) + 1]
    if sys.platform != "win32" and all(word and PLAIN.issuperset(word) for word in words):
        return " ".join(words)
    import unpacking

    return unpacking.quoted(words)
