// Files that can't be used as they are: the page says which file, where and what to do; what was
// loaded before stays; the page lives on.
import { check, equal, scenario } from '../lib/scenario.mjs';
import { HEADER, brokenWorkbook, csv, damagedArchive, orderLines, picture, protectedWorkbook, workbook } from '../lib/fixtures.mjs';

const REFUSED = {
  'an empty file': { name: 'empty.csv', bytes: '' },
  'a header only': { name: 'header-only.csv', bytes: csv([]) },
  'a picture renamed .csv': { name: 'picture.csv', bytes: picture() },
  'a broken workbook': { name: 'broken.xlsx', bytes: brokenWorkbook() },
  'a workbook with a password': { name: 'protected.xlsx', bytes: protectedWorkbook(), says: /password|encrypt/i },
  'a damaged archive': { name: 'damaged.csv.gz', bytes: damagedArchive() },
  'no numeric column': {
    name: 'words.csv',
    bytes: csv(orderLines().map((row) => [...row.slice(0, 4), 'some', 'words', 'only'])),
    says: /quantity|net sales|number/i,
  },
};

for (const [what, { name, bytes, says }] of Object.entries(REFUSED)) {
  scenario(`bad input: ${what}`, {}, async (visit) => {
    await visit.loadDemo();
    await visit.addFiles({ name, bytes });
    await analyseIfOffered(visit);
    const told = await visit.told(new RegExp(name.replace('.', '\\.')));
    check(told.replace(name, '').trim().length > 40, `the message says what is the case and what to do: ${told}`);
    if (says) check(says.test(told), `the message says ${says}: ${told}`);
    await stillAlive(visit);
  });
}

/** Presses “Analyse” where the page lets one try. */
async function analyseIfOffered(visit) {
  const button = visit.testId('analyse');
  if (await button.isVisible() && await button.isEnabled()) await button.click();
}

/** What was loaded stays, and the page still answers. */
async function stillAlive(visit) {
  await visit.go('#/profit');
  await visit.clusters();
  const { bytes } = await visit.exported('export-json');
  check(JSON.parse(bytes.toString('utf8')).totals.lines > 50_000, 'the demo company is still loaded');
}

const ODD = {
  'duplicate headers': {
    name: 'twice.csv',
    bytes: csv(orderLines().map((row) => [...row, row[5]]), [...HEADER, 'Net sales']),
    totals: { lines: 240, customers: 12 },
    says: /Net sales/,
  },
  'one customer': {
    name: 'one-customer.csv',
    bytes: csv(orderLines().map((row) => row.with(2, 'C-1'))),
    totals: { lines: 240, customers: 1 },
  },
  'one period': {
    name: 'one-month.csv',
    bytes: csv(orderLines().map((row) => row.with(1, `2024-05-${row[1].slice(8)}`))),
    totals: { lines: 240, customers: 12 },
  },
  'all zeros': {
    name: 'zeros.csv',
    bytes: csv(orderLines().map((row) => [...row.slice(0, 4), 0, 0, 0])),
    totals: { lines: 240, revenue: 0 },
  },
  'all returns': {
    name: 'returns.csv',
    bytes: csv(orderLines().map((row) => [...row.slice(0, 4), -Math.abs(row[4]), -Math.abs(row[5]), -Math.abs(row[6])])),
    totals: { lines: 240, return_lines: 240, sales_lines: 0 },
  },
};

for (const [what, { name, bytes, totals, says }] of Object.entries(ODD)) {
  scenario(`odd input: ${what}`, {}, async (visit) => {
    await visit.addFiles({ name, bytes });
    if (says) await visit.told(says);
    await visit.analyse();
    const { bytes: json } = await visit.exported('export-json');
    const results = JSON.parse(json.toString('utf8'));
    for (const [key, value] of Object.entries(totals)) equal(results.totals[key], value, key);
    await everyRouteReads(visit);
  });
}

/** No screen shows a number that is none. */
async function everyRouteReads(visit) {
  for (const route of ['#/profit', '#/customers', '#/items', '#/pairs', '#/costs', '#/data']) {
    await visit.go(route);
    const text = await visit.text();
    check(!/\bNaN\b|\binf(inity)?\b|undefined|\bnull\b/i.test(text), `${route} shows a number that is none:\n${text.match(/.*(NaN|inf|undefined|null).*/i)?.[0]}`);
  }
}

scenario('odd input: a cost pool whose driver is nowhere', {}, async (visit) => {
  await visit.addFiles({ name: 'orders.csv', bytes: csv() });
  const settings = JSON.stringify({ pools: [
    { name: 'Order handling', amount: 500, driver: 'orders' },
    { name: 'Outbound freight', amount: 900, driver: 'weight' },
  ] });
  await visit.importSettings({ name: 'pools.json', mimeType: 'application/json', buffer: Buffer.from(settings) });
  await visit.settle();
  await visit.analyse();
  const { pools } = JSON.parse((await visit.exported('export-json')).bytes.toString('utf8'));
  const freight = pools.find((pool) => pool.name === 'Outbound freight');
  equal(freight.allocated, 0, 'allocated freight');
  equal(freight.unallocated, 900, 'unallocated freight');
  await visit.go('#/costs');
  await visit.told(/Outbound freight/);
});

scenario('odd input: settings that are none', {}, async (visit) => {
  await visit.addFiles({ name: 'orders.csv', bytes: csv() });
  await visit.importSettings({ name: 'settings.json', mimeType: 'application/json', buffer: Buffer.from('{ "pools": 7') });
  await visit.told(/settings/i);
  await visit.analyse();
});

scenario('odd input: a workbook whose other sheets are empty', {}, async (visit) => {
  await visit.addFiles({ name: 'one-line.xlsx', bytes: workbook(orderLines().slice(0, 1)) });
  await visit.analyse();
  const { totals } = JSON.parse((await visit.exported('export-json')).bytes.toString('utf8'));
  equal(totals.lines, 1, 'lines');
});
