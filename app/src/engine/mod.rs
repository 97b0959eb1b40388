//! How the page talks to its engine: the messages, the worker that answers them, and the client
//! that turns questions into futures.

pub mod client;
pub mod message;
pub mod protocol;
pub mod workbook;
pub mod worker;

pub use client::{Answer, Engine, EngineEvents};
