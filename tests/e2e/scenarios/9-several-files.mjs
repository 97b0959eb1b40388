// Several files and sheets at once: what each holds, how they are linked, and what is left over.
import { check, equal, scenario } from '../lib/scenario.mjs';
import { csv, orderLines } from '../lib/fixtures.mjs';
import { equalBytes } from '../lib/results.mjs';
import { onDisk, resultsFromTerminal } from '../lib/terminal.mjs';
import { audit, overflow } from './7-everyone.mjs';

const ITEMS = [...new Set(orderLines().map((row) => row[3]))];
const CUSTOMERS = [...new Set(orderLines().map((row) => row[2]))];

/** Items by their keys, one of them written in lower case, one missing. */
const items = csv(
  ITEMS.slice(1).map((key, at) => [at === 0 ? key.toLowerCase() : key, `Item ${key}`, at % 2 ? 'Metal' : 'Rubber', 5, 0.5]),
  ['Item No.', 'Description', 'Product family', 'Standard cost', 'Weight (kg)'],
);
const customers = csv(
  CUSTOMERS.map((key, at) => [key, `Customer ${at}`, at % 2 ? 'Web' : 'Shop', 30, at * 10]),
  ['Customer No.', 'Name', 'Channel', 'Payment days', 'Km'],
);

const FILES = [
  { option: '--lines', name: 'first.csv', bytes: csv(orderLines().slice(0, 120)) },
  { option: '--lines', name: 'second.csv', bytes: csv(orderLines().slice(120)) },
  { option: '--products', name: 'items.csv', bytes: items },
  { option: '--customers', name: 'customers.csv', bytes: customers },
];

/** The same files as options of the terminal program. */
const onTheCommandLine = () => FILES.flatMap(({ option, name, bytes }) => [option, onDisk(name, bytes)]);

async function openFiles(visit) {
  await visit.addFiles(...FILES);
  await visit.testId('role-3').waitFor();
}

scenario('several files are read as one and linked by their keys', { at: 'both' }, async (visit) => {
  const { page } = visit;
  await openFiles(visit);
  const role = (at) => visit.testId(`role-${at}`).inputValue();
  equal(await role(0), 'Order lines', 'the first file');
  equal(await role(1), 'Order lines', 'the second file');
  equal(await role(2), 'Items', 'the third file');
  equal(await role(3), 'Customers', 'the fourth file');
  await visit.analyse();
  const json = await visit.exported('export-json');
  equalBytes(json.bytes, resultsFromTerminal(onTheCommandLine()), 'the page\'s results and the terminal\'s');
  const results = JSON.parse(json.bytes.toString('utf8'));
  equal(results.totals.lines, 240, 'lines of both files');
  equal(results.totals.customers, 12, 'customers');
  check(results.customers.some((customer) => customer.name === 'Customer 3'), 'names come from the customers');

  await visit.go('#/data');
  const match = page.getByRole('region', { name: 'Match of items.csv' });
  await match.waitFor();
  const said = await match.innerText();
  check(said.includes('18 of 20 items of the order lines stand in items.csv'), `the match is said (${said})`);
  await match.getByRole('button', { name: /^Treat as the same: Upper and lower case/ }).click();
  await match.getByRole('button', { name: /^Undo: Upper and lower case/ }).waitFor();
  check((await match.innerText()).includes('19 of 20 items'), 'one more item is found');
  await match.getByRole('button', { name: /^Undo: Upper and lower case/ }).click();
  await match.getByRole('button', { name: /^Treat as the same: Upper and lower case/ }).waitFor();
});

scenario('what a file holds can be corrected', {}, async (visit) => {
  await openFiles(visit);
  await visit.testId('role-3').selectOption({ label: 'Do not use it' });
  await visit.settle();
  await visit.analyse();
  const results = JSON.parse((await visit.exported('export-json')).bytes.toString('utf8'));
  check(results.customers.every((customer) => !customer.name.startsWith('Customer ')), 'no name comes from it');
});

scenario('months side by side become order lines', {}, async (visit) => {
  const wide = csv(
    CUSTOMERS.map((key, at) => [key, `ITEM-${at}`, 10, at + 1, 0, 3, at + 4, at + 4]),
    ['Customer', 'Item', 'Unit price', '2024-01', '2024-02', '2024-03', 'Q1', 'YTD'],
  );
  await visit.addFiles({ name: 'wide.csv', bytes: wide });
  await visit.analyse();
  const results = JSON.parse((await visit.exported('export-json')).bytes.toString('utf8'));
  equal(results.totals.lines, 24, 'filled cells');
  equal(results.totals.revenue, 10 * (78 + 36), 'net sales');
});

for (const [width, colorScheme] of [[1440, 'light'], [1440, 'dark'], [390, 'light'], [390, 'dark']]) {
  const context = { viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' };
  scenario(`no barriers among several files: ${width} px, ${colorScheme}`, { context }, async (visit) => {
    await openFiles(visit);
    const barriers = [...await audit(visit, 'files')];
    await visit.analyse();
    await visit.go('#/data');
    await visit.page.getByRole('region', { name: 'Match of items.csv' }).waitFor();
    barriers.push(...await audit(visit, 'matches'), ...await overflow(visit, 'matches'));
    check(barriers.length === 0, barriers.join('\n'));
  });
}
