// The demo company, from one click to what is handed over.
import { check, equal, scenario } from '../lib/scenario.mjs';
import { schemaComplaints } from '../lib/results.mjs';
import { unzip } from '../lib/zip.mjs';

scenario('demo: clusters, a customer, Explain, exports', { at: 'both' }, async (visit) => {
  const { page } = visit;
  await visit.loadDemo();
  for (const cluster of 'ABCD') check(await visit.testId(`cluster-${cluster}`).isVisible(), `cluster ${cluster} is on screen`);
  const whole = await visit.text();

  // Clicking a cluster filters everything, visibly.
  await visit.testId('cluster-D').click();
  await visit.testId('filter-chip').waitFor();
  await visit.settle();
  equal(await visit.testId('cluster-D').getAttribute('aria-pressed'), 'true', 'cluster D is pressed');
  check(await visit.text() !== whole, 'the filter changes what is on screen');
  check((await visit.testId('filter-chip').innerText()).includes('D'), 'the chip names the cluster');
  await visit.testId('clear-filters').click();
  await visit.settle();
  equal(await page.getByTestId('filter-chip').count(), 0, 'filter chips after clearing');

  // From the table to one customer.
  await visit.go('#/customers');
  const row = visit.testId('table').locator('[data-row="0"]');
  await row.waitFor();
  await row.focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash.startsWith('#/customer/'), null, { timeout: 10_000 });
  await visit.settle();
  check((await page.locator('h1').first().innerText()).length > 3, 'the customer page has a headline');

  // Any number explains itself; Escape closes and gives the focus back.
  const number = await visit.explain();
  const panel = visit.testId('explain-panel');
  check(/\d/.test(await panel.innerText()), 'the explanation shows figures');
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
  check(await number.evaluate((element) => element === document.activeElement), 'the focus is back on the number');

  // What is handed over.
  const json = await visit.exported('export-json');
  const results = JSON.parse(json.bytes.toString('utf8'));
  equal(schemaComplaints(results).join('\n'), '', 'complaints of the results schema');
  equal(results.quality.used + results.quality.set_aside.reduce((sum, part) => sum + part.rows, 0), results.quality.rows, 'used + set aside');
  check(results.totals.lines > 50_000 && results.totals.customers > 200, 'the demo company has its size');

  const xlsx = await visit.exported('export-xlsx');
  const parts = unzip(xlsx.bytes);
  const sheets = Object.keys(parts).filter((name) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name));
  check(sheets.length >= 5, `the workbook has a sheet a table (${sheets.length})`);
  for (const sheet of sheets) {
    check(parts[sheet].includes('state="frozen"'), `${sheet} freezes its header`);
    check(parts[sheet].includes('<autoFilter '), `${sheet} can be filtered`);
    check(/<c r="[A-Z]+2"[^>]*><v>-?[\d.]/.test(parts[sheet]), `${sheet} has numbers as numbers`);
  }

  const csv = await visit.exported('export-csv');
  const text = csv.bytes.toString('utf8').replace(/^\ufeff/, '');
  check(text.split('\n').length > 200, 'the CSV has a row a customer');
  const settings = await visit.exported('export-settings');
  check(JSON.parse(settings.bytes.toString('utf8')), 'settings are JSON');
});

scenario('demo: the same bytes every time', {}, async (visit) => {
  await visit.loadDemo();
  const first = await visit.exported('export-json');
  await visit.go('#/');
  await visit.page.reload();
  await visit.page.getByTestId('load-demo').waitFor();
  await visit.loadDemo();
  const second = await visit.exported('export-json');
  check(first.bytes.equals(second.bytes), 'two runs write the same results');
});
