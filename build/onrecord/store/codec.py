"""Value types as JSON and back: the fields of a dataclass in their order, so that a type may grow without an edit here.

What is stored is read by the code that wrote it and by no other (the code's version is part of every key), hence no names of fields.
"""

from __future__ import annotations

import collections.abc
import datetime as dt
import json
import types
from dataclasses import fields, is_dataclass
from functools import cache
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    NewType,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from onrecord import errors, model

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_SIMPLE = (str, int, float)
_SEQUENCES = (tuple, list)
# What is stored cannot hold itself.
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode

# Our modules import types that only annotations name under TYPE_CHECKING; here they are needed.
_NAMES = {**vars(collections.abc), "date": dt.date, **vars(errors), **vars(model)}


def encode(value: object) -> str:
    """Give a value as JSON.

    >>> encode((model.Link(title="a", url="b"),))
    '[["a","b"]]'
    """
    return _ENCODE(_plain(value))


def decode(kind: type[T], text: str | bytes) -> T:
    """Give the value of the type `kind` that `encode` was given.

    Raises:
        ValueError: it is no such value.

    >>> decode(model.Link, '["a","b"]')
    Link(title='a', url='b')
    """
    try:
        return decoder(kind)(json.loads(text))  # type: ignore[no-any-return]
    except (TypeError, KeyError, IndexError, RecursionError) as error:
        raise ValueError(str(error)) from error


def decoder(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - types and what typing makes of them
    """Give the function that makes a value of a type from JSON."""
    return _decoder(kind)


def _plain(value: object) -> object:
    """Give what JSON can hold. Markup is a text to JSON."""
    if value is None or isinstance(value, _SIMPLE):
        return value
    if isinstance(value, _SEQUENCES):
        # Nearly all that is stored are texts in a row.
        return [each if type(each) is str else _plain(each) for each in value]
    if is_dataclass(value):
        kind: Any = type(value)
        return [_plain(getattr(value, name)) for name in _names(kind)]
    for kind, plain in _PLAIN:
        if isinstance(value, kind):
            return plain(value)
    raise TypeError(
        f"{type(value).__name__} cannot be stored; give onrecord.store.codec a line for it"
    )


@cache
def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - the same
    return tuple(field.name for field in fields(kind) if field.init)


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - types and what typing makes of them
    if isinstance(kind, NewType):
        return decoder(kind.__supertype__)
    if kind in _SCALARS:
        return _SCALARS[kind]
    if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, tuple)):
        # A named tuple holds what JSON gives as it is: there are a hundred thousand of them.
        if is_dataclass(kind):
            return _decode_dataclass(kind)
        return cast("Callable[[Any], Any]", kind._make)  # type: ignore[attr-defined]
    origin, parameters = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _among(parameters)
    if origin in {Union, types.UnionType}:
        return _decode_optional(parameters)
    if origin in _CONTAINERS and parameters:
        return _decode_container(origin, parameters)
    raise TypeError(f"{kind} cannot be stored; give onrecord.store.codec a line for it")


def _exactly(kind: type) -> Callable[[Any], Any]:
    def read(value: object) -> object:
        if type(value) is not kind:
            raise ValueError(f"{value!r} is no {kind.__name__}")
        return value

    return read


def _among(choices: tuple[object, ...]) -> Callable[[Any], Any]:
    def read(value: object) -> object:
        if value not in choices:
            raise ValueError(f"{value!r} is none of {choices}")
        return value

    return read


def _decode_dataclass(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(
        kind, localns={**_NAMES, **vars(__import__(kind.__module__, fromlist=["_"]))}
    )
    names = _names(kind)
    parts: list[Callable[[Any], Any]] = []

    def read(values: list[Any]) -> Any:  # noqa: ANN401 - the dataclass
        if not parts:
            # Not before the first value: a type may hold itself.
            parts.extend(decoder(hints[name]) for name in names)
        return kind(
            **{
                name: part(value)
                for name, part, value in zip(names, parts, _list(values), strict=True)
            }
        )

    return read


def _decode_optional(parameters: tuple[Any, ...]) -> Callable[[Any], Any]:
    some = [each for each in parameters if each is not type(None)]
    if len(some) != 1 or len(some) == len(parameters):
        raise TypeError(
            f"one of {parameters} cannot be told from the others; of a union only `X | None` can be stored"
        )
    part = decoder(some[0])
    return lambda value: None if value is None else part(value)


def _decode_container(origin: Any, parameters: tuple[Any, ...]) -> Callable[[Any], Any]:  # noqa: ANN401 - the same
    parts = [decoder(parameter) for parameter in parameters if parameter is not Ellipsis]
    if issubclass(origin, collections.abc.Mapping):
        return lambda value: {parts[0](name): parts[1](each) for name, each in _list(value)}
    if origin is tuple and Ellipsis not in parameters:
        return lambda value: tuple(
            part(each) for part, each in zip(parts, _list(value), strict=True)
        )
    [part] = parts
    made = {list: list, frozenset: frozenset, set: set}.get(origin, tuple)
    return lambda value: made(map(part, _list(value)))


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"{value!r} is no list")  # noqa: TRY004 - a damaged store is a wrong value, whatever is wrong with it
    return value


_SCALARS: dict[Any, Callable[[Any], Any]] = {
    str: _exactly(str),
    int: _exactly(int),
    bool: _exactly(bool),
    float: float,
    dt.date: dt.date.fromisoformat,
    bytes: lambda value: _exactly(str)(value).encode("latin-1"),
}
_PLAIN: tuple[tuple[Any, Callable[[Any], object]], ...] = (
    (
        collections.abc.Mapping,
        lambda value: [[_plain(name), _plain(each)] for name, each in value.items()],
    ),
    (set | frozenset, lambda value: [_plain(each) for each in sorted(value)]),
    (dt.date, dt.date.isoformat),
    (bytes, lambda value: value.decode("latin-1")),
)
_CONTAINERS = (
    tuple,
    list,
    set,
    frozenset,
    dict,
    collections.abc.Sequence,
    collections.abc.Mapping,
)
