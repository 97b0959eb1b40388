// Demand shape: limits that are dragged, conventions of other tools, items that change class.
import { check, equal, scenario } from '../lib/scenario.mjs';

const plain = (text) => text.replaceAll('\u00a0', ' ');

/** Items of a class, as the table beside the plot says. */
async function items(visit, testId) {
  const row = visit.page.locator('tr', { has: visit.page.getByTestId(testId) }).first();
  return Number(plain(await row.locator('td').first().innerText()).replaceAll(/\D/g, ''));
}

async function open(visit) {
  await visit.loadDemo();
  await visit.go('#/demand');
  await visit.testId('flips').waitFor();
  await visit.settle();
}

scenario('demand: a limit dragged changes classes at once, and the items are listed', {}, async (visit) => {
  const { page } = visit;
  await open(visit);
  check(/hard to forecast/.test(await page.locator('h1').innerText()), 'the headline speaks of demand');
  const before = await items(visit, 'class-abc-A');
  const handle = visit.testId('chart-value').getByRole('slider', { name: 'Limit of class A' });
  equal(await handle.getAttribute('aria-valuenow'), '0.8', 'the limit of A');
  await handle.scrollIntoViewIfNeeded();
  const box = await handle.locator('.limit-pill').boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  // Many moves, few questions: at most one is under way, and the last one wins.
  const earlier = (await visit.measures('tenfold:recompute')).length;
  await handle.evaluate((element, [left, top]) => {
    for (let step = 1; step <= 90; step += 1) {
      element.dispatchEvent(new PointerEvent('pointermove', { clientX: left, clientY: top + step, bubbles: true }));
    }
  }, [x, y]);
  // While it is held, the line stands where the pointer is.
  check(Number(await handle.getAttribute('aria-valuenow')) < 0.5, 'the line follows the pointer');
  await page.mouse.up();
  const value = Number(await handle.getAttribute('aria-valuenow'));
  await page.waitForFunction((v) => Math.abs(Number(document.querySelector('[data-testid="demand-abc"] input').value.replace('%', '')) / 100 - v) < 0.006, value);
  await visit.settle();
  const after = await items(visit, 'class-abc-A');
  check(after < before, `fewer A items below a lower limit: ${before}, then ${after}`);
  const flips = plain(await visit.testId('flips').textContent());
  const changed = Number(/(\d+) items change class/.exec(flips)?.[1]);
  check(changed >= before - after, `the items that changed are counted: ${changed} for ${before - after}`);
  await visit.testId('flips').locator('[data-row="0"]').waitFor();
  const measures = (await visit.measures('tenfold:recompute')).length - earlier;
  check(measures >= 1 && measures <= 3, `${measures} recomputations for 90 moves`);
  await visit.testId('demand-reset').click();
  await visit.settle();
  equal(await items(visit, 'class-abc-A'), before, 'A items after undoing');
});

scenario('demand: the keyboard moves limits, and typing does', {}, async (visit) => {
  const { page } = visit;
  await open(visit);
  const handle = visit.testId('chart-variability').getByRole('slider', { name: 'Limit of class X' });
  const before = await items(visit, 'class-xyz-X');
  await handle.focus();
  for (let press = 0; press < 5; press += 1) await page.keyboard.press('PageDown');
  equal(await handle.getAttribute('aria-valuenow'), '0', 'the limit after five times ten steps');
  await visit.settle();
  await page.waitForFunction(() => document.querySelector('[data-testid="class-xyz-X"]').closest('tr').querySelector('td').innerText === '0');
  const field = visit.testId('demand-xyz').getByLabel('X up to');
  await field.fill('0.5');
  await field.press('Enter');
  await page.waitForFunction((count) => Number(document.querySelector('[data-testid="class-xyz-X"]').closest('tr').querySelector('td').innerText.replace(/\D/g, '')) === count, before);
  equal(await handle.getAttribute('aria-valuenow'), '0.5', 'the line follows what is typed');
});

scenario('demand: conventions of other tools say what they would change', {}, async (visit) => {
  const { page } = visit;
  await open(visit);
  await visit.testId('preset').selectOption({ label: 'SAP' });
  const says = visit.testId('preset-says');
  await says.waitFor();
  await page.waitForFunction(() => /would/.test(document.querySelector('[data-testid="preset-says"]').innerText));
  const number = Number(/(\d+) items would be/.exec(plain(await says.innerText()))?.[1]);
  check(number > 0, `SAP classes other items differently: ${await says.innerText()}`);
  await visit.testId('preset-apply').click();
  await visit.testId('class-abc-D').waitFor();
  await visit.settle();
  const flips = plain(await visit.testId('flips').textContent());
  equal(Number(/(\d+) items change class/.exec(flips)?.[1]), number, 'items that changed are those that would');
  // A class is a filter on every screen; what is hidden at first is reached in two clicks.
  await visit.testId('class-status-new').click();
  await visit.testId('filter-chip').waitFor();
  await visit.go('#/items?status=new');
  check(plain(await visit.testId('filter-chip').innerText()).includes('new'), 'the filter names the status');
  await visit.testId('table').locator('[data-row="0"]').waitFor();
});

scenario('demand: a second criterion crosses with the first', {}, async (visit) => {
  await open(visit);
  const section = visit.testId('demand-abc');
  await section.locator('summary').click();
  await section.getByLabel('Second classification').selectOption({ label: 'Units' });
  const crossing = section.locator('.crossing');
  await crossing.waitFor();
  equal(await crossing.locator('td button').count(), 9, 'cells of ABC by ABC');
  check((await section.locator('summary').innerText()).includes('1 differs'), 'what differs is said');
});

scenario('demand: variation over quarters and weeks, exported with the settings; a list without rows is a sentence', {}, async (visit) => {
  await open(visit);
  const flips = visit.testId('flips');
  check(/No item changes its class/.test(await flips.textContent()), 'nothing flips at first');
  check(!await flips.getByRole('grid').isVisible(), 'no empty table below the sentence');
  const before = await items(visit, 'class-xyz-Z');
  const over = visit.testId('demand-xyz').getByLabel('Taken over', { exact: false });
  const drawn = (by) => visit.testId('demand-xyz').getByText(`coefficient of variation, ${by}`).first().waitFor();
  await over.selectOption({ label: 'Quarters' });
  await drawn('quarter by quarter');
  await visit.settle();
  const after = await items(visit, 'class-xyz-Z');
  check(after < before, `quarters vary less: ${before} items are Z by month, ${after} by quarter`);
  check(/coefficient of variation, quarter by quarter/.test(await visit.testId('demand-xyz').innerText()), 'the chart says so');
  check(await flips.getByRole('grid').isVisible(), 'the items that changed are listed');
  await over.selectOption({ label: 'Weeks' });
  await drawn('week by week');
  await visit.settle();
  check(await items(visit, 'class-xyz-Z') > before, 'weeks vary more');
  const { bytes } = await visit.exported('export-settings');
  equal(JSON.parse(bytes.toString('utf8')).params.xyz_periods, 'weeks', 'the periods in the settings');
});
