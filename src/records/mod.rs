//! JSON, NDJSON and CSV to records, by the plan's needs; decisions and updated records out.
