"""What systems and libraries say in English of an error: known here, it is told in the player's language.

Their sentences reach the program as they are, as the field `reason` of a message; what is not known stays as it was said.
"""

from __future__ import annotations

from lemans_quiz.core.messages import message

_FILES = (
    message("Permission denied"),
    message("Operation not permitted"),
    message("No such file or directory"),
    message("Is a directory"),
    message("Not a directory"),
    message("File exists"),
    message("File name too long"),
    message("File too large"),
    message("No space left on device"),
    message("Disk quota exceeded"),
    message("Read-only file system"),
    message("Input/output error"),
    message("Device or resource busy"),
    message("Resource temporarily unavailable"),
    message("Too many open files"),
    message("Too many levels of symbolic links"),
    message("Invalid argument"),
    message("Broken pipe"),
    message("No such device or address"),
)
_NETWORK = (
    message("Name or service not known"),
    message("Temporary failure in name resolution"),
    message("Network is unreachable"),
    message("No route to host"),
    message("Connection refused"),
    message("Connection timed out"),
    message("Connection reset by peer"),
    message("Address already in use"),
    message("Cannot assign requested address"),
    message("timed out"),
)
_HISTORY = (
    message("database is locked"),
    message("database disk image is malformed"),
    message("file is not a database"),
    message("unable to open database file"),
    message("attempt to write a readonly database"),
    message("database or disk is full"),
    message("disk I/O error"),
)
_CONTENT = (
    message("File is not a zip file"),
    message("no element found"),
    message("not well-formed (invalid token)"),
    message("mismatched tag"),
    message("unclosed token"),
    message("undefined entity"),
    message("junk after document element"),
    message("Expecting value"),
    message("Expecting ',' delimiter"),
    message("Expecting ':' delimiter"),
    message("Expecting property name enclosed in double quotes"),
    message("Unterminated string starting at"),
    message("Invalid control character at"),
    message("Extra data"),
)

REASONS = frozenset(reason.template for reason in (*_FILES, *_NETWORK, *_HISTORY, *_CONTENT))
"""All of them, as they are said in English."""
