"""Decides in Spark, where the customers are: with the same engine, and so the same decisions, as everywhere else.

Spark brings the rows of tables and the states to their customers, and each part of the customers is decided on the
worker that has it. It takes pyspark 4.0 or later with pyarrow and pandas on the driver, and pyarrow and this package on the
workers. `docs/spark.md` has more.
"""

from __future__ import annotations

import datetime
import functools
import warnings
from dataclasses import dataclass
from os import PathLike
from typing import Iterable, Iterator, Mapping, NamedTuple, Sequence, Union

import pyarrow as pa  # type: ignore[import-not-found, import-untyped, unused-ignore]
import pyarrow.compute as pc  # type: ignore[import-not-found, import-untyped, unused-ignore]
from pyspark import StorageLevel  # type: ignore[import-not-found, unused-ignore]
from pyspark.sql import Column, DataFrame  # type: ignore[import-not-found, unused-ignore]
from pyspark.sql import functions as F  # type: ignore[import-not-found, unused-ignore]
from pyspark.sql import types as T  # type: ignore[import-not-found, unused-ignore]
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema  # type: ignore[import-not-found, unused-ignore]

from . import _flywheel
from ._asking import Moment, moment
from ._errors import UsageError
from ._program import Program

Order = Union[str, Column, Sequence[Union[str, Column]]]

_GIVEN = "array<struct<name: string, at: string, `for`: string, cost: decimal(38,20), worth: decimal(38,20)>>"
_OWED = "array<struct<name: string, `for`: string, since: string, rule: string>>"

#: The columns of a state, each with its type.
STATE: dict[str, str] = {
    "id": "string",
    "stage": "string",
    "stage_since": "string",
    "tags": "array<string>",
    "given": _GIVEN,
    "owed": _OWED,
}

# What a line is about: a customer, a state, or a row for a list, by its slot. `About` in Rust has the same numbers.
_CUSTOMER, _STATE, _ROWS = 0, 1, 2
_LINES = pa.schema([("about", pa.int32()), ("key", pa.string()), ("record", pa.string())])

# The column with what rows are sorted by.
_ORDER = "order:"

# A part is decided in pieces of so many bytes, at the end of a customer.
_PIECE = 64 << 20

# What comes out of the workers, each in a column of its own.
_MADE = ("decision", "rejected", "state", "stray")


@dataclass(frozen=True)
class Decided:
    """What becomes of customers, as DataFrames. As all that Spark does, they are worked out when somebody uses them.

    If you use more than one of them, call `persist` first, or all is decided again for each.
    """

    #: A row for each customer who was decided, with the columns of `flywheel.Decisions`, and the line of
    #: `flywheel eval --format ndjson` in `ndjson`.
    decisions: DataFrame
    #: A row for each record that was rejected: `file` (customers, state or the table), `id`, `path`, `code`, `reason`, `record`.
    rejected: DataFrame
    #: Where each customer is afterward, in the columns of `STATE`: the `state` of the next run.
    state: DataFrame
    #: A row for each row of a table that belongs to no customer, or to several: `table`, `list`, `record`.
    strays: DataFrame
    #: All of it, as it comes from the workers.
    whole: DataFrame
    #: What was decided for, the same for all parts.
    as_of: str
    _lines: DataFrame | None = None

    def persist(self) -> Decided:
        """Keeps what is decided, so that it is decided once."""
        self.whole.persist()
        return self

    def unpersist(self) -> Decided:
        """Lets go of it, and of what is kept of customers who compete."""
        self.whole.unpersist()
        if self._lines is not None:
            self._lines.unpersist()
        return self


class _Relation(NamedTuple):
    """A list that is made of rows of a table."""

    slot: int
    list: str
    table: str
    #: The column that says whose a row is.
    by: str
    #: Whose the rows are: `id`, `field` or `event`, and the slot of the field or the list.
    owner: tuple[str, int | None]
    #: Which of the rows with one key counts: `first`, `last`; `None` without keys.
    counts: str | None


