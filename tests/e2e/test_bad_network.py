"""A room in a bad Wi-Fi: 30 phones, 300 ms there and back, every twentieth packet lost, 1 Mbit/s for all, and ten seconds of nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.remote import Network, until

pytestmark = pytest.mark.e2e
COUNT = 30


class Part:
    """One of the programs, led by lines."""

    def __init__(self, *arguments: str, within: Network | None = None) -> None:
        command = [*(within.prefix if within else []), sys.executable, "-m", "tests.e2e.bad_network", *arguments]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
        )

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def say(self, line: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def ask(self, line: object) -> Any:
        self.say(line)
        return json.loads(self.line())

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def parts() -> Iterator[tuple[Part, Part, Part]]:
    """The relay, the laptop and the phones."""
    if not os.access("/dev/net/tun", os.W_OK):
        pytest.skip("a bad network needs /dev/net/tun and root")
    with ExitStack() as stack:

        def closing(made: Any) -> Any:
            stack.callback(made.close)
            return made

        laptop, pupils = closing(Network()), closing(Network())
        relay = closing(Part("relay", str(laptop.holder), str(pupils.holder)))
        assert relay.line() == "ready\n"
        desk = closing(Part("serve", within=laptop))
        assert desk.line() == "ready\n"
        yield relay, desk, closing(Part("phones", str(COUNT), within=pupils))


def test_thirty_phones_get_in_and_no_answer_is_lost_or_counted_twice(parts):
    relay, desk, pupils = parts
    seconds = json.loads(pupils.line())["seconds"]
    print(f"all in after {seconds} s")
    assert seconds < 20
    for number in range(1, 5):
        desk.ask("open")
        pupils.say(number)
        if number == 2:
            time.sleep(0.4)
            relay.say(10)  # It goes dark while they answer.
        must_stand = json.loads(pupils.line())
        assert len(must_stand) == COUNT
        told = desk.ask("tell")
        assert (told["seats"], told["answers"]) == (COUNT, must_stand)
        desk.ask("explained")
    until(lambda: desk.ask("tell")["present"] == COUNT)
