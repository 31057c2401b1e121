//! What Python gives as records: Arrow, bytes, the name of a file, or objects.

use std::path::PathBuf;
use std::sync::OnceLock;

use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, SchemaRef};
use flywheel::plan::Needs;
use flywheel::values::with_article;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyString};
use pyo3_arrow::input::AnyRecordBatch;

use crate::arrow::{Layout, Rows, Wanted};
use crate::failed::Failed;
use crate::records::{Content, Records};
use crate::spoken::Classes;

/// What records call themselves that are not in a file.
pub(crate) const CUSTOMERS: &str = "customers";

/// Customers as Python gives them. `json` is the column of a table that has each record as a text.
///
/// # Errors
/// If they are nothing that can be read as records.
pub(crate) fn customers(
    given: &Bound<'_, PyAny>,
    needs: &Needs,
    json: Option<&str>,
) -> Result<Records, Failed> {
    records(CUSTOMERS, given, needs, json, &Wanted::of_customers(needs), true)
}

/// The rows of a table as Python gives them.
///
/// # Errors
/// If they are nothing that can be read as rows.
pub(crate) fn rows(
    table: &str,
    given: &Bound<'_, PyAny>,
    needs: &Needs,
) -> Result<Records, Failed> {
    records(table, given, needs, None, &Wanted::of_rows(needs, table), false)
}

/// Rows of any kind as Python gives them, of which this is needed.
///
/// # Errors
/// If they are nothing that can be read as rows.
pub(crate) fn wanted(
    name: &str,
    given: &Bound<'_, PyAny>,
    needs: &Needs,
    json: Option<&str>,
    wanted: &Wanted,
) -> Result<Records, Failed> {
    records(name, given, needs, json, wanted, false)
}

fn records(
    name: &str,
    given: &Bound<'_, PyAny>,
    needs: &Needs,
    json: Option<&str>,
    wanted: &Wanted,
    are_customers: bool,
) -> Result<Records, Failed> {
    if given.hasattr("__arrow_c_stream__")? || given.hasattr("__arrow_c_array__")? {
        let (schema, batches) = table(name, given)?;
        if let Some(column) = json {
            let rows = Rows::of_json(name, batches, &schema, column)?;
            return Ok(Records::new(name, Content::Rows(rows)));
        }
        let layout = Layout::new(name, &schema, wanted)?;
        let lacks = OnceLock::new();
        if are_customers {
            lacks.get_or_init(|| layout.lacks(&schema, needs));
        }
        let content = Content::Rows(Rows::new(batches, layout));
        return Ok(Records { lacks, ..Records::new(name, content) });
    }
    if json.is_some() {
        return Err(Failed::usage("json names a column of a table, and these records are none"));
    }
    if given.is_instance_of::<PyBytes>() || given.is_instance_of::<PyByteArray>() {
        let bytes = given.extract::<PyBackedBytes>().map_err(PyErr::from)?;
        return Ok(Records::new(name, Content::Bytes(bytes)));
    }
    if given.is_instance_of::<PyString>() || given.hasattr("__fspath__")? {
        let path: PathBuf = given.extract()?;
        let name = path.display().to_string();
        let is_text = !path.exists() && name.contains(['{', '[', '\n']);
        if is_text {
            return Err(Failed::usage("a text is taken for the name of a file")
                .help("give records as bytes: text.encode()"));
        }
        return Ok(Records::new(&name, Content::File(path)));
    }
    Ok(Records::new(name, Content::Lines(lines(given)?)))
}

/// A table of Arrow.
fn table(name: &str, given: &Bound<'_, PyAny>) -> Result<(SchemaRef, Vec<RecordBatch>), Failed> {
    let reader = given.extract::<AnyRecordBatch>()?.into_reader()?;
    let schema = reader.schema();
    let batches = reader.collect::<Result<Vec<RecordBatch>, ArrowError>>();
    Ok((schema, batches.map_err(|error| Failed::column(name, error.to_string()))?))
}

/// The parts of a table of Arrow.
///
/// # Errors
/// If it is none.
pub(crate) fn batches(name: &str, given: &Bound<'_, PyAny>) -> Result<Vec<RecordBatch>, Failed> {
    Ok(table(name, given)?.1)
}

/// Objects as lines of JSON: one, or one after the other.
fn lines(given: &Bound<'_, PyAny>) -> Result<Vec<u8>, Failed> {
    let (classes, mut lines) = (Classes::new(given.py())?, Vec::new());
    if given.is_instance_of::<PyDict>() {
        classes.write(given, 0, &mut lines)?;
        lines.push(b'\n');
        return Ok(lines);
    }
    let Ok(all) = given.try_iter() else {
        let kind = given.get_type().qualname()?.to_string();
        return Err(Failed::usage(format!("{} has no records", with_article(&kind))).help(
            "give a table of Arrow, bytes, the name of a file, a dict, or an iterable of dicts",
        ));
    };
    for (place, one) in all.enumerate() {
        let one = one?;
        if !one.is_instance_of::<PyDict>() {
            let kind = one.get_type().qualname()?.to_string();
            let what = format!("record {} is {} and not a dict", place + 1, with_article(&kind));
            return Err(Failed::usage(what));
        }
        classes.write(&one, 0, &mut lines)?;
        lines.push(b'\n');
    }
    Ok(lines)
}
