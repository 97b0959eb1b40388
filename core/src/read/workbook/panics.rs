//! The library that reads workbooks panics on some damaged ones.

use crate::project::view::UserError;

/// Calls the library; a panic of it becomes a message. WebAssembly cannot catch panics: there the
/// worker that reads workbooks ends, and the engine says so.
#[cfg(target_arch = "wasm32")]
pub(super) fn caught<T>(read: impl FnOnce() -> Result<T, UserError>) -> Result<T, UserError> {
    read()
}

/// Calls the library; a panic of it becomes a message.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn caught<T>(read: impl FnOnce() -> Result<T, UserError>) -> Result<T, UserError> {
    use super::broken;
    use std::cell::Cell;
    use std::panic::{self, AssertUnwindSafe};
    use std::sync::Once;

    thread_local! {
        static CATCHING: Cell<bool> = const { Cell::new(false) };
    }
    static HOOK: Once = Once::new();
    // What is caught is told in the message, and not by the standard report of a panic as well.
    HOOK.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !CATCHING.get() {
                report(panic);
            }
        }));
    });
    let before = CATCHING.replace(true);
    // Whoever gets the error drops the workbook: nobody sees what the panic left half done.
    let result = panic::catch_unwind(AssertUnwindSafe(read));
    CATCHING.set(before);
    result.unwrap_or_else(|_| Err(broken("its parts do not fit together")))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::caught;

    #[test]
    fn a_panic_is_a_message() {
        let nothing: [u8; 0] = [];
        let error = caught(|| Ok(nothing[std::hint::black_box(3)])).unwrap_err();
        assert_eq!(error.title, "The workbook is damaged.");
        assert_eq!(caught(|| Ok(7)).unwrap(), 7);
    }
}
