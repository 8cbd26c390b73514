"""The architecture: who may import whom, how long a module may be, what a commit must keep in step."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "lemans_quiz"
MODULES = sorted(PACKAGE.rglob("*.py"))
MACHINERY = ("core", "packs", "formats", "storage", "terminal", "room", "play", "cli")
"""Folders whose name is their layer."""

FEATURES = ("stats", "history", "sheets", "cards", "authoring")
"""Folders, with those under games/, in which the layer is told by the file's name."""

ROLES = {
    "rules": "rules game commands state seating arranging scores report key_descriptions",
    "packs": "advice lint item options pack pairs told_elsewhere file_names marks ranks tells from_table ids installing origins schema template updates writer",
    "front": "screen views pages text lines telling events stream result keys prompts ending board letters theme driver plots walls privacy again mending "
    "html layout markdown model typst drawing",
    "journal": "journal",
    "desk": "desk rehearsal card_seats",
    "network": "server phone requests links firewall",
    "wiring": "command setup field offer draw settings report_file history find delete check flagged export list_command show_command "
    "check_command new_command add_command preview_command remove_command schema_command report_command export_command from_address from_file interview",
}
"""What a file of a game or a feature is, by its name."""

VALUES = {"room.names", "room.standings", "room.cards"}
"""Pure values of the room, which the rules of games may use: a layer of their own."""

SHARED = {"curtain", "errors", "paths", "files", "i18n", ""}
MAY_IMPORT = {
    "core": {"core"},
    "errors": {"core"},
    "paths": {"core", "errors"},
    "files": {"core", "errors", "files"},
    "i18n": {"core", "i18n"},
    "packs": {"core", "packs", *SHARED},
    "formats": {"core", "formats", *SHARED},
    "storage": {"core", "storage", *SHARED},
    "terminal": {"core", "terminal", *SHARED},
    "values": {"core", "values"},
    "room": {"core", "storage", "terminal", "room", "values", *SHARED},
    "play": {"core", "terminal", "play", *SHARED},
    "cli": {"core", "packs", "formats", "storage", "terminal", "play", "cli", *SHARED},
    "rules": {"core", "values", "rules"},
    "role packs": {"core", "packs", "formats", "rules", "role packs", *SHARED},
    "front": {"core", "terminal", "room", "values", "play", "rules", "desk", "front", *SHARED},
    "desk": {"core", "values", "room", "rules", "desk", *SHARED},
    "journal": {"core", "storage", "room", "values", "rules", "journal", *SHARED},
    "network": {"core", "values", "room", "rules", "desk", "journal", "network", *SHARED},
    "wiring": {*MACHINERY, "values", "rules", "role packs", "front", "desk", "journal", "network", "wiring", *SHARED},
    "app": {*MACHINERY, "wiring", *SHARED},
    "curtain": {""},
    "begin": {"app", "cli", "curtain", ""},
    "__main__": {"begin"},
}
"""For each layer and role, what it may import."""

NOT_IN_CORE = {"os", "sys", "io", "time", "random", "pathlib", "sqlite3", "socket", "asyncio", "yaml", "rich", "typer"}


@cache
def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def module_name(path: Path) -> str:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


def targets(name: str) -> set[str]:
    parent = name.rpartition(".")[0]
    return {name} if name in KNOWN else {parent} & KNOWN


KNOWN = {module_name(path) for path in MODULES}


def layer(module: str) -> str:
    """Return the layer of one of our modules, named without the package: its first folder, or its role."""
    if module in VALUES:
        return "values"
    parts = module.split(".")
    folder = 2 if parts[0] == "games" else 1
    if parts[0] not in ("games", *FEATURES):
        return parts[0]
    if len(parts) == 1 or module in FOLDERS or (parts[0] == "games" and len(parts) == 2):
        return "wiring"
    roles = [role for role, names in ROLES.items() if parts[-1] in names.split()]
    assert len(roles) == 1 and len(parts) > folder, f"{module} has no role: name it by what it is, see ROLES"  # noqa: PT018
    return "role packs" if roles[0] == "packs" else roles[0]


def room_of(module: str) -> str:
    """Return the game or the feature that a module belongs to, or nothing for machinery."""
    parts = module.split(".")
    if parts[0] == "games":
        return ".".join(parts[:2]) if ".".join(parts[:2]) in FOLDERS else ""
    return parts[0] if parts[0] in FEATURES else ""


def own_name(path: Path) -> str:
    return module_name(path).removeprefix("lemans_quiz").removeprefix(".")


FOLDERS = {".".join(path.parent.relative_to(PACKAGE).parts) for path in MODULES if path.name == "__init__.py"}


@cache
def reached(path: Path) -> set[str]:
    """Return the names of our own modules that a module imports, without the package."""
    found = {target for name in imported(path) for target in targets(name)}
    return {name.removeprefix("lemans_quiz").removeprefix(".") for name in found}


def imports() -> list[tuple[str, str]]:
    """Return every pair of our own modules of which the first imports the second."""
    return [(own_name(path), name) for path in MODULES for name in sorted(reached(path))]


def test_a_layer_imports_only_what_is_below_it() -> None:
    found = {(own, name) for own, name in imports() if own and layer(name) not in MAY_IMPORT[layer(own)]}
    assert found == set()


def test_no_game_imports_another_and_no_machinery_a_game() -> None:
    found = {(own, name) for own, name in imports() if own != "app" and room_of(name) not in ("", room_of(own))}
    assert found == set()


@pytest.mark.parametrize("folder", sorted(FOLDERS), ids=lambda folder: folder or "lemans_quiz")
def test_a_folder_has_at_most_26_modules(folder: str) -> None:
    assert len(list(PACKAGE.joinpath(*folder.split(".")).glob("*.py"))) <= 26


PURE = [path for path in MODULES if own_name(path) and layer(own_name(path)) in ("core", "rules", "values")]


def test_the_core_and_the_rules_of_games_touch_nothing() -> None:
    roots = {own_name(path): {name.partition(".")[0] for name in imported(path)} for path in PURE}
    assert {name: found for name, found in roots.items() if found & NOT_IN_CORE} == {}


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


def test_a_module_says_what_it_is_and_stays_short() -> None:
    sources = {own_name(path): path.read_text(encoding="utf-8") for path in MODULES}
    assert [name for name, source in sources.items() if not ast.get_docstring(ast.parse(source))] == []
    assert {name: length for name, source in sources.items() if (length := source.count("\n")) > 400} == {}


def test_queries_number_no_placeholders() -> None:
    """Python 3.12.0 to 3.12.3 warn of `?1` with a tuple."""
    assert [own_name(path) for path in MODULES if re.search(r"(?<!\[)\?\d", path.read_text(encoding="utf-8"))] == []


def test_ci_runs_the_test_command_of_the_readme() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").split("<!-- test command -->")[1].splitlines()
    command = next(line for line in lines if line and not line.startswith("```"))
    assert "pytest" in command
    told = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for step in ("<!-- test command -->", "make check", "make e2e", "make matrix ROWS=lowest"):
        assert step in told


def test_a_module_that_is_named_in_another_is_there() -> None:
    names = {path.name for folder in ("lemans_quiz", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")}
    told = {
        (str(path.relative_to(PACKAGE)), name)
        for path in MODULES
        for name in re.findall(r"(?<![`\w])[a-z_]+\.py\b", path.read_text(encoding="utf-8"))
    }
    assert {(where, name) for where, name in told if name not in names} == set()
