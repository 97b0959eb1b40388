//! Mathematics without a domain.

mod apportion;
mod stretches;
mod sum;

pub use apportion::apportion;
pub use stretches::in_stretches;
pub use sum::Sum;
