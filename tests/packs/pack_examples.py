"""What tests of examples share: a pack as editors see it, and whether an example of a mistake is one."""

import re
from functools import cache
from typing import Any

import jsonschema
import yaml

from lemans_quiz.authoring.schema import schema
from lemans_quiz.packs.reading.reader import read_pack


class _Yaml12(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads scalars as YAML 1.2 says, which is what editors do: dates, times, yes and no are texts."""


_Yaml12.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
):
    _Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


def _whole(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    return int(loader.construct_scalar(node))


def _real(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> float:
    return float(loader.construct_scalar(node))


_Yaml12.add_constructor("tag:yaml.org,2002:int", _whole)
_Yaml12.add_constructor("tag:yaml.org,2002:float", _real)


def as_json(text: str) -> Any:
    """Return a YAML text as an editor hands it to the schema."""
    return yaml.load(text, _Yaml12)


@cache
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema())


def schema_mistakes(text: str) -> list[str]:
    """Return where the schema rejects a pack, nothing where it accepts it."""
    return [f"{error.json_path}: {error.message}" for error in _validator().iter_errors(as_json(text))]


def shows_the_mistake(wrong: str, mended: str, code: str, tables: dict[str, str] | None = None) -> list[str]:
    """Return what is the matter with an example of a diagnostic: nothing where `wrong` brings it about and `mended` is clean.

    A code that is an error must keep the pack from being read. The schema must accept `mended`; whether it rejects `wrong` is
    not asked, since much of what is wrong depends on how YAML is written.
    """
    content = {name: text.encode() for name, text in (tables or {}).items()}
    before, after = (
        read_pack(text.encode(), file="example.yaml", default_id="example", tables=content.get)
        for text in (wrong, mended)
    )
    faults = []
    if code not in {found.code for found in before.diagnostics}:
        faults.append(f"the wrong example does not bring about {code}: {[found.code for found in before.diagnostics]}")
    if after.pack is None or code in {found.code for found in after.diagnostics}:
        faults.append(f"the mended example is not clean: {[found.code for found in after.diagnostics]}")
    if after.pack is not None and schema_mistakes(mended):
        faults.append(f"the schema rejects the mended example: {schema_mistakes(mended)}")
    return faults
