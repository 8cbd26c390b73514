"""System calls that fail, from outside (strace): what stood there is whole, or what is new is."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

from tests.killing import command, environment
from tests.soak.kills import Failure

CALLS = ("write", "fsync", "rename", "renameat2", "openat", "mkdir", "unlink", "close")
WHATS = ("error=ENOSPC", "error=EIO", "signal=KILL", "error=EACCES")
OLD, NEW = "answer: old", "answer: new"


def is_there() -> bool:
    """Tell whether strace can be run here."""
    return shutil.which("strace") is not None


def write_packs(folder: Path, answer: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for id in ("one", "two", "three"):
        question = f"  - {{id: q, question: '{id}?', {answer}, wrong: [no]}}\n"
        (folder / f"{id}.yaml").write_text(f"title: {id}\nid: {id}\nquestions:\n{question}")


def run(home: Path, *arguments: str, fault: tuple[str, ...] = ()) -> int:
    return subprocess.run(
        [*fault, *command(*arguments)], capture_output=True, env=environment(home), check=False
    ).returncode


def replaced_under_a_fault(folder: Path, dice: random.Random) -> bool:
    """Replace three packs and a sheet while a call fails; tell whether the new ones are there."""
    home = folder / "home"
    shutil.rmtree(folder, ignore_errors=True)
    write_packs(folder / "new", OLD)
    if run(home, "pack", "add", str(folder / "new")):
        raise Failure("the packs cannot be added at all")
    write_packs(folder / "new", NEW)
    call, what = dice.choice(CALLS), dice.choice(WHATS)
    most = {"openat": 600, "close": 600, "write": 60}.get(call, 30)
    fault = ("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}")
    fault += ("-e", f"inject={call}:{what}:when={dice.randrange(1, most)}")
    run(home, "pack", "add", "--replace", str(folder / "new"), fault=fault)
    if run(home, "pack", "list"):
        raise Failure(f"pack list fails after {fault}")
    texts = {path.read_text() for path in (home / "data" / "packs").glob("[!.]*/*.yaml")}
    states = {OLD if OLD in text else NEW for text in texts}
    if len(states) != 1 or len(texts) != 3:
        raise Failure(f"{len(texts)} packs, {states}, after {fault}")
    leftovers = [path.name for path in (home / "data" / "packs").iterdir() if path.name.startswith(".lmq")]
    if leftovers:
        raise Failure(f"{leftovers} after {fault}")
    _sheet(home, folder, fault)
    return states == {NEW}


def _sheet(home: Path, folder: Path, fault: tuple[str, ...]) -> None:
    """Write a sheet over another one; half a sheet is none."""
    sheet = folder / "sheet.md"
    whole = ("sheet", "one", "-n", "1", "--seed", "a", "-o", str(sheet), "--force")
    if run(home, *whole):
        raise Failure("the sheet cannot be written at all")
    before = sheet.read_bytes()
    run(home, *whole[:-4], "b", "-o", str(sheet), "--force", fault=fault)
    after = sheet.read_bytes()
    if after != before and not (after.endswith(before[-20:]) and abs(len(after) - len(before)) < 200):
        raise Failure(f"half a sheet after {fault}")
