//! Results written out for other programs: workbooks and CSV. Tables come in as view models, so
//! what is exported is what is on screen; the same tables give the same bytes on every machine.

pub mod csv;
pub mod workbook;

#[cfg(test)]
mod schema_tests;
