"""Rest for the collector of reference cycles while very many values are made that hold no cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """Keep the collector from walking over all values again and again while they are made, and once more at the end."""
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            # Together these move all young values among the old ones, without a look at any.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
