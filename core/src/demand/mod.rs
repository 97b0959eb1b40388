//! Demand shape of items: value (ABC), frequency (FMR), variability (XYZ), intermittence
//! (Syntetos-Boylan) and status.

mod abc;
mod classes;
mod decompose;
mod flips;
mod forecast_error;
mod frequency;
mod histogram;
mod periods;
mod presets;
mod score;
mod series;
mod status;
mod variability;

pub use abc::{Abc, AbcRule, Concentration, classify, concentration, last_rank};
pub use classes::{Classes, ItemClasses, Sources};
pub use decompose::residuals;
pub use flips::{Flip, flips};
pub use forecast_error::best_error;
pub use frequency::{Fmr, classify_lines};
pub use histogram::{Bin, Histogram, histogram};
pub use periods::Weekly;
pub use presets::Preset;
pub use score::{ng_score, normalise, weighted_score};
pub use series::{Series, counted_months, returned_units};
pub use status::Status;
pub use variability::{DemandClass, DemandShape, Scratch, Xyz};
