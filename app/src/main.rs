//! The page: mounts the shell. Everything else is in the library beside it, but for the points at
//! which the program is split.

use tenfold_app::parts::{Loading, Missing, Part, Screens};

/// Makes functions that load the file they end up in and return its screens.
macro_rules! parts {
    ($($name:ident = $screens:ident),+) => {$(
        #[cfg(feature = "split")]
        #[leptos::wasm_split::wasm_split($name, wasm_split_path = ::leptos::wasm_split, fallible)]
        fn $name() -> Result<Screens, NotLoaded> {
            Ok(tenfold_app::parts::$screens)
        }

        #[cfg(not(feature = "split"))]
        async fn $name() -> Result<Screens, NotLoaded> {
            Ok(tenfold_app::parts::$screens)
        }
    )+};
}

parts! { data = DATA, results = RESULTS, deeper = DEEPER }

struct NotLoaded;

#[cfg(feature = "split")]
impl From<leptos::wasm_split::SplitLoaderError> for NotLoaded {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        NotLoaded
    }
}

fn load(part: Part) -> Loading {
    Box::pin(async move {
        match part {
            Part::Data => data().await,
            Part::Results => results().await,
            Part::Deeper => deeper().await,
        }
        .map_err(|NotLoaded| Missing)
    })
}

fn main() {
    tenfold_app::shell::mount(load);
}
