"""The process that reads pictures of cards, apart from the game: a fault in the library's native part ends it alone.

Run as `python -m lemans_quiz.room.tag_reader`. It takes pictures from its standard input, each a header of two numbers
(width and height, four bytes each, the greatest first) and the grey bytes, and answers each with a line of JSON.
"""

from __future__ import annotations

import json
import struct
import sys
from typing import BinaryIO

from lemans_quiz.room.tags import detector, find

HEADER = struct.Struct(">II")


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Answer pictures until the source ends."""
    finder = detector()
    while len(header := source.read(HEADER.size)) == HEADER.size:
        width, height = HEADER.unpack(header)
        grey = source.read(width * height)
        if len(grey) < width * height:
            return
        found = find(finder, grey, width, height)
        target.write(json.dumps(found).encode() + b"\n")
        target.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
