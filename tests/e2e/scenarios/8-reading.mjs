// What a reader meets: no number is cut, no count contradicts the page, and a phone shows who earns.
import { csv } from '../lib/fixtures.mjs';
import { check, equal, scenario } from '../lib/scenario.mjs';

const PHONE = { viewport: { width: 390, height: 844 } };
const plain = (text) => text.replaceAll('\u00a0', ' ');

for (const [route, names] of [['#/customers', 1], ['#/items', 1], ['#/pairs', 2]]) {
  scenario(`a phone shows names and net contribution: ${route}`, { context: PHONE }, async (visit) => {
    await visit.loadDemo();
    await visit.go(route);
    const table = visit.testId('table');
    await table.locator('[data-row="0"]').waitFor();
    const seen = await table.evaluate((section) => {
      const frame = section.querySelector('.table-scroll').getBoundingClientRect();
      const heads = [...section.querySelectorAll('[role="columnheader"]')];
      return heads
        .filter((head) => head.getBoundingClientRect().right <= frame.right + 1)
        .map((head) => head.innerText.trim());
    });
    check(seen.length > names, `${names + 1} columns are seen whole: ${seen}`);
    equal(seen[names], 'Net contribution', 'the column behind the names');
  });
}

scenario('no number of a table is cut', {}, async (visit) => {
  await visit.loadDemo();
  for (const route of ['#/customers', '#/items', '#/pairs']) {
    await visit.go(route);
    await visit.testId('table').locator('[data-row="0"]').waitFor();
    const cut = await visit.testId('table').evaluate((section) => [...section.querySelectorAll('.cell:not(.left)')]
      .filter((cell) => cell.scrollWidth > cell.clientWidth)
      .map((cell) => cell.innerText));
    equal(cut.join(' | '), '', `numbers cut on ${route}`);
  }
});

scenario('the counts beside the steps are those of the filter', {}, async (visit) => {
  await visit.loadDemo();
  const beside = async () => plain(await visit.testId('nav-customers').innerText());
  const all = await beside();
  await visit.testId('cluster-D').click();
  await visit.testId('filter-chip').waitFor();
  await visit.settle();
  check(await beside() !== all, `the count of customers follows the filter: ${all}`);
});

scenario('the red area of the whale curve filters by the loss makers', {}, async (visit) => {
  const { page } = visit;
  await visit.loadDemo();
  const area = await page.locator('.loss-area').boundingBox();
  await page.mouse.click(area.x + area.width * 0.9, area.y + area.height * 0.2);
  await visit.testId('filter-chip').waitFor();
  equal(await visit.testId('whale-losers').getAttribute('aria-pressed'), 'true', 'the loss makers are chosen');
  // The keyboard gets there too, and lifts it again.
  await visit.testId('whale-losers').focus();
  await page.keyboard.press('Enter');
  await visit.settle();
  equal(await page.getByTestId('filter-chip').count(), 0, 'filter chips after pressing again');
});

scenario('own pools begin with the three, and what is assumed stays marked', {}, async (visit) => {
  const { page } = visit;
  await visit.addFiles({ name: 'orders.csv', bytes: csv() });
  await visit.analyse();
  await visit.go('#/costs');
  const heading = async () => plain(await page.locator('h1').innerText());
  const before = await heading();
  check(before.endsWith(', as assumed'), `the heading says that all of it is assumed: ${before}`);
  await page.getByTestId('model-drivers').check({ force: true });
  await page.getByTestId('add-pool').waitFor();
  await visit.settle();
  equal(await page.getByLabel('Amount of the pool').count(), 3, 'pools to begin with');
  equal(await heading(), before, 'the heading after the switch');
  // One amount of one's own.
  const amount = page.getByLabel('Amount of the pool').first();
  await amount.fill('321');
  await amount.press('Enter');
  await page.waitForFunction(() => document.querySelector('h1').innerText.includes('partly assumed'), null, { timeout: 10_000 });
});
