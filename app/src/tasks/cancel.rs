//! Stop the reading in progress.

use crate::state::App;

pub fn cancel(app: App) {
    app.engine.cancel();
}
