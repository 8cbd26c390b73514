"""The house rules: who may import whom, how long a module may be, what a commit must keep in step."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "lemans_quiz"
MODULES = sorted(PACKAGE.rglob("*.py"))
EDGES = {"packs", "formats", "storage", "terminal", "sheets", "web"}
SHARED = {"core", "errors", "paths", "i18n", "__version__", "__init__"}
NOT_IN_CORE = {"os", "sys", "io", "time", "random", "pathlib", "sqlite3", "socket", "asyncio", "yaml", "rich", "typer"}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def layer(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else path.stem


def ours(name: str) -> str:
    parts = name.split(".")
    return parts[1] if parts[0] == "lemans_quiz" and len(parts) > 1 else ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_layer_imports_only_what_is_below_it(path: Path) -> None:
    own = layer(path)
    reached = {ours(name) for name in imported(path)} - {"", own}
    allowed = {
        "core": {"core"},
        "cli": EDGES | SHARED,
        "__main__": {"cli"},
        "errors": {"core"},
        "paths": set(),
        "i18n": {"core"},
    }
    assert reached <= allowed.get(own, SHARED), f"{own} reaches {sorted(reached - allowed.get(own, SHARED))}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "core").rglob("*.py")), ids=lambda path: path.name)
def test_the_core_touches_nothing(path: Path) -> None:
    roots = {name.partition(".")[0] for name in imported(path)}
    assert not roots & NOT_IN_CORE


def test_no_module_imports_itself_by_a_way_round() -> None:
    graph = {module_name(path): {target for name in imported(path) for target in targets(name)} for path in MODULES}
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " -> ".join((*way, name))
        if name not in done:
            for target in graph.get(name, ()):
                if target != name:
                    visit(target, (*way, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def module_name(path: Path) -> str:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


def targets(name: str) -> set[str]:
    known = {module_name(path) for path in MODULES}
    whole, parent = name, name.rpartition(".")[0]
    return {whole} if whole in known else {parent} & known


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_says_what_it_is_and_stays_short(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source))
    assert source.count("\n") <= 400


def test_ci_runs_the_test_command_of_the_readme() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").split("<!-- test command -->")[1].splitlines()
    command = next(line for line in lines if line and not line.startswith("```"))
    assert "pytest" in command
    assert "<!-- test command -->" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
