// Real order lines and the figures an independent program has for them, where they lie beside the
// project: the page, the terminal and that program must agree.
import fs from 'node:fs';
import path from 'node:path';
import { check, equal, scenario } from '../lib/scenario.mjs';
import { DATA, differences, equalBytes, schemaComplaints } from '../lib/results.mjs';
import { resultsFromTerminal } from '../lib/terminal.mjs';

const FILES = {
  superstore: 'superstore.csv',
  'superstore-pl': 'superstore-pl.csv',
  northwind: 'northwind.csv',
  scms: 'scms.csv',
  'online-retail': 'online-retail.csv.gz',
  carparts: 'carparts.csv.gz',
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

/** What detection alone may leave to the user, at most two corrections each. */
const CORRECTIONS = {
  superstore: [],
  'superstore-pl': [],
  'online-retail': [],
};

for (const [name, corrections] of Object.entries(CORRECTIONS)) {
  scenario(`real data: ${name} by detection`, { skip }, async (visit) => {
    await visit.addFiles(path.join(DATA, FILES[name]));
    check(corrections.length <= 2, 'at most two corrections');
    for (const correct of corrections) await correct(visit);
    await visit.analyse();
    const { totals } = JSON.parse((await visit.exported('export-json')).bytes.toString('utf8'));
    const expected = JSON.parse(fs.readFileSync(path.join(DATA, 'expected', `${name}.json`), 'utf8')).totals;
    for (const key of ['lines', 'sales_lines', 'return_lines', 'orders', 'customers', 'products']) {
      equal(totals[key], expected[key], key);
    }
    for (const key of ['units_sold', 'revenue']) {
      check(Math.abs(totals[key] - expected[key]) <= 1e-9 * Math.abs(expected[key]), `${key}: ${totals[key]}, expected ${expected[key]}`);
    }
  });
}
