//! Open what is dropped: files, and the files of folders, which browsers give only when asked.

use crate::state::App;
use crate::tasks::open_files::{files_of, open_files};
use js_sys::{Array, Function, Promise, Reflect};
use leptos::task::spawn_local;
use tenfold_core::project::view::UserError;
use tenfold_core::stats::order;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File};

/// Whoever drops more than so many files has taken the wrong folder.
const MOST_FILES: usize = 100;

pub fn open_dropped(app: App, data: &DataTransfer) {
    // The browser forgets what was dropped once this event is over.
    let items = data.items();
    let entries: Vec<JsValue> = (0..items.length())
        .filter_map(|i| call(items.get(i)?.as_ref(), "webkitGetAsEntry", &[]).ok())
        .filter(JsValue::is_object)
        .collect();
    if !entries.iter().any(|entry| is(entry, "isDirectory")) {
        open_files(app, files_of(data.files()));
        return;
    }
    spawn_local(async move {
        let mut files = files_below(entries).await;
        if files.is_empty() || files.len() > MOST_FILES {
            let (holds, remedy) = match files.len() {
                0 => ("no file that can be read", "Drop or choose the files"),
                _ => ("more than 100 files", "Drop only those of this analysis"),
            };
            app.fail(UserError {
                title: "The folder was not opened".to_owned(),
                detail: format!("It holds {holds}"),
                remedy: remedy.to_owned(),
            });
            return;
        }
        // Browsers list a folder in any order.
        order::sort_by_key(&mut files, File::name);
        open_files(app, files);
    });
}

/// All files of folders and of the folders in them, hidden ones left out; no more than one too many.
async fn files_below(mut entries: Vec<JsValue>) -> Vec<File> {
    let mut files = Vec::new();
    while let Some(entry) = entries.pop() {
        if files.len() > MOST_FILES {
            break;
        }
        if is(&entry, "isFile") {
            let file = answer(&entry, "file").await;
            let file = file.and_then(|file| file.dyn_into::<File>().ok());
            files.extend(file.filter(|file| !file.name().starts_with('.')));
            continue;
        }
        let Ok(reader) = call(&entry, "createReader", &[]) else {
            continue;
        };
        // A folder comes in parts; an empty one ends it.
        while let Some(part) = answer(&reader, "readEntries").await {
            let part = Array::from(&part);
            if part.length() == 0 {
                break;
            }
            entries.extend(part.iter());
        }
    }
    files
}

fn is(entry: &JsValue, what: &str) -> bool {
    Reflect::get(entry, &what.into()).is_ok_and(|value| value.is_truthy())
}

/// By its name: web-sys has a type for each of these, and we want none of them.
fn call(of: &JsValue, method: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(of, &method.into())?.dyn_into()?;
    let given = Array::new();
    for argument in arguments {
        given.push(argument);
    }
    method.apply(of, &given)
}

/// What a method tells the first of the two functions that it is given.
async fn answer(of: &JsValue, method: &str) -> Option<JsValue> {
    let told = Promise::new(&mut |tell, refuse| {
        if let Err(error) = call(of, method, &[&tell, &refuse]) {
            // Refusing cannot fail: the function is the browser's own.
            let _ = refuse.call1(&JsValue::NULL, &error);
        }
    });
    JsFuture::from(told).await.ok()
}