def decide(
    customers: DataFrame,
    rules: Program | str | PathLike[str],
    *,
    as_of: Moment = None,
    tables: Mapping[str, DataFrame] | None = None,
    state: DataFrame | None = None,
    order: Mapping[str, Order] | None = None,
    json: str | None = None,
    unique: bool = False,
) -> Decided:
    """Decides for all customers of a DataFrame: who moves and who gets what.

    `rules` are a `Program`, or the name of a file that the driver reads; the workers get the text of it. `as_of` is a day,
    which includes the whole day, or a time; without it, the moment is now, which the driver looks up once. `tables` has the
    rows of the tables that the rules name. `state` is what an earlier run left in `Decided.state`: it takes the place of the
    stage, the tags and the gifts in the customers' own columns.

    Rows of a DataFrame have no order. Where it matters which of a customer's rows comes first, `order` names columns by which
    the rows of a table, or `"customers"` with the same id, are sorted; rows that are equal in these, and all rows without
    an order, are sorted by what the rules need of them.

    Where customers compete, all parts are surveyed in this call, so Spark works before it returns.

    `json` names a column of `customers` that has each record as JSON. `unique` says that no id comes twice: then customers
    who need no tables and no state are decided where they are, without a shuffle.
    """
    program = rules if isinstance(rules, Program) else Program.load(rules)
    relations = [_Relation(*one) for one in program._made.relations]
    tables, order = dict(tables or {}), dict(order or {})
    _expect_tables(relations, tables, order)
    at = moment(as_of) or datetime.datetime.now(datetime.timezone.utc).isoformat()
    worker = _Worker(program, at)
    schema = worker.schema()
    keyed = _Keyed(program, customers, "customers", order.get("customers"), json)
    lines = None
    if unique and not relations and state is None and not program.competes:
        whole = keyed.rows.mapInArrow(_Direct(keyed.keyer, worker), schema)
    else:
        pieces = [keyed.lines(_CUSTOMER, "id")]
        if state is not None:
            pieces.append(_Keyed(program, _state(state), "state").lines(_STATE, "id"))
        lines = _together(pieces + _rows(program, keyed, relations, tables, order))
        if program.competes:
            # They are read once, so that each survey and the decisions see the same.
            lines = lines.persist(StorageLevel.MEMORY_AND_DISK)
            worker.known = _known(program, lines, at)
        whole = lines.mapInArrow(worker, schema)
    decisions, rejected, after, strays = (
        whole.where(F.col(name).isNotNull()).select(f"{name}.*") for name in _MADE
    )
    return Decided(decisions, rejected, after, strays, whole, at, lines)


def _expect_tables(
    relations: list[_Relation], tables: Mapping[str, DataFrame], order: Mapping[str, Order]
) -> None:
    """All tables of the rules have to be there, and no others."""
    known = sorted({relation.table for relation in relations})
    named = f"they have lists from {', '.join(known)}" if known else "they have no list from a table"
    for name in [*tables, *(name for name in order if name != "customers")]:
        if name not in known:
            raise UsageError(f'the rules have no list from a table "{name}"', help=named)
    for name in known:
        if name not in tables:
            what = f'the rules need the table "{name}", which is not given'
            raise UsageError(what, help=f'add tables={{"{name}": rows}}')
    for list, table, counts in ((one.list, one.table, one.counts) for one in relations):
        if counts and table not in order:
            warnings.warn(
                f"of {list} with the same key, the {counts} counts, and rows of a DataFrame have no order: "
                f'say order={{"{table}": column}} if keys come more than once',
                stacklevel=3,
            )


