"""What a system may lack: tests that need it are left out there, and say why. On Windows that is much of this."""

from __future__ import annotations

import os
import shutil

import pytest

CAN_FORK = hasattr(os, "fork")
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

NEEDS_FORK = "needs os.fork"
NEEDS_TERMINAL = "needs a pseudo-terminal"
needs_unix = pytest.mark.skipif(os.name != "posix", reason="needs the signals, named pipes and devices of Unix")
needs_bash = pytest.mark.skipif(os.name != "posix" or not shutil.which("bash"), reason="needs bash")
needs_links = pytest.mark.skipif(
    os.name != "posix", reason="needs symbolic links, which not everybody may make on Windows"
)
