#![forbid(unsafe_code)]
#![warn(missing_docs)]
//! Tenfold's engine.
#![expect(missing_docs, reason = "being written")]

pub mod fields;
pub mod project;
pub mod read;
pub mod segment;
pub mod settings;
