//! Demand shape of items: value (ABC), variability (XYZ) and intermittence (Syntetos-Boylan).

mod abc;
mod variability;

pub use abc::{Abc, classify, last_rank};
pub use variability::{DemandClass, DemandShape, Xyz};