class _Keyed:
    """The rows of a DataFrame as lines, each with what says whose it is."""

    def __init__(
        self,
        program: Program,
        rows: DataFrame,
        source: str,
        order: Order | None = None,
        json: str | None = None,
    ) -> None:
        table = source.removeprefix("table:") if source.startswith("table:") else None
        names = rows.columns
        if source != "state":
            names = program._made.needed(names, table) if json is None else [json]
        chosen = [F.col(_quoted(name)) for name in names]
        by = [order] if isinstance(order, (str, Column)) else list(order or [])
        # What cannot be used is seen here, and not on a worker.
        empty = to_arrow_schema(rows.select(*chosen).schema, timezone="UTC").empty_table()
        fields = from_arrow_schema(pa.table(program._made.keyed(empty, source, json)).schema).fields
        self.ordered = bool(by)
        if by:
            chosen.append(F.struct(*by).alias(_ORDER))
        self.keyer = _Keyer(program, source, json)
        self.rows = rows.select(*chosen)
        if by:
            fields = [*fields, self.rows.schema[_ORDER]]
        self.keyed = self.rows.mapInArrow(self.keyer, T.StructType(fields))

    def lines(self, about: int, key: str) -> DataFrame:
        """The lines of a part that these rows are."""
        return _lines(self.keyed, about, F.col(_quoted(key)))


def _lines(rows: DataFrame, about: int, key: Column) -> DataFrame:
    order = [F.col(_ORDER).alias(f"{_ORDER}{about}")] if _ORDER in rows.columns else []
    return rows.select(F.lit(about).alias("about"), key.alias("key"), "record", *order)


def _known(program: Program, lines: DataFrame, as_of: str) -> bytes:
    """What all customers compete for: each part is surveyed, and the driver merges what they say, as often as the rules ask."""
    known: bytes | None = None
    while known is None or program.needs_survey(known):
        made = lines.mapInArrow(_Surveyor(program, as_of, known), "survey binary").collect()
        surveys = [bytes(row.survey) for row in made]
        # Where there is nobody, nobody competes.
        known = program.merge(surveys or [program.survey(b"", as_of=as_of, known=known)])
    return known


def _together(pieces: list[DataFrame]) -> DataFrame:
    """All lines, so that those with one key are in one part and next to each other, in an order that nothing changes."""
    lines = functools.reduce(lambda all, more: all.unionByName(more, allowMissingColumns=True), pieces)
    order = [F.col(_quoted(name)) for name in lines.columns if name.startswith(_ORDER)]
    parts = lines.repartition(F.coalesce("key", "record"))
    return parts.sortWithinPartitions("key", "about", *order, "record").select(*_LINES.names)


def _rows(
    program: Program,
    customers: _Keyed,
    relations: list[_Relation],
    tables: Mapping[str, DataFrame],
    order: Mapping[str, Order],
) -> list[DataFrame]:
    """The lines of the rows of tables, each with the id of the customer who has it."""
    keyed = {
        name: _Keyed(program, rows, f"table:{name}", order.get(name)) for name, rows in tables.items()
    }
    owned: dict[int, DataFrame] = {}
    for relation in relations:
        rows = _named(keyed[relation.table].keyed, relation)
        kind, of = relation.owner
        if kind == "id":
            rows = rows.withColumn("key", F.col("by"))
        else:
            assert of is not None
            claims = _claims(owned[of]) if kind == "event" else _values(customers, of)
            rows = _found(rows, "by", claims)
        if relation.counts:
            blank = _Keyed(
                program,
                tables[relation.table].where(_may_lack(tables[relation.table], relation.by)),
                f"table:{relation.table}",
                order.get(relation.table),
            )
            rows = _with_copies(rows, _named(blank.keyed, relation))
        owned[relation.slot] = rows
    return [_lines(rows, _ROWS + slot, F.col("key")) for slot, rows in owned.items()]


def _named(keyed: DataFrame, relation: _Relation) -> DataFrame:
    """The rows for a list: `by`, whose they are, `own`, their key, and the rest."""
    own = F.col(_quoted(f"key:{relation.slot}")) if relation.counts else F.lit(None).cast("string")
    order = [_ORDER] if _ORDER in keyed.columns else []
    by = F.col(_quoted(f"by:{relation.slot}"))
    return keyed.select(by.alias("by"), own.alias("own"), "record", *order)


def _may_lack(rows: DataFrame, by: str) -> Column:
    """Which rows may not say whose they are, as far as Spark can see without the engine."""
    if by not in rows.columns:
        return F.lit(True)
    column = F.col(_quoted(by))
    if isinstance(rows.schema[by].dataType, T.StringType):
        # The rules may say which other texts stand for nothing.
        return F.lit(True)
    return column.isNull()


