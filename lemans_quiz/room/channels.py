"""What is newest, and who waits for it: a channel of the room's server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator


class Channel:
    """The newest message of a channel, counted from 1, and who waits for the next. Lives in the server's thread."""

    def __init__(self) -> None:
        self.number = 0
        self.text = ""
        self.is_closed = False
        self.listeners = 0
        self._changed = asyncio.Event()

    def put(self, text: str) -> None:
        """Make a message the newest."""
        self.number, self.text = self.number + 1, text
        self._wake()

    def close(self) -> None:
        """End all listening, after the newest message."""
        self.is_closed = True
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def newer(self, than: int, timeout: float | None = None) -> tuple[int, str] | None:
        """Return the newest message with its number as soon as that is not `than`; None when time is up or all is over.

        A listener from before a restart may know a higher number than there is: it gets the newest at once.
        """
        try:
            async with asyncio.timeout(timeout):
                while self.number in (0, than) and not self.is_closed:
                    await self._changed.wait()
        except TimeoutError:
            return None
        return (self.number, self.text) if self.number not in (0, than) else None

    async def listen(self) -> AsyncIterator[str]:
        """Yield the newest message, and whenever there is a newer one that; what came between while one was busy is left out."""
        self.listeners += 1
        known = 0
        try:
            while (found := await self.newer(known)) is not None:
                known, text = found
                yield text
        finally:
            self.listeners -= 1
