// Starts one of the page's programs as a worker. Its name says which: "engine" or "workbook".
importScripts(`${self.name}.js`);
wasm_bindgen({ module_or_path: `${self.name}_bg.wasm` }).catch((error) => {
  // A failure in a promise would reach nobody; one in a task reaches whoever started the worker.
  setTimeout(() => { throw error; });
});
