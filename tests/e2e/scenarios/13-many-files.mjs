// Many files at once, a folder, settings of another kind: what a hurried user drops.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { check, equal, scenario } from '../lib/scenario.mjs';
import { csv, orderLines } from '../lib/fixtures.mjs';

const words = (at) => ({ name: `words-${at}.csv`, bytes: 'alpha,beta\nred,green\nblue,white\n' });

scenario('many files: what may be anything does not block order lines', {}, async (visit) => {
  const orders = { name: 'orders.csv', bytes: csv() };
  await visit.addFiles(...Array.from({ length: 12 }, (_, at) => words(at)), orders, words(12));
  equal(await visit.page.locator('h1').innerText(), 'orders.csv is open', 'the headline');
  equal(await visit.testId('role-0').inputValue(), 'Do not use it', 'what the first text holds');
  await visit.told(/Neither sales nor a customer/);
  await visit.analyse();
  // Nor does one that comes later take the place of the order lines.
  await visit.addFiles(words(13));
  await visit.analyse();
  const { totals } = JSON.parse((await visit.exported('export-json')).bytes.toString('utf8'));
  equal(totals.lines, 240, 'lines');
});

scenario('many files: a folder is dropped', {}, async (visit) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tenfold-folder-'));
  fs.mkdirSync(path.join(folder, '2024'));
  fs.writeFileSync(path.join(folder, 'first.csv'), csv(orderLines().slice(0, 120)));
  fs.writeFileSync(path.join(folder, '2024', 'second.csv'), csv(orderLines().slice(120)));
  fs.writeFileSync(path.join(folder, '.hidden'), 'x');
  try {
    await dropFolder(visit, folder);
    await visit.testId('role-1').waitFor();
    await visit.analyse();
    const { totals } = JSON.parse((await visit.exported('export-json')).bytes.toString('utf8'));
    equal(totals.lines, 240, 'lines of both files');
    fs.rmSync(path.join(folder, '2024'), { recursive: true });
    fs.rmSync(path.join(folder, 'first.csv'));
    await dropFolder(visit, folder);
    await visit.told(/The folder was not opened/);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

/** Drops a folder as the system does, which no script of a page can. */
async function dropFolder(visit, folder) {
  const browser = await visit.context.newCDPSession(visit.page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await browser.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  }
}

scenario('many files: settings of another kind say what and where', {}, async (visit) => {
  await visit.addFiles({ name: 'orders.csv', bytes: csv() });
  const attempts = [
    ['orders.csv', csv(), /of another kind/],
    ['results.json', '{"totals": {}, "products": []}', /it holds totals, products/],
    ['mine.json', '{"pools": [\n{"name": "A", "amount": 1, "driver": "moons"}]}', /mine\.json: Line 2, “pools”, entry 1, “driver”: “moons” means nothing there/],
  ];
  for (const [name, text, says] of attempts) {
    await visit.importSettings({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
    await visit.told(says);
  }
  const said = (await visit.page.getByTestId('message').allInnerTexts()).join('\n');
  check(!/expected|variant|`/.test(said), `in a practitioner's words:\n${said}`);
  await visit.analyse();
});

scenario('many files: one that was changed after it was chosen is named', { allow: [/^console:/] }, async (visit) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tenfold-changed-'));
  const file = path.join(folder, 'orders.csv');
  fs.writeFileSync(file, csv());
  try {
    await visit.addFiles(file);
    await visit.testId('role-0').waitFor();
    fs.rmSync(file);
    // Another plan: the file is read again.
    await visit.page.getByLabel('Decimal sign').first().selectOption({ index: 1 });
    await visit.settle();
    await visit.testId('analyse').click();
    const told = await visit.told(/orders\.csv can no longer be read/);
    check(/moved, deleted or changed/.test(told), told);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
