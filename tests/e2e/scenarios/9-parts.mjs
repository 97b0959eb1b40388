// The page's program comes in parts: the first screen needs one of them only.
import { check, equal, scenario } from '../lib/scenario.mjs';

// Parts that are kept away on purpose.
const allow = [/Failed to load resource/, /Failed to fetch/];

const partsOf = (page) => page.evaluate(() =>
  performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => /\/part-/.test(name)));

scenario('a part of the program that does not come is asked for again', { allow, at: 'both' }, async (visit) => {
  const { page, context } = visit;
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some((entry) => /\/part-/.test(entry.name)), null, { timeout: 20_000 });
  await context.route(/\/part-/, (route) => route.abort());
  await page.reload();
  await visit.testId('load-demo').waitFor();
  await visit.go('#/data');
  const again = page.getByRole('button', { name: 'Try again' });
  await again.waitFor({ timeout: 20_000 });
  check((await visit.text()).includes('could not be loaded'), 'the screen says what is missing');
  await visit.go('#/');
  check(await visit.testId('load-demo').isVisible(), 'the first screen works without the parts');

  await context.unroute(/\/part-/);
  await visit.go('#/data');
  await again.click();
  await again.waitFor({ state: 'detached' });
  await visit.go('#/');
  await visit.loadDemo();
  equal((await partsOf(page)).length > 0, true, 'the parts came in the end');
});
