"""Pages in a real browser: the system's Chromium, driven by Playwright. What needs it is skipped where there is none."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
TOOLS = Path(__file__).resolve().parents[2] / ".e2e"
"""What npm fetched once."""

_RULES = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()
_QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def playwright() -> Iterator[Any]:
    """What starts browsers: a process can have one at a time, and nothing else of asyncio beside it."""
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="module")
def browser(playwright: Any) -> Iterator[Any]:
    """Chromium, one for all tests of a file."""
    found = playwright.chromium.launch(executable_path=CHROMIUM, args=[*_QUIET])
    yield found
    found.close()


@pytest.fixture
def new_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open pages, each with storage of its own; in the end none of them may have had an error.

    `width` and `height` are the window's; everything else goes to Playwright's new_context, such as color_scheme or locale.
    """
    contexts: list[Any] = []
    errors: list[str] = []

    def open_page(address: str = "", *, width: int = 1280, height: int = 720, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda told: errors.append(told.text) if is_fault(told) else None)
        if address:
            page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def is_fault(told: Any) -> bool:
    """Tell whether a line in the console is a fault of the page: a laptop that is away is none."""
    return told.type == "error" and "ERR_CONNECTION" not in told.text and "WebSocket" not in told.text


@pytest.fixture(scope="session")
def shot(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Any, str], Path]:
    """Take a picture of a page under a name, into one folder for all tests of a process."""
    folder = tmp_path_factory.mktemp("pictures")

    def take(page: Any, name: str) -> Path:
        path = folder / f"{name}.png"
        page.screenshot(path=str(path))
        return path

    return take


_SPILLED = """() => {
  const found = [];
  const [width, height] = [innerWidth, innerHeight];
  const own = (node) => [...node.childNodes].some((one) => one.nodeType === 3 && one.textContent.trim());
  const told = (node) => `${node.tagName.toLowerCase()}.${node.className.baseVal || node.className}: ${node.textContent.slice(0, 40)}`;
  const texts = [...document.body.querySelectorAll("*")].filter((node) => own(node) && node.checkVisibility({ visibilityProperty: true }));
  const places = texts.map((node) => { const all = document.createRange(); all.selectNodeContents(node); return all.getBoundingClientRect(); });
  texts.forEach((node, n) => {
    const at = places[n];
    if (at.left < -1 || at.top < -1 || at.right > width + 1 || at.bottom > height + 1) found.push(`outside ${told(node)}`);
    for (let other = n + 1; other < texts.length; other++) {
      const is_inside = node.contains(texts[other]) || texts[other].contains(node);
      const more = places[other];
      const across = Math.min(at.right, more.right) - Math.max(at.left, more.left);
      const down = Math.min(at.bottom, more.bottom) - Math.max(at.top, more.top);
      if (!is_inside && across > 1 && down > 0.3 * Math.min(at.height, more.height)) found.push(`${told(node)} over ${told(texts[other])}`);
    }
  });
  if (document.documentElement.scrollHeight > height || document.documentElement.scrollWidth > width) found.push("the page scrolls");
  return found;
}"""


@pytest.fixture(scope="session")
def spilled() -> Callable[[Any], list[str]]:
    """Return what of a page stands outside the window or over another text, and whether it scrolls; texts are measured."""

    def measure(page: Any) -> list[str]:
        return [str(one) for one in json.loads(json.dumps(page.evaluate(_SPILLED)))]

    return measure


def fetched(name: str, version: str) -> Path:
    """Return the folder of a package of npm: each in a place of its own, whole or not at all, however many tests fetch it at once."""
    home = TOOLS / f"npm-{name}-{version}"
    if not home.is_dir():
        if not shutil.which("npm"):
            pytest.skip("npm is not there")
        TOOLS.mkdir(exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=f"{home.name}-", dir=TOOLS))
        command = ["npm", "install", "--silent", "--no-audit", "--prefix", str(making), f"{name}@{version}"]
        done = subprocess.run(command, cwd=making, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"npm cannot fetch {name}: {done.stderr[-300:]}")
        with suppress(OSError):  # Another was quicker.
            making.rename(home)
        shutil.rmtree(making, ignore_errors=True)
    return home / "node_modules" / name


@pytest.fixture(scope="session")
def violations() -> Callable[[Any], list[str]]:
    """Return what axe-core finds on a page."""
    source = (fetched("axe-core", "4") / "axe.min.js").read_text(encoding="utf-8")

    def look(page: Any) -> list[str]:
        page.evaluate(f"() => {{ if (!window.axe) {{ {source} }} }}")
        found = page.evaluate(f"() => axe.run(document, {{ runOnly: {json.dumps(_RULES)} }})")
        return [f"{one['id']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]]

    return look
