//! What a user can do that changes something or takes a while: one action a file.

pub mod analyse;
pub mod cancel;
pub mod change_reading;
pub mod export;
pub mod import_settings;
pub mod link_keys;
pub mod load_demo;
pub mod mend;
pub mod open_files;
pub mod open_folder;
pub mod recover;
pub mod set_settings;
