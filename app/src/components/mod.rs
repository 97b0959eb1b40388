//! Building blocks without knowledge of any screen.

pub mod dialog;
pub mod drop_zone;
pub mod fields;
pub mod finding;
pub mod icon;
pub mod later;
pub mod linked;
pub mod marks;
pub mod messages;
pub mod progress;
pub mod states;
pub mod table;

pub use dialog::Dialog;
pub use fields::{NumberField, SelectField, TextField};
pub use finding::FindingList;
pub use icon::{Icon, Symbol};
pub use later::Later;
pub use linked::linked;
pub use marks::{ProvenanceMark, Tag};
pub use states::{Empty, Failure, Skeleton};
pub use table::TableView;
