// node recompute.mjs FILE SETTINGS: changes a pool's amount, a pool's driver and a class limit many
// times over with FILE loaded; prints one line of JSON with the milliseconds to the repainted page.
import { analyseFile, importSettings, openTab } from './tab.mjs';

const CHANGES = 30;
const [file, settings] = process.argv.slice(2);
const { browser, page } = await openTab();
try {
  await importSettings(page, settings);
  await analyseFile(page, file);
  await page.evaluate(() => { location.hash = '#/costs'; });

  const measures = () => page.evaluate(() => performance.getEntriesByName('tenfold:recompute').map((entry) => entry.duration));
  const changed = async (change) => {
    const times = [];
    for (let i = 0; i < CHANGES; i += 1) {
      const before = (await measures()).length;
      await change(i);
      await page.waitForFunction(
        (count) => performance.getEntriesByName('tenfold:recompute').length > count,
        before,
        { timeout: 30_000 },
      );
      times.push((await measures()).at(-1));
    }
    return times;
  };
  const type = async (label, text) => {
    const field = page.getByLabel(label).first();
    await field.fill(text);
    await field.press('Enter');
  };
  const drivers = page.getByLabel('Shared out by').first();
  await drivers.waitFor();

  const pool = await changed((i) => type('Amount of the pool', String(2_000_000 + 1000 * (i + 1))));
  const driver = await changed((i) => drivers.selectOption(['order lines', 'units', 'sales before returns'][i % 3]));
  await page.evaluate(() => { location.hash = '#/demand'; });
  await page.getByTestId('flips').waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .skeleton'));
  const limit = await changed((i) => type('A up to', String(70 + (i % 15))));
  console.log(JSON.stringify({
    'a changed pool': pool,
    'a changed driver': driver,
    'a changed class limit': limit,
  }));
} finally {
  await browser.close();
}
