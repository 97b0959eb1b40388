// The engine dies: it is replaced, the page says so, and the data is read again.
import { check, scenario } from '../lib/scenario.mjs';
import { csv } from '../lib/fixtures.mjs';

// The death itself is an uncaught error in the worker, which a browser reports.
const allow = [/engine broken by the test/];

async function breakEngine(visit) {
  const engine = visit.page.workers().find((worker) => worker.url().includes('engine'));
  check(engine, 'the engine runs in a worker');
  await engine.evaluate(() => {
    setTimeout(() => { throw new Error('engine broken by the test'); });
  }).catch(() => {});
}

scenario('the engine dies with the demo loaded', { allow }, async (visit) => {
  await visit.loadDemo();
  const before = await visit.exported('export-json');
  await breakEngine(visit);
  await visit.told(/engine|stopped|again/i);
  await visit.go('#/profit');
  await visit.clusters();
  const after = await visit.exported('export-json');
  check(before.bytes.equals(after.bytes), 'the results are the same as before');
});

scenario('the engine dies with a user\'s file loaded', { allow }, async (visit) => {
  await visit.addFiles({ name: 'orders.csv', bytes: csv() });
  await visit.analyse();
  const before = await visit.exported('export-json');
  await breakEngine(visit);
  await visit.told(/engine|stopped|again/i);
  await visit.go('#/profit');
  await visit.clusters();
  const after = await visit.exported('export-json');
  check(before.bytes.equals(after.bytes), 'the file was read again with the same results');
});
