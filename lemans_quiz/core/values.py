"""NamedTuple without what it costs: the standard one spends a tenth of a millisecond on each class at every start.

To a type checker this is `typing.NamedTuple`. At run time classes are made without compiling code, so that ninety of them
cost a millisecond and not nine. What is left out: nothing that this program uses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    try:
        from _collections import _tuplegetter
    except ImportError:
        from operator import itemgetter

        def _tuplegetter(index, doc):
            return property(itemgetter(index), doc=doc)

    _new = tuple.__new__

    class _Maker(type):
        """Makes tuple classes from annotated fields, read as names only."""

        def __new__(maker, name, bases, namespace):
            if tuple in bases or not any(base.__dict__.get("_fields") == () for base in bases):
                return super().__new__(maker, name, bases, namespace)
            fields = tuple(namespace.get("__annotations__", ()))
            defaults = {field: namespace.pop(field) for field in fields if field in namespace}
            for index, field in enumerate(fields):
                namespace[field] = _tuplegetter(index, f"Field number {index}")
            namespace |= {
                "__slots__": (),
                "_fields": fields,
                "_field_defaults": defaults,
                "_tail": tuple(defaults.values()),
                "_width": len(fields),
                "__match_args__": fields,
            }
            return super().__new__(maker, name, bases, namespace)

    class NamedTuple(tuple, metaclass=_Maker):
        """A tuple whose fields have names; see `typing.NamedTuple`."""

        __slots__ = ()
        _fields = _tail = ()
        _width = 0
        _field_defaults: dict[str, object] = {}  # noqa: RUF012 - never changed

        def __new__(cls, *given, **named):  # noqa: D102
            if len(given) == cls._width and not named:
                return _new(cls, given)
            missing = cls._width - len(given)
            if not named and 0 <= missing <= len(cls._tail):
                return _new(cls, given + cls._tail[-missing:])
            return _new(cls, cls._filled(given, named))

        @classmethod
        def _filled(cls, given, named):
            fields, values = cls._fields, list(given)
            if len(given) > len(fields):
                raise TypeError(f"{cls.__name__} takes {len(fields)} fields, not {len(given)}")
            for field in fields[len(given) :]:
                if field in named:
                    values.append(named.pop(field))
                elif field in cls._field_defaults:
                    values.append(cls._field_defaults[field])
                else:
                    raise TypeError(f"{cls.__name__} lacks the field {field!r}")
            if named:
                raise TypeError(f"{cls.__name__} has no field {next(iter(named))!r} left to fill")
            return values

        @classmethod
        def _make(cls, values):
            return cls(*values)

        def _replace(self, /, **changed):
            made = self._make(map(changed.pop, self._fields, self))
            if changed:
                raise ValueError(f"{type(self).__name__} has no field {next(iter(changed))!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            inside = ", ".join(f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({inside})"

        def __getnewargs__(self):
            return tuple(self)


make = tuple.__new__
"""Make a value from a tuple of all its fields, unchecked: for places that make very many, in half of the time."""

__all__ = ["NamedTuple", "make"]
