//! Records that are objects of Python, as JSON.

use flywheel::records::write_text;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};

use crate::failed::Failed;

/// No record is nested deeper than this.
const MOST_DEEP: usize = 100;

/// Classes of Python's own library whose values JSON has no form for.
pub(crate) struct Classes<'py> {
    decimal: Bound<'py, PyAny>,
    date: Bound<'py, PyAny>,
}

impl<'py> Classes<'py> {
    pub(crate) fn new(py: Python<'py>) -> PyResult<Classes<'py>> {
        let decimal = py.import("decimal")?.getattr("Decimal")?;
        // A `datetime` is a `date` too.
        let date = py.import("datetime")?.getattr("date")?;
        Ok(Classes { decimal, date })
    }

    /// Writes a record, or a value in it. What is none is left out of an object, and is null in a list.
    ///
    /// # Errors
    /// If a value is nothing that a record can have.
    pub(crate) fn write(
        &self,
        value: &Bound<'py, PyAny>,
        depth: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), Failed> {
        if depth > MOST_DEEP {
            return Err(Failed::usage(format!("a record has more than {MOST_DEEP} levels")));
        }
        if let Ok(text) = value.cast::<PyString>() {
            write_text(&text.to_cow()?, out);
        } else if value.is_none() {
            out.extend_from_slice(b"null");
        } else if let Ok(yes) = value.cast::<PyBool>() {
            out.extend_from_slice(if yes.is_true() { b"true" } else { b"false" });
        } else if value.is_instance_of::<PyInt>() {
            plain(&value.str()?.to_cow()?, out);
        } else if value.is_instance_of::<PyFloat>() {
            plain(&value.repr()?.to_cow()?, out);
        } else if let Ok(object) = value.cast::<PyDict>() {
            self.object(object, depth, out)?;
        } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
            out.push(b'[');
            for (place, item) in value.try_iter()?.enumerate() {
                if place > 0 {
                    out.push(b',');
                }
                self.write(&item?, depth + 1, out)?;
            }
            out.push(b']');
        } else if value.is_instance(&self.decimal)? {
            plain(&value.str()?.to_cow()?, out);
        } else if value.is_instance(&self.date)? {
            let said = value.call_method0("isoformat")?;
            write_text(&said.cast::<PyString>().map_err(PyErr::from)?.to_cow()?, out);
        } else if value.hasattr("item")? {
            // A number of NumPy and the like knows the one of Python that it is.
            self.write(&value.call_method0("item")?, depth + 1, out)?;
        } else {
            let kind = value.get_type().qualname()?;
            return Err(Failed::usage(format!("a record has a value of the type {kind}"))
                .help("use text, numbers, Decimal, bool, date, datetime, list and dict"));
        }
        Ok(())
    }

    fn object(
        &self,
        object: &Bound<'py, PyDict>,
        depth: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), Failed> {
        out.push(b'{');
        let mut first = true;
        for (key, value) in object.iter() {
            if value.is_none() {
                continue;
            }
            if !first {
                out.push(b',');
            }
            first = false;
            let Ok(key) = key.cast::<PyString>() else {
                let kind = key.get_type().qualname()?;
                return Err(Failed::usage(format!("a record has a key of the type {kind}"))
                    .help("the keys of records are texts"));
            };
            write_text(&key.to_cow()?, out);
            out.push(b':');
            self.write(&value, depth + 1, out)?;
        }
        out.push(b'}');
        Ok(())
    }
}

/// Writes a number as Python does. What is not a number in JSON is a text, so that the record is rejected and says why.
fn plain(text: &str, out: &mut Vec<u8>) {
    let is_number =
        text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    match is_number {
        true => out.extend_from_slice(text.strip_suffix(".0").unwrap_or(text).as_bytes()),
        false => write_text(text, out),
    }
}
