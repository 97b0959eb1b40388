// The cost models and what comes of them, and the actions on losing customers.
import { check, equal, scenario } from '../lib/scenario.mjs';

/** Waits until the headline says something else than it did. */
const headlineChanges = (visit, old) => visit.page.waitForFunction(
  (old) => document.querySelector('h1').innerText !== old, old,
);

const results = async (visit) => JSON.parse((await visit.exported('export-json')).bytes.toString('utf8'));

scenario('time-driven, the demo company has idle capacity; by drivers it has none', {}, async (visit) => {
  await visit.loadDemo();
  const before = await results(visit);
  check(before.pools.every((pool) => pool.idle === 0), 'by drivers nothing is idle');
  await visit.go('#/costs');
  await visit.page.locator('label', { has: visit.testId('model-time') }).click();
  await visit.settle();
  check((await visit.text()).includes('practical minutes used'), 'the utilisation is on screen');
  check((await visit.testId('reconciliation').innerText()).includes('idle capacity'), 'the reconciliation speaks of idle capacity');
  const after = await results(visit);
  const idle = after.pools.filter((pool) => pool.idle > 0);
  equal(idle.length, 3, 'pools with idle capacity');
  for (const pool of after.pools) {
    check(Math.abs(pool.allocated + pool.idle + pool.unallocated - pool.amount) < 0.005, `${pool.name} adds up`);
  }
  check(after.totals.net_profit > before.totals.net_profit, 'idle capacity is charged to nobody');
});

scenario('what comes of the cost model is looked at in five ways', {}, async (visit) => {
  await visit.loadDemo();
  await visit.go('#/costs');
  const says = {
    levels: /comes about with/,
    models: /change sign between the models/,
    robustness: /loses? whatever driver is used/,
    stranded: /^Losing the \d+ customers of cluster D/,
  };
  for (const [key, pattern] of Object.entries(says)) {
    await visit.page.locator('label', { has: visit.testId(`check-${key}`) }).click();
    await visit.settle();
    const section = visit.testId('check');
    await section.getByRole('heading', { name: pattern }).waitFor();
    check(await section.getByRole('row').count() > 3, `${key} has rows`);
  }
  // Who would be lost is a choice.
  await visit.testId('stranded-whom').selectOption('cluster C');
  await visit.testId('check').getByRole('heading', { name: /of cluster C/ }).waitFor();
});

scenario('months that do not match block a pool until they are scaled', {}, async (visit) => {
  await visit.loadDemo();
  await visit.go('#/costs');
  await visit.page.locator('.pool-more summary').first().click();
  await visit.page.getByLabel('First month').first().fill('2023-01');
  await visit.page.getByLabel('First month').first().press('Enter');
  await visit.settle();
  await visit.told(/covers 1.month/);
  await visit.page.getByText('Scale to the sales', { exact: false }).first().click();
  await visit.settle();
  check(!/covers 1.month/.test(await visit.text()), 'the finding is gone once the amount is scaled');
});

scenario('actions bring money, explain themselves and follow their parameters', {}, async (visit) => {
  await visit.loadDemo();
  await visit.testId('nav-actions').click();
  await visit.settle();
  const headline = () => visit.page.locator('h1').innerText();
  const first = await headline();
  check(/^\d+ actions would bring .* a year/.test(first), first);
  await visit.page.getByLabel('Delivery days').fill('2');
  await visit.page.getByLabel('Delivery days').press('Enter');
  await headlineChanges(visit, first);
  const all = await headline();
  await visit.go('#/actions?cluster=C');
  await headlineChanges(visit, all);
  await visit.go('#/actions');
  await visit.page.locator('main [role="row"]').nth(2).click();
  const panel = visit.testId('explain-panel');
  await panel.waitFor();
  await visit.settle();
  check((await panel.innerText()).includes('Effect a year'), 'the panel takes the effect apart');
  const { actions } = await results(visit);
  check(actions.length > 5, 'the export has the actions');
});

scenario('another lever is chosen for a customer and taken back with one click', {}, async (visit) => {
  await visit.loadDemo();
  await visit.testId('nav-actions').click();
  await visit.settle();
  const headline = () => visit.page.locator('h1').innerText();
  const first = await headline();
  const select = visit.page.getByLabel('Another lever').first();
  const row = visit.page.locator('main [role="row"]').filter({ has: visit.page.getByLabel('Another lever') }).first();
  const name = (await row.innerText()).split('\n')[1];
  await select.selectOption({ index: 1 });
  await headlineChanges(visit, first); // the effect is recomputed
  const other = await headline();
  await visit.settle();
  const chosen = visit.page.locator('.lever-chosen');
  check(await chosen.count() === 1, 'the lever is marked as chosen');
  const of = visit.page.locator('main [role="row"]').filter({ has: chosen });
  check((await of.innerText()).includes(name), `it is that of ${name}`);
  const { settings } = await results(visit);
  check(settings.levers.chosen.length === 1, 'the choice goes out with the settings');
  await visit.go('#/actions');
  await visit.settle();
  await visit.page.getByLabel('Back to the lever that fits').click();
  await headlineChanges(visit, other);
  await visit.settle();
  check(await headline() === first && await chosen.count() === 0, 'one click takes it back');
});

scenario('every losing pair names its lever, and the pair says what it would bring', {}, async (visit) => {
  await visit.loadDemo();
  await visit.go('#/pairs');
  await visit.settle();
  const header = await visit.page.locator('main [role="columnheader"]').allInnerTexts();
  const at = (label) => header.findIndex((text) => text.startsWith(label));
  check(at('Lever') > 0 && at('Effect a year') === at('Lever') + 1, `lever and effect stand side by side: ${header}`);
  const effect = visit.page.locator('main [role="columnheader"]').nth(at('Effect a year'));
  const { x, width } = await effect.boundingBox();
  check(x + width <= 1440, 'the effect is in sight without scrolling');
  const row = visit.page.locator('main [role="row"]').nth(1);
  const lever = (await row.locator('[role="cell"], [role="rowheader"], [role="gridcell"]').nth(at('Lever')).innerText()).trim();
  check(lever.length > 3, `the first pair has a lever: ${lever}`);
  await row.click();
  const panel = visit.testId('explain-panel');
  await panel.waitFor();
  await visit.settle();
  const said = await panel.innerText();
  check(said.includes(`${lever}: `) && /That brings .* a year/.test(said), said);
});
