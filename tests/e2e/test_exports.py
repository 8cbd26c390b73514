"""What `pack export` writes is read by the programs it is for: GIFT by gift-pegjs, text by Anki, the sheet by openpyxl.

They are fetched by npm and pip into .e2e/ once; what cannot be had is skipped.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import venv
from pathlib import Path

import pytest

pytestmark = pytest.mark.e2e
ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".e2e"
PYTHON = TOOLS / "venv" / "bin" / "python"
PACKS = sorted(path.stem for path in (ROOT / "questions").glob("*.yaml"))

READ_GIFT = """
const parser = require("gift-pegjs");
const fs = require("fs");
for (const path of process.argv.slice(2)) {
  const found = parser.parse(fs.readFileSync(path, "utf-8"));
  console.log(JSON.stringify([path, found.filter((one) => one.type !== "Description").length]));
}
"""
READ_ANKI = """
import json, os, sys, tempfile
from anki.collection import Collection, ImportCsvRequest
for path in sys.argv[1:]:
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(os.path.join(folder, "c.anki2"))
        metadata = collection.get_csv_metadata(path, None)
        log = collection.import_csv(ImportCsvRequest(path=path, metadata=metadata)).log
        print(json.dumps([path, log.found_notes]))
        collection.close()
"""
READ_SHEET = """
import json, sys, openpyxl
for path in sys.argv[1:]:
    rows = list(openpyxl.load_workbook(path).active.iter_rows(min_row=9, values_only=True))
    print(json.dumps([path, sum(bool(row[1] and row[2] and row[3] and row[6] and row[7]) for row in rows)]))
"""


@pytest.fixture(scope="module")
def node() -> list[str]:
    if not shutil.which("npm"):
        pytest.skip("npm is not there")
    if not (TOOLS / "node_modules" / "gift-pegjs").is_dir():
        TOOLS.mkdir(exist_ok=True)
        fetch(["npm", "install", "--silent", "--no-audit", "gift-pegjs@1"])
    return ["node"]


@pytest.fixture(scope="module")
def python() -> list[str]:
    if not PYTHON.exists():
        venv.create(TOOLS / "venv", with_pip=True)
        fetch([str(PYTHON), "-m", "pip", "install", "-q", "anki", "openpyxl"])
    return [str(PYTHON)]


def fetch(command: list[str]) -> None:
    done = subprocess.run(command, cwd=TOOLS, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"{command[0]} cannot fetch it: {done.stderr[-300:]}")


def counts(command: list[str], script: str, paths: list[str], name: str) -> dict[str, int]:
    """Return how many questions another program finds in each file."""
    (TOOLS / name).write_text(script, encoding="utf-8")
    done = subprocess.run([*command, str(TOOLS / name), *paths], cwd=TOOLS, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(map(json.loads, done.stdout.splitlines()))


def exported(lmq, folder: Path, ending: str) -> dict[str, int]:
    """Export all packs in both languages; return the files, and how many questions each of them holds."""
    files: dict[str, int] = {}
    for pack in PACKS:
        for language in ("en", "de"):
            path = str(folder / f"{pack}-{language}{ending}")
            lmq("--lang", language, "pack", "export", pack, path)
            if Path(path).exists():
                report = json.loads(lmq("pack", "check", path, "--format", "json").stdout)[0]
                assert report["left_out"] == 0
                files[path] = report["taken"] + report["changed"]
    assert files
    return files


def test_gift_is_read_by_gift_pegjs(node, lmq, tmp_path):
    files = exported(lmq, tmp_path, ".gift")
    assert counts(node, READ_GIFT, list(files), "read_gift.js") == files


def test_text_is_imported_by_anki(python, lmq, tmp_path):
    files = exported(lmq, tmp_path, ".txt")
    assert counts(python, READ_ANKI, list(files), "read_anki.py") == files


def test_the_sheet_is_opened_by_openpyxl(python, lmq, tmp_path):
    files = exported(lmq, tmp_path, ".xlsx")
    assert counts(python, READ_SHEET, list(files), "read_sheet.py") == files
