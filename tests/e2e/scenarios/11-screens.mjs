// How the screens behave: the way back, addresses, a start that fails, what typed numbers mean.
import { check, equal, scenario } from '../lib/scenario.mjs';
import { HEADER, csv, orderLines } from '../lib/fixtures.mjs';

const top = (visit) => visit.page.locator('.table-scroll').first().evaluate((element) => element.scrollTop);

scenario('a table is as it was left', {}, async (visit) => {
  const { page } = visit;
  await visit.loadDemo();
  await visit.go('#/items');
  const search = page.getByPlaceholder('Search').first();
  await search.fill('equinox');
  await page.waitForFunction(() => /^\d+\sitems?$/.test(document.querySelector('.table-tools [role="status"]')?.textContent ?? '')
    && !document.querySelector('.table-tools [role="status"]').textContent.startsWith('600'));
  await page.getByRole('columnheader', { name: 'Net sales' }).first().getByRole('button').click();
  await visit.settle();
  await page.locator('.table-scroll').first().evaluate((element) => { element.scrollTop = 720; });
  await page.evaluate(() => scrollTo(0, 200));
  await visit.settle();
  const first = await page.locator('.grid-window [data-row="22"]').first().innerText();
  await visit.testId('nav-profit').click();
  await visit.clusters();
  equal(await page.evaluate(() => scrollY), 0, 'another screen begins at its top');
  await page.goBack();
  await page.waitForFunction(() => location.hash.startsWith('#/items'));
  await visit.settle();
  await page.waitForFunction(() => document.querySelector('.grid-window [data-row="22"]'));
  equal(await search.inputValue(), 'equinox', 'the search');
  equal(await page.getByRole('columnheader', { name: 'Net sales' }).first().getAttribute('aria-sort'), 'descending', 'the sort');
  equal(await top(visit), 720, 'the place');
  equal(await page.locator('.grid-window [data-row="22"]').first().innerText(), first, 'the row there');
  await page.waitForFunction(() => scrollY === 200, null, { timeout: 5000 });
});

scenario('an address without a screen says so', {}, async (visit) => {
  await visit.go('#/nowhere?cluster=D');
  const text = await visit.page.locator('main').innerText();
  check(/There is no screen at #\/nowhere/.test(text), `it is told: ${text}`);
  await visit.page.getByRole('link', { name: 'Go to the start' }).click();
  await visit.testId('load-demo').waitFor();
});

scenario('a start that fails says so', { allow: [/Failed to load|ERR_FAILED|error/i] }, async (visit) => {
  const page = await visit.context.newPage();
  await page.route(/\.wasm$/, (route) => route.abort());
  await page.goto(visit.address);
  await page.getByRole('heading', { name: 'Tenfold could not start' }).waitFor({ timeout: 15_000 });
  check(/Reload the page/.test(await page.locator('#loading').innerText()), 'the way out is told');
  await page.close();
});

scenario('a typed number that could mean another is read back', {}, async (visit) => {
  const { page } = visit;
  await visit.loadDemo();
  await visit.go('#/demand');
  const field = page.getByLabel('Intermittent from an interval of');
  await field.fill('1.350');
  await field.press('Enter');
  await page.getByText('read as 1.35', { exact: true }).waitFor();
  await visit.settle();
  equal(await field.inputValue(), '1.35', 'the field');
});

scenario('the currency is asked once and goes with the results', {}, async (visit) => {
  const { page } = visit;
  await visit.loadDemo();
  const field = page.getByLabel('Currency of all money');
  equal(await field.inputValue(), 'EUR', 'the demo company');
  await field.fill('chf');
  await field.press('Enter');
  await visit.settle();
  const { bytes } = await visit.exported('export-json');
  equal(JSON.parse(bytes.toString('utf8')).currency, 'CHF', 'the export');
});

scenario('without the cost of goods, sentences lead to where it is given', {}, async (visit) => {
  const { page } = visit;
  const lines = orderLines().filter((row) => row[4] > 0).map((row) => row.slice(0, -1));
  await visit.addFiles({ name: 'no-cost.csv', bytes: csv(lines, HEADER.slice(0, -1)) });
  await visit.analyse();
  check(!/peak/.test(await page.locator('svg.whale').textContent()), 'where nobody loses, the curve has no peak');
  await visit.go('#/actions');
  check(/No customer loses money/.test(await page.locator('h1').innerText()), 'why there is no action');
  await visit.go('#/customers/map');
  await page.locator('h1').getByRole('link', { name: 'Cost model page' }).click();
  const share = page.getByLabel('Cost of goods as a share of net sales');
  await share.fill('60');
  await share.press('Enter');
  await page.getByText('every margin is an assumption').waitFor();
  await visit.go('#/customers/map');
  await page.locator('[data-testid="quadrant-passive"]').waitFor();
  check(await page.locator('.map-grid').first().isVisible(), 'the map is there');
});

scenario('on a phone pools to the cent are cards, and totals have their figures', { context: { viewport: { width: 390, height: 844 } } }, async (visit) => {
  const { page } = visit;
  await visit.loadDemo();
  await visit.go('#/costs');
  const wide = await visit.testId('reconciliation').locator('.scroll-x')
    .evaluate((element) => element.scrollWidth - element.clientWidth);
  check(wide <= 0, `the table of pools is ${wide} px wider than the phone`);
  await visit.go('#/doctor');
  const sums = page.locator('.row.sums .cell');
  await sums.first().scrollIntoViewIfNeeded();
  const boxes = await sums.evaluateAll((cells) => cells
    .filter((cell) => /\d/.test(cell.textContent)).map((cell) => cell.getBoundingClientRect().right));
  check(boxes.length > 0 && boxes[0] <= 390, `the first sum ends at ${boxes[0]}`);
});
