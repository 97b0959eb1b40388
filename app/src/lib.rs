//! The page and its two workers. What a screen needs is asked from the engine and drawn; nothing is
//! computed here. A reader's way in: `state` (what the page knows), `route` (where it is), `engine`
//! (how it asks), `queries` and `tasks` (what it asks), then `shell`, `pages`, `components`.
#![forbid(unsafe_code)]

pub mod browser;
pub mod charts;
pub mod components;
pub mod engine;
pub mod format;
pub mod pages;
pub mod parts;
pub mod queries;
pub mod route;
pub mod shell;
pub mod state;
pub mod tasks;
pub mod text;
mod warm_up;
