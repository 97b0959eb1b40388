// Addresses, the back button, reloading, the keyboard.
import { check, equal, scenario } from '../lib/scenario.mjs';
import { ANALYSIS_ROUTES } from '../lib/visit.mjs';

const hash = (visit) => visit.page.evaluate(() => location.hash);

scenario('the back button leads back, with the filter', { at: 'both' }, async (visit) => {
  const { page } = visit;
  await visit.loadDemo();
  check((await hash(visit)).startsWith('#/profit'), 'the results are at #/profit');
  await visit.testId('cluster-D').click();
  await visit.testId('filter-chip').waitFor();
  await visit.testId('nav-items').click();
  await page.waitForFunction(() => location.hash.startsWith('#/items'));
  check(await visit.testId('filter-chip').isVisible(), 'the filter holds on the next page');
  await page.goBack();
  await page.waitForFunction(() => location.hash.startsWith('#/profit'));
  await visit.clusters();
  equal(await visit.testId('cluster-D').getAttribute('aria-pressed'), 'true', 'cluster D is still chosen');
  await page.goForward();
  await page.waitForFunction(() => location.hash.startsWith('#/items'));
});

scenario('every address answers, with and without data', {}, async (visit) => {
  const { page } = visit;
  for (const route of [...ANALYSIS_ROUTES, '#/data', '#/customer/nobody', '#/nowhere']) {
    await visit.go(route);
    check((await visit.page.locator('main').first().innerText()).trim().length > 10, `${route} says something without data`);
  }
  await visit.go('#/');
  await visit.loadDemo();
  for (const route of [...ANALYSIS_ROUTES, '#/data', '#/customer/nobody', '#/nowhere']) {
    await visit.go(route);
    check((await visit.page.locator('main').first().innerText()).trim().length > 10, `${route} says something with data`);
    check(await page.locator('h1').count() >= 1, `${route} has a headline`);
  }
});

scenario('reloading starts afresh', { at: 'both' }, async (visit) => {
  const { page } = visit;
  await visit.loadDemo();
  await visit.go('#/items');
  await page.reload();
  await page.locator('main').first().waitFor();
  await visit.settle();
  check((await page.locator('main').first().innerText()).trim().length > 10, 'the page says what to do');
  await visit.go('#/');
  await visit.loadDemo();
});

scenario('the keyboard is enough', {}, async (visit) => {
  const { page } = visit;
  const tabTo = async (testId, limit = 60) => {
    for (let presses = 0; presses < limit; presses += 1) {
      await page.keyboard.press('Tab');
      const reached = await page.evaluate((id) => document.activeElement?.dataset?.testid === id, testId);
      if (reached) {
        const visible = await page.evaluate(() => {
          const style = getComputedStyle(document.activeElement);
          return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
        });
        check(visible, `the focus on ${testId} can be seen`);
        return;
      }
    }
    check(false, `${testId} can't be reached with the Tab key`);
  };
  await tabTo('load-demo');
  await page.keyboard.press('Enter');
  await visit.clusters();
  await tabTo('cluster-C');
  await page.keyboard.press('Enter');
  await visit.testId('filter-chip').waitFor();
});

scenario('the theme can be chosen and is kept', {}, async (visit) => {
  const { page } = visit;
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const seen = new Set();
  for (let press = 0; press < 4; press += 1) {
    await visit.testId('theme').click();
    await visit.settle();
    seen.add(await background());
  }
  check(seen.size >= 2, `the theme changes the colours (${[...seen].join(', ')})`);
  const last = await background();
  await page.reload();
  await page.getByTestId('load-demo').waitFor();
  equal(await background(), last, 'the background after reloading');
});
