// Customers on the map of margin and cost to serve, by order size, and by how they order.
import { csv } from '../lib/fixtures.mjs';
import { check, equal, scenario } from '../lib/scenario.mjs';

const plain = (text) => text.replaceAll('\u00a0', ' ');
const number = (text) => Number(plain(text).replaceAll(/\D/g, ''));

scenario('customers: the map tells four kinds apart', {}, async (visit) => {
  const { page } = visit;
  await visit.loadDemo();
  await visit.go('#/customers');
  await visit.testId('customers-map').click();
  await page.waitForFunction(() => location.hash.startsWith('#/customers/map'));
  await visit.testId('chart-customer-map').waitFor();
  await visit.settle();
  const counts = async () => Promise.all(
    ['passive', 'carriage_trade', 'bargain_basement', 'aggressive'].map(async (kind) => {
      const words = plain(await visit.testId(`quadrant-${kind}`).locator('small').innerText());
      return number(/^([\d,. ]+) customer/.exec(words)[1]);
    }),
  );
  const before = await counts();
  const bubbles = await page.locator('.bubble').count();
  equal(before.reduce((a, b) => a + b), bubbles, 'customers of the four kinds and bubbles');
  // Another cut, other kinds; all customers still stand somewhere.
  const words = await visit.testId('quadrant-passive').locator('small').innerText();
  await visit.testId('map-cut').selectOption({ label: 'Company average' });
  await page.waitForFunction((old) => document.querySelector('[data-testid="quadrant-passive"] small').innerText !== old, words);
  equal((await counts()).reduce((a, b) => a + b), bubbles, 'customers after another cut');
  const handle = visit.testId('chart-customer-map').getByRole('slider', { name: 'High margin from' });
  await handle.focus();
  await page.keyboard.press('PageUp');
  await visit.settle();
  await page.waitForFunction(() => document.querySelector('[data-testid="map-cut"]').selectedOptions[0]?.innerText === 'Own limits');
  // A kind is a filter, a bubble leads to its customer.
  await visit.testId('quadrant-aggressive').click();
  await visit.testId('filter-chip').waitFor();
  await visit.settle();
  equal(await visit.testId('quadrant-aggressive').getAttribute('aria-pressed'), 'true', 'the kind is chosen');
  equal(await page.locator('.bubble').count(), bubbles, 'bubbles while a kind is chosen');
  await page.locator('.bubble[tabindex="0"]').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash.startsWith('#/customer/'));
});

scenario('customers: order sizes say from which value an order pays', {}, async (visit) => {
  await visit.loadDemo();
  await visit.go('#/customers/orders');
  await visit.testId('chart-order-sizes').waitFor();
  await visit.settle();
  const headline = plain(await visit.page.locator('h1').innerText());
  check(/of orders are below .* and (lose|earn) /.test(headline), headline);
  check(/÷ gross margin/.test(await visit.testId('break-even-order').innerText()), 'the formula is said');
  check(await visit.page.locator('.fixed-line').count() === 1, 'the break-even is a line');
  // Without a pool that goes by orders or lines there is none.
  await visit.addFiles({ name: 'orders.csv', bytes: csv() });
  const settings = JSON.stringify({ pools: [{ name: 'Freight', amount: 500, driver: 'revenue' }] });
  await visit.importSettings({ name: 'pools.json', mimeType: 'application/json', buffer: Buffer.from(settings) });
  await visit.analyse();
  await visit.go('#/customers/orders');
  await visit.testId('break-even-order').waitFor();
  check(/No cost pool goes by orders/.test(await visit.testId('break-even-order').innerText()), 'why there is no break-even');
});

scenario('customers: order behaviour, recency and similar customers', {}, async (visit) => {
  const { page } = visit;
  await visit.loadDemo();
  await visit.go('#/customers/behaviour');
  await visit.testId('similar').waitFor();
  await visit.settle();
  const cells = await page.locator('.rfm-cell b').allInnerTexts();
  equal(cells.length, 25, 'cells of recency and frequency');
  const customers = cells.map(number).reduce((a, b) => a + b);
  check(customers > 200, `${customers} customers have an order`);
  check(/payment days/.test(await visit.testId('rfm').innerText()), 'what the file does not hold is said');
  const similar = async () => plain(await visit.testId('similar').innerText());
  check(/exploratory/i.test(await similar()), 'groups are called exploratory');
  await visit.testId('similar-groups').selectOption('5');
  await page.waitForFunction(() => / in 5.groups/.test(document.querySelector('[data-testid="similar"] h2').innerText));
  await visit.settle();
  check(/Means of the groups/.test(await similar()), 'their means are listed');
});