def _claims(owned: DataFrame) -> DataFrame:
    """Which customer alone has rows with a key. Those of nobody claim it too, for nobody."""
    named = owned.where(F.col("by").isNotNull() & F.col("own").isNotNull())
    return _alone(named, "own", "key")


def _values(customers: _Keyed, field: int) -> DataFrame:
    """Which customer alone has a value in a field. Of several records of a customer, the first counts."""
    first = [F.col(_ORDER)] if customers.ordered else []
    value = F.min_by(F.struct(F.col(_quoted(f"field:{field}")).alias("value")), F.struct(*first, "record"))
    each = customers.keyed.where(F.col("id").isNotNull()).groupBy("id").agg(value.alias("first"))
    said = each.select(F.col("id"), F.col("first.value").alias("value")).where(F.col("value").isNotNull())
    return _alone(said, "value", "id")


def _alone(rows: DataFrame, what: str, owner: str) -> DataFrame:
    """What only one owner has, with the owner."""
    grouped = rows.groupBy(F.col(what).alias("what"))
    owners = grouped.agg(F.min(owner).alias("key"), F.max(owner).alias("last"), F.bool_or(F.col(owner).isNull()).alias("none"))
    return owners.where((F.col("key") == F.col("last")) & ~F.col("none")).select("what", "key")


def _found(rows: DataFrame, by: str, claims: DataFrame) -> DataFrame:
    return rows.join(claims, rows[by] == claims["what"], "left").drop("what")


def _with_copies(rows: DataFrame, blank: DataFrame) -> DataFrame:
    """Gives rows that do not say whose they are to the customer who alone has other rows with their key.

    There are few or none, so rows with the same keys are looked for only if there are some.
    """
    lacks = F.col("by").isNull() & F.col("own").isNotNull()
    blank = blank.where(lacks)
    keys = blank.select("own").distinct()
    copies = _found(blank, "own", _claims(rows.join(keys, "own", "left_semi")))
    return rows.where(~lacks).unionByName(copies)


def _state(state: DataFrame) -> DataFrame:
    """A state with its columns in their types."""
    for name in STATE:
        if name not in state.columns:
            raise UsageError(f'the state has no column "{name}"', help=f"a state has the columns {', '.join(STATE)}")
    return state.select(*(_as(state, name, T.DataType.fromDDL(kind)).alias(name) for name, kind in STATE.items()))


def _as(state: DataFrame, name: str, kind: T.DataType) -> Column:
    """A column of a state in its type. The fields in a list go by their names, in whatever order they are."""
    column = F.col(name)
    if not isinstance(kind, T.ArrayType) or not isinstance(kind.elementType, T.StructType):
        return column.cast(kind)
    fields = kind.elementType
    had = state.schema[name].dataType
    if not isinstance(had, T.ArrayType) or not isinstance(had.elementType, T.StructType):
        # A list that is empty everywhere may have no fields.
        return column.cast(kind)
    for field in fields.names:
        if field not in had.elementType.names:
            help = f"an item of it has the fields {', '.join(fields.names)}"
            raise UsageError(f'the column "{name}" of the state has no field "{field}"', help=help)

    def item(old: Column) -> Column:
        parts = [old.getField(field.name).cast(field.dataType).alias(field.name) for field in fields.fields]
        return F.when(old.isNotNull(), F.struct(*parts))

    return F.transform(column, item)


class _Rules:
    """Rules for the workers: they get the texts, and each process reads them once."""

    def __init__(self, program: Program) -> None:
        (_, text), *used = program._made.texts()
        self._read = (text, program.name, tuple(map(tuple, used)))

    @property
    def made(self) -> _flywheel.Program:
        return _made(*self._read)


@functools.lru_cache(maxsize=8)
def _made(text: str, name: str, used: tuple[tuple[str, str], ...]) -> _flywheel.Program:
    return _flywheel.Program.parse(text, name, dict(used))


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


