// Files of a user's own: dropped or added, as text and as a workbook.
import { check, equal, scenario } from '../lib/scenario.mjs';
import { csv, orderLines, workbook } from '../lib/fixtures.mjs';
import { equalBytes, schemaComplaints } from '../lib/results.mjs';
import { onDisk, resultsFromTerminal } from '../lib/terminal.mjs';

const REQUIRED = ['order', 'date', 'customer', 'item', 'quantity', 'revenue'];

async function isMapped(visit) {
  for (const field of REQUIRED) {
    const select = visit.testId(`mapping-${field}`);
    await select.waitFor();
    const chosen = await select.evaluate((element) => element.selectedOptions?.[0]?.textContent ?? element.innerText);
    check(chosen.trim().length > 1, `${field} is mapped to a column (${chosen})`);
  }
}

scenario('a CSV file is dropped, mapped and analysed', { at: 'both' }, async (visit) => {
  const bytes = csv();
  await visit.dropFiles({ name: 'orders.csv', bytes });
  await isMapped(visit);
  await visit.analyse();
  const json = await visit.exported('export-json');
  const results = JSON.parse(json.bytes.toString('utf8'));
  equal(schemaComplaints(results).join('\n'), '', 'complaints of the results schema');
  equal(results.totals.lines, 240, 'lines');
  equal(results.totals.return_lines, 6, 'return lines');
  equal(results.totals.customers, 12, 'customers');
  equalBytes(json.bytes, resultsFromTerminal(onDisk('orders.csv', bytes)), 'the page\'s results and the terminal\'s');
});

scenario('a workbook is dropped, mapped and analysed', { at: 'both' }, async (visit) => {
  await visit.dropFiles({ name: 'orders.xlsx', bytes: workbook() });
  await isMapped(visit);
  await visit.analyse();
  const json = await visit.exported('export-json');
  const results = JSON.parse(json.bytes.toString('utf8'));
  const net = orderLines().reduce((sum, row) => sum + row[5], 0);
  equal(results.totals.lines, 240, 'lines');
  check(Math.abs(results.totals.revenue - net) < 1e-6, `net sales ${results.totals.revenue}, expected ${net}`);
});

scenario('files are added by button and corrected by hand', {}, async (visit) => {
  const { page } = visit;
  check(await page.getByLabel('Add files').count() > 0, 'the file input is called “Add files”');
  // Two columns that could be the item: the user decides.
  const header = ['Doc', 'Day', 'Sold to', 'Code', 'Other code', 'Pieces', 'Amount'];
  const rows = orderLines().map((row) => [row[0], row[1], row[2], `X${row[3]}`, row[3], row[4], row[5]]);
  await visit.addFiles({ name: 'strange.csv', bytes: csv(rows, header, ';') });
  const choose = async (field, column) => {
    const select = visit.testId(`mapping-${field}`);
    await select.waitFor();
    // Alternatives are drawn when there is time.
    const option = select.locator('option', { hasText: column }).first();
    await option.waitFor({ state: 'attached' });
    const value = await option.getAttribute('value');
    await select.selectOption(value);
  };
  await choose('order', 'Doc');
  await choose('date', 'Day');
  await choose('customer', 'Sold to');
  await choose('item', 'Other code');
  await choose('quantity', 'Pieces');
  await choose('revenue', 'Amount');
  await visit.settle();
  await visit.analyse();
  const json = await visit.exported('export-json');
  const results = JSON.parse(json.bytes.toString('utf8'));
  equal(results.totals.products, 20, 'items');
  check(results.products.every((product) => product.id.startsWith('ITEM-')), 'items carry the chosen column\'s keys');
});

scenario('reading never holds the main thread, and can be cancelled', {}, async (visit) => {
  const { page } = visit;
  const rows = orderLines();
  const many = [];
  for (let copy = 0; copy < 1200; copy += 1) {
    for (const row of rows) many.push([`${row[0]}-${copy}`, ...row.slice(1)]);
  }
  const file = onDisk('many.csv', csv(many));

  // Another program on the same machine can hold the browser up once; a page that does hold its
  // main thread does so every time.
  let longest = Infinity;
  for (let attempt = 0; attempt < 3 && longest > 50; attempt += 1) {
    await visit.addFiles(file);
    await visit.forgetLongTasks();
    await visit.analyse();
    longest = Math.min(longest, Math.max(0, ...await visit.longTasks()));
  }
  check(longest <= 50, `the main thread was held for ${longest} ms`);
  for (const name of ['tenfold:read', 'tenfold:analyse', 'tenfold:total']) {
    check((await visit.measures(name)).every((time) => time > 0) && (await visit.measures(name)).length > 0, `${name} is measured`);
  }

  await visit.addFiles(file);
  await page.evaluate(() => {
    new MutationObserver((_, observer) => {
      const cancel = document.querySelector('[data-testid="cancel"]');
      if (cancel) { observer.disconnect(); globalThis.tenfoldCancelled = true; cancel.click(); }
    }).observe(document.body, { childList: true, subtree: true });
    document.querySelector('[data-testid="analyse"]').click();
  });
  await page.waitForFunction(() => globalThis.tenfoldCancelled, null, { timeout: 20_000 });
  await page.waitForFunction(() => !document.querySelector('[data-testid="progress"]'), null, { timeout: 20_000 });
  await visit.go('#/profit');
  await visit.clusters();
  check(true, 'what was loaded before is still there');
});
