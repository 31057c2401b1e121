"""What is asked, in the form that the engine takes."""

from __future__ import annotations

import datetime
from os import PathLike
from typing import Any, Iterable, Mapping, Protocol, Union


class ArrowStream(Protocol):
    """A table of any library: pyarrow, Polars, pandas, DuckDB."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


class ArrowArray(Protocol):
    """A part of a table, such as a record batch of pyarrow."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> object: ...


Records = Union[
    ArrowStream,
    ArrowArray,
    bytes,
    bytearray,
    str,
    "PathLike[str]",
    Mapping[str, Any],
    Iterable[Mapping[str, Any]],
]

Moment = Union[datetime.date, datetime.datetime, str, None]


def moment(given: Moment) -> str | None:
    """A day or a time as text."""
    if isinstance(given, datetime.date):
        return given.isoformat()
    return given


def day(given: datetime.date | str) -> str:
    """A day as text."""
    if isinstance(given, datetime.datetime):
        return given.date().isoformat()
    return given.isoformat() if isinstance(given, datetime.date) else given


def read_moment(text: str) -> datetime.date | datetime.datetime:
    """A day or a time of the engine. Python's times have microseconds."""
    if len(text) == 10:
        return datetime.date.fromisoformat(text)
    head, dot, rest = text.removesuffix("Z").partition(".")
    fraction = f".{rest[:6]:0<6}" if dot else ""
    return datetime.datetime.fromisoformat(f"{head}{fraction}+00:00")
