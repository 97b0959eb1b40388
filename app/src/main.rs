//! The page: mounts the shell. Everything else is in the library beside it.

fn main() {
    tenfold_app::shell::mount();
}
