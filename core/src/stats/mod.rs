//! Mathematics without a domain.

mod apportion;
mod median;
pub mod order;
mod random;
mod stretches;
mod sum;

pub use apportion::{apportion, sum_of_cents};
pub use median::median;
pub(crate) use random::Random;
pub use stretches::{in_stretches, lines_where};
pub use sum::Sum;
