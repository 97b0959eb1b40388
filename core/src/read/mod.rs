//! Bytes of a file become columns of order lines.
//!
//! The way in: [`decode`] turns what is on disk into text (gzip, UTF-16), [`sniff`] finds encoding,
//! delimiter, decimal sign and date order on the first bytes, [`scan`] finds every separator of a
//! stretch of text at once, and [`LineReader`] hands each mapped column of a batch of records to
//! its [`mod@column`] (dictionary-coded keys, numbers). Decisions that need the whole column (is it
//! day/month or month/day?) are taken when the file has ended, from what the columns saw.

mod alphabet;
mod character_sets;
pub mod column;
pub mod date;
pub mod decode;
pub mod dictionary;
mod join;
mod line_reader;
pub mod number;
mod order_table;
pub mod reshape;
mod rows;
pub mod scan;
pub mod sniff;
pub mod workbook;

pub use rows::RowNumbers;

pub use line_reader::{LineReader, ReadError, UnreadableCell};
pub use order_table::{OrderTable, OtherColumn};
