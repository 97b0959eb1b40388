//! Bytes to text and columns.

pub mod workbook;
