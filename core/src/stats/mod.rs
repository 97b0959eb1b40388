//! Mathematics without a domain.

mod apportion;
mod sum;

pub use apportion::apportion;
pub use sum::Sum;
