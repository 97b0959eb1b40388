// Every file that once broke a reader, one after the other into one page: each ends in results or in
// a message with its name. The worker that reads it may die; the page may not.
import fs from 'node:fs';
import path from 'node:path';
import { check, scenario } from '../lib/scenario.mjs';
import { DATA } from '../lib/results.mjs';
import { csv } from '../lib/fixtures.mjs';

const LARGEST = 5 << 20;
/** For one file; the engine may have to be started anew in it. */
const PATIENCE = 30_000;

const folder = DATA && path.join(DATA, 'bad');
const skip = folder && fs.existsSync(folder) ? undefined : 'there is no test data beside the project';

function files() {
  return fs.readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, name))
    .filter((file) => fs.statSync(file).isFile() && fs.statSync(file).size <= LARGEST)
    .sort();
}

/** Waits until the page has said something about the file, or shows its results. */
async function answer(visit, name) {
  const said = await visit.page.waitForFunction((file) => {
    if (document.querySelector('[data-testid="progress"]')) return null;
    if (document.querySelector('main [data-testid="clusters"]')) return 'data';
    const holders = '[data-testid="message"], .finding, .obstacle, .failure, section.file';
    const texts = [...document.querySelectorAll(holders)].map((element) => element.innerText);
    return texts.some((text) => text.includes(file)) ? 'finding' : null;
  }, name, { timeout: PATIENCE });
  return said.jsonValue();
}

/** Adds a file and presses “Analyse” where that is offered. */
async function attempt(visit, name, buffer) {
  const { page } = visit;
  await visit.go('#/data');
  const close = page.getByRole('button', { name: 'Close files' });
  if (await close.count()) await close.first().click();
  await page.getByTestId('add-files').first().setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  let end = await answer(visit, name);
  const analyse = page.getByTestId('analyse').first();
  const offered = await page.locator('section.file', { hasText: name }).count()
    && await analyse.count() && await analyse.isEnabled();
  if (offered) {
    await analyse.click();
    await page.waitForFunction(
      () => location.hash.includes('profit') || document.querySelector('[data-testid="message"]'),
      null,
      { timeout: PATIENCE },
    );
    end = await answer(visit, name);
  }
  return end;
}

scenario('bad files: the page answers to each', { skip, allow: [/^console:/, /^page error:/], limit: 900_000 }, async (visit) => {
  const counts = { data: 0, finding: 0, neither: 0 };
  const silent = [];
  for (const [at, file] of files().entries()) {
    // Names of their own: what is said about one file must not stand for another.
    const name = `bad-${at}-${path.basename(file)}`;
    const bytes = fs.readFileSync(file);
    // Now and then, at any of the files, a page that is driven this fast is not done with the one
    // before and does not take the next: it is given once more, as a user would.
    const end = await attempt(visit, name, bytes)
      .catch((error) => {
        console.log(`          once more: ${name}: ${String(error).split('\n')[0]}`);
        return attempt(visit, name, bytes);
      })
      .catch((error) => {
        silent.push(`${name}: ${String(error).split('\n')[0]}`);
        return 'neither';
      });
    counts[end] += 1;
  }
  console.log(`          data ${counts.data} / finding ${counts.finding} / neither ${counts.neither}`);
  check(silent.length === 0, silent.join('\n'));
  // A good file is read as if nothing had happened.
  await visit.go('#/data');
  await visit.addFiles({ name: 'good.csv', bytes: csv() });
  await visit.analyse();
  const { totals } = JSON.parse((await visit.exported('export-json')).bytes.toString('utf8'));
  check(totals.lines >= 240, `lines of the good file: ${totals.lines}`);
});

scenario('bad files: two gigabytes are told from their beginning', {}, async (visit) => {
  // A file of the browser that is put together from one piece: it costs no memory to make.
  await visit.go('#/data');
  const ends = await visit.page.evaluate(() => {
    const piece = new Blob([new Uint8Array(1 << 20)]);
    const file = new File(Array(2048).fill(piece), 'huge.csv');
    const data = new DataTransfer();
    data.items.add(file);
    const input = document.querySelector('[data-testid="add-files"]');
    input.files = data.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    return file.size;
  });
  check(ends === 2 ** 31, `the file has ${ends} bytes`);
  const told = await visit.told(/huge\.csv/);
  check(/binary data|empty|not a table/.test(told), told);
  await visit.addFiles({ name: 'good.csv', bytes: csv() });
  await visit.analyse();
});
