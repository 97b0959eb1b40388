// Real order lines and the figures an independent program has for them, where they lie beside the
// project: the page, the terminal and that program must agree.
import fs from 'node:fs';
import path from 'node:path';
import { check, equal, scenario } from '../lib/scenario.mjs';
import { DATA, differences, equalBytes, schemaComplaints } from '../lib/results.mjs';
import { resultsFromTerminal } from '../lib/terminal.mjs';
import { ANALYSIS_ROUTES } from '../lib/visit.mjs';

const FILES = {
  superstore: 'superstore.csv',
  'superstore-pl': 'superstore-pl.csv',
  northwind: 'northwind.csv',
  scms: 'scms.csv',
  'online-retail': 'online-retail.csv.gz',
  carparts: 'carparts.csv.gz',
  brunel: 'brunel.xlsx',
};
const skip = DATA ? undefined : 'there is no test data beside the project';

for (const [name, file] of Object.entries(FILES)) {
  scenario(`real data: ${name} with its mapping`, { skip }, async (visit) => {
    const lines = path.join(DATA, file);
    const mapping = path.join(DATA, 'mappings', `${name}.json`);
    await visit.addFiles(lines);
    await visit.importSettings(mapping);
    await visit.analyse();
    const json = await visit.exported('export-json');
    const results = JSON.parse(json.bytes.toString('utf8'));
    equal(schemaComplaints(results).join('\n'), '', 'complaints of the results schema');
    equal(differences(results, name).join('\n'), '', 'differences from the expected figures');
    equalBytes(json.bytes, resultsFromTerminal(lines, mapping), 'the page\'s results and the terminal\'s');
  });
}

/** Takes a column for a field, as a user does. */
const choose = (field, column) => async (visit) => {
  const select = visit.testId(`mapping-${field}`);
  await select.waitFor();
  // Alternatives are drawn when there is time.
  const option = select.locator('option', { hasText: new RegExp(`^${column}$`) }).first();
  await option.waitFor({ state: 'attached' });
  await select.selectOption(await option.getAttribute('value'));
  await visit.settle();
};

/** Takes the first column that is offered as the customer. */
const takeOffer = (column) => async (visit) => {
  const offer = visit.testId('customer-offers').getByRole('button').first();
  equal((await offer.innerText()).trim(), column, 'the first column offered as the customer');
  await offer.click();
  await visit.settle();
};

/** What detection alone leaves to the user, at most three corrections each. */
const CORRECTIONS = {
  superstore: [],
  'superstore-pl': [],
  northwind: [],
  'online-retail': [],
  // The figures to compare with take the units for the value.
  carparts: [choose('revenue', 'quantity')],
  brunel: [choose('revenue', 'Unit quantity')],
  scms: [takeOffer('Country')],
};
const MOST_CORRECTIONS = 3;

/** The cost model of the figures to compare with: amounts and rates that no file of lines holds. */
function costModel(name) {
  const mapping = JSON.parse(fs.readFileSync(path.join(DATA, 'mappings', `${name}.json`), 'utf8'));
  const settings = { pools: mapping.pools ?? [], cost_rate: mapping.cost_rate, return_order_regex: mapping.return_order_regex };
  return { name: 'costs.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(settings)) };
}

for (const [name, corrections] of Object.entries(CORRECTIONS)) {
  scenario(`real data: ${name} by detection and ${corrections.length} corrections`, { skip }, async (visit) => {
    check(corrections.length <= MOST_CORRECTIONS, `${corrections.length} corrections`);
    await visit.addFiles(path.join(DATA, FILES[name]));
    for (const correct of corrections) await correct(visit);
    await visit.importSettings(costModel(name));
    await visit.analyse();
    const results = JSON.parse((await visit.exported('export-json')).bytes.toString('utf8'));
    equal(differences(results, name).join('\n'), '', 'differences from the expected figures');
  });
}

scenario('real data: every file with expected figures is read', { skip }, async () => {
  const expected = fs.readdirSync(path.join(DATA, 'expected')).filter((file) => file.endsWith('.json'));
  const names = expected.map((file) => file.replace('.json', '')).sort().join();
  equal(Object.keys(CORRECTIONS).sort().join(), names, 'the files that are corrected and compared');
  equal(Object.keys(FILES).sort().join(), names, 'the files that are read by their mapping');
});

scenario('no money and no customer: what remains is said in words', { skip }, async (visit) => {
  await visit.addFiles(path.join(DATA, FILES.carparts));
  await visit.told(/No column holds net sales or a price/);
  await visit.analyse();
  check(/the file holds no money/.test(await visit.text()), 'the headline says that there is no money');
  for (const route of ANALYSIS_ROUTES) {
    await visit.go(route);
    const text = await visit.text();
    check(!/\bNaN\b|\binf(inity)?\b|undefined/i.test(text), `${route} shows a number that is none`);
    check((await visit.page.locator('h1').first().innerText()).trim().length > 10, `${route} has a headline`);
  }
  await visit.go('#/customers/map');
  equal(await visit.page.locator('.map-grid').isVisible(), false, 'an empty map is shown');
});
