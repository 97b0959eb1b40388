//! Building blocks without knowledge of any screen.
