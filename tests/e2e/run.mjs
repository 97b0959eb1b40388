// The end-to-end tests: every scenario of scenarios/ against the finished page in Chromium.
// `cargo xtask test` or `cargo xtask e2e [WORD]` starts this and says where the page is.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './lib/browser.mjs';
import { runAll } from './lib/scenario.mjs';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'scenarios');
for (const name of fs.readdirSync(folder).sort()) {
  if (name.endsWith('.mjs')) await import(path.join(folder, name));
}

const browser = await launch();
const { passed, failed } = await runAll(browser, process.argv[2]);
await browser.close();
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
