// Reading results: the exported JSON against its schema, against figures of another program, and
// against other bytes.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { check } from './scenario.mjs';

const repository = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** Real order lines with what an independent program makes of them, where they lie beside the project. */
export const DATA = process.env.TENFOLD_DATA;

export function equalBytes(actual, expected, what) {
  if (actual.equals(expected)) return;
  let at = 0;
  while (at < actual.length && at < expected.length && actual[at] === expected[at]) at += 1;
  const around = (bytes) => bytes.subarray(Math.max(0, at - 80), at + 80).toString('utf8');
  check(false, `${what} differ at byte ${at} (${actual.length} and ${expected.length} bytes):\n${around(actual)}\n${around(expected)}`);
}

/** Complaints about a value that does not follow the schema; empty where it does. */
export function schemaComplaints(value) {
  const schema = JSON.parse(fs.readFileSync(path.join(repository, 'docs', 'results.schema.json'), 'utf8'));
  const complaints = [];
  visit(value, schema, 'results');
  return complaints;

  function visit(part, rule, where) {
    if (complaints.length > 20 || rule === true) return;
    if (rule.$ref) {
      const target = rule.$ref.replace(/^#\//, '').split('/').reduce((node, key) => node?.[key], schema);
      if (!target) complaints.push(`${where}: the schema has no ${rule.$ref}`);
      else visit(part, target, where);
      return;
    }
    const kinds = [rule.type ?? []].flat();
    if (kinds.length && !kinds.some((kind) => isKind(part, kind))) {
      complaints.push(`${where} is ${JSON.stringify(part)?.slice(0, 60)}, not ${kinds.join(' or ')}`);
      return;
    }
    if (rule.enum && !rule.enum.includes(part)) complaints.push(`${where} is ${JSON.stringify(part)}, not one of ${rule.enum}`);
    if (typeof part === 'number' && rule.minimum !== undefined && part < rule.minimum) complaints.push(`${where} is ${part}, below ${rule.minimum}`);
    if (Array.isArray(part) && rule.items) part.forEach((item, i) => visit(item, rule.items, `${where}[${i}]`));
    if (part && typeof part === 'object' && !Array.isArray(part)) {
      for (const key of rule.required ?? []) if (!(key in part)) complaints.push(`${where} has no ${key}`);
      for (const [key, inner] of Object.entries(rule.properties ?? {})) if (key in part) visit(part[key], inner, `${where}.${key}`);
    }
  }
}

function isKind(value, kind) {
  switch (kind) {
    case 'null': return value === null;
    case 'array': return Array.isArray(value);
    case 'object': return value !== null && typeof value === 'object' && !Array.isArray(value);
    case 'integer': return Number.isInteger(value);
    default: return typeof value === kind;
  }
}

/** Complaints where results differ from the figures of expected/NAME.json; empty where they agree. */
export function differences(results, name) {
  const expected = JSON.parse(fs.readFileSync(path.join(DATA, 'expected', `${name}.json`), 'utf8'));
  const found = [];
  const same = (actual, wanted, what) => {
    if (found.length < 20 && !agree(actual, wanted)) found.push(`${what}: ${actual}, expected ${wanted}`);
  };
  const { totals } = expected;
  for (const key of ['lines', 'sales_lines', 'return_lines', 'orders', 'customers', 'products', 'units_sold',
    'revenue', 'cost', 'margin', 'cost_to_serve', 'net_profit']) {
    same(results.totals[key], totals[key], `totals.${key}`);
  }
  same(results.quality.rows, expected.read.records, 'quality.rows');
  same(results.quality.used, totals.lines, 'quality.used');

  const table = (kind) => csvRows(zlib.gunzipSync(fs.readFileSync(path.join(DATA, 'expected', `${name}.${kind}.csv.gz`))).toString('utf8'));
  const byId = (rows) => new Map(rows.map((row) => [row.id, row]));
  const customers = byId(results.customers);
  for (const row of table('customers')) {
    // Lines without a customer are no customer of ours; their net profit is in the totals.
    if (row.customer === '(none)' && !customers.has(row.customer)) continue;
    const customer = customers.get(row.customer);
    same(customer !== undefined, true, `customer ${row.customer} is there`);
    if (!customer) continue;
    same(customer.revenue, number(row.rev), `revenue of customer ${row.customer}`);
    same(customer.cost_to_serve, number(row.cts), `cost to serve of customer ${row.customer}`);
    same(customer.net_profit, number(row.net), `net profit of customer ${row.customer}`);
  }
  const products = byId(results.products);
  // One month has no variation to us, and one of nothing to the other program.
  const varies = expected.months.count > 1;
  for (const row of table('products')) {
    const product = products.get(row.product);
    same(product !== undefined, true, `item ${row.product} is there`);
    if (!product) continue;
    same(product.revenue, number(row.rev), `revenue of item ${row.product}`);
    same(product.net_profit, number(row.net), `net profit of item ${row.product}`);
    same(product.abc, row.abc, `ABC of item ${row.product}`);
    if (row.xyz_smp && varies) same(product.xyz, row.xyz_smp, `XYZ of item ${row.product}`);
    same(product.adi ?? null, number(row.adi), `ADI of item ${row.product}`);
    if (varies) same(product.cv ?? null, number(row.cv_smp), `CV of item ${row.product}`);
  }
  return found;
}

function agree(actual, wanted) {
  if (typeof wanted !== 'number' || typeof actual !== 'number') return actual === wanted;
  // Sums that cancel out leave a remainder in the size of cents' millionths.
  return Math.abs(actual - wanted) <= 1e-6 + 1e-9 * Math.max(Math.abs(actual), Math.abs(wanted));
}

function number(text) {
  return text === '' || text === 'None' || text === 'nan' || text === 'inf' ? null : Number(text);
}

/** Rows of a CSV text as objects by header. */
export function csvRows(text) {
  const rows = [];
  let row = [], cell = '', quoted = false;
  const push = () => { row.push(cell); cell = ''; };
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i];
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[i + 1] === '"') { cell += '"'; i += 1; } else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ',') push();
    else if (letter === '\n') { push(); rows.push(row); row = []; } else if (letter !== '\r') cell += letter;
  }
  if (cell || row.length) { push(); rows.push(row); }
  const [header, ...body] = rows;
  return body.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])));
}
