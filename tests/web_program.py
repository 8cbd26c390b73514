"""The program in a network in which a server of the tests may be reached: PORT CERTIFICATE WORD..."""

from __future__ import annotations

import socket
import ssl
import sys

from lemans_quiz.app import main
from lemans_quiz.cli import downloads
from lemans_quiz.files.connecting import Machine, Network, machines_of

HOST = "packs.example"


def in_test_network() -> None:
    """Let downloads see one machine more than there is."""
    _script, port, certificate = sys.argv[:3]
    del sys.argv[1:3]

    def resolve(host: str, port: int) -> list[Machine]:
        return [Machine(socket.AF_INET, ("127.0.0.1", port))] if host == HOST else machines_of(host, port)

    downloads.PUBLIC = Network(
        trust=lambda: ssl.create_default_context(cafile=certificate),
        resolve=resolve,
        open_to=frozenset({("127.0.0.1", int(port))}),
    )


if __name__ == "__main__":
    in_test_network()
    main()
