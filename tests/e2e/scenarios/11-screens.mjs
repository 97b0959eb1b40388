// How the screens behave: the way back, addresses, a start that fails, what typed numbers mean.
import { check, equal, scenario } from '../lib/scenario.mjs';

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