class _Keyer:
    """Makes lines of rows, on the workers."""

    def __init__(self, program: Program, source: str, json: str | None) -> None:
        self.rules, self.source, self.json = _Rules(program), source, json

    def table(self, batch: pa.RecordBatch) -> pa.Table:
        """The lines of some rows, in their order."""
        return pa.table(self.rules.made.keyed(batch, self.source, self.json))

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            names = batch.schema.names
            if _ORDER in names:
                place = names.index(_ORDER)
                keyed = self.table(_without(batch, place)).append_column(batch.schema.field(place), batch.column(place))
            else:
                keyed = self.table(batch)
            yield from keyed.to_batches()


def _without(batch: pa.RecordBatch, place: int) -> pa.RecordBatch:
    fields = [field for at, field in enumerate(batch.schema) if at != place]
    columns = [column for at, column in enumerate(batch.columns) if at != place]
    return pa.RecordBatch.from_arrays(columns, schema=pa.schema(fields))


class _Pieces:
    """Takes the lines of a part in pieces of whole customers."""

    def __init__(self, program: Program, as_of: str, known: bytes | None = None) -> None:
        self.rules, self.as_of, self.known = _Rules(program), as_of, known

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        held: list[pa.RecordBatch] = []
        size = 0
        for batch in batches:
            held.append(batch)
            size += batch.nbytes
            if size >= _PIECE:
                piece, rest = _cut(pa.Table.from_batches(held))
                yield from self.piece(piece)
                held = rest.to_batches()
                size = rest.nbytes
        if held:
            yield from self.piece(pa.Table.from_batches(held))

    def piece(self, lines: pa.Table) -> Iterator[pa.RecordBatch]:
        """What comes of some lines, which are all lines of their customers."""
        raise NotImplementedError


class _Surveyor(_Pieces):
    """Surveys the customers of a part, on the workers."""

    def piece(self, lines: pa.Table) -> Iterator[pa.RecordBatch]:
        survey = self.rules.made.survey_part(lines.cast(_LINES), self.as_of, self.known, 1)
        if survey is not None:
            yield pa.RecordBatch.from_arrays([pa.array([survey], pa.binary())], names=["survey"])


class _Worker(_Pieces):
    """Decides for the customers of a part, on the workers."""

    def schema(self) -> T.StructType:
        """What comes out: in each row one of the columns."""
        made = self._made(_LINES.empty_table())
        kinds = [from_arrow_schema(one.schema) for one in made]
        return T.StructType([T.StructField(name, kind, True) for name, kind in zip(_MADE, kinds)])

    def piece(self, lines: pa.Table) -> Iterator[pa.RecordBatch]:
        if not lines.num_rows:
            return
        made = self._made(lines.cast(_LINES))
        kinds = [pa.struct(one.schema) for one in made]
        for place, table in enumerate(made):
            for batch in table.to_batches():
                columns = [pa.nulls(batch.num_rows, kind) for kind in kinds]
                columns[place] = batch.to_struct_array()
                yield pa.RecordBatch.from_arrays(columns, names=list(_MADE))

    def _made(self, lines: pa.Table) -> list[pa.Table]:
        # Spark counts on one core for each part.
        return [pa.table(one) for one in self.rules.made.decide_part(lines, self.as_of, self.known, 1)]


def _cut(lines: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Lines whose customers are all there, and those of the last one, of whom there may be more."""
    keys = lines.column("key")
    last = keys[-1]
    end = pc.index(keys, last).as_py() if last.is_valid else lines.num_rows
    return lines.slice(0, end), lines.slice(end)


class _Direct:
    """Decides for customers where they are, each by one record."""

    def __init__(self, keyer: _Keyer, worker: _Worker) -> None:
        self.keyer, self.worker = keyer, worker

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return self.worker(self._lines(batches))

    def _lines(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            records = self.keyer.table(batch).column("record").combine_chunks()
            about = pa.array([_CUSTOMER] * len(records), pa.int32())
            columns = [about, pa.nulls(len(records), pa.string()), records]
            yield pa.RecordBatch.from_arrays(columns, schema=_LINES)
