// node page.mjs FILE SETTINGS RESULTS: the page analyses FILE once, in a fresh browser, through its
// file input; prints one line of JSON with times and memory, and writes the exported results.
import fs from 'node:fs';
import { analyseFile, importSettings, openTab } from './tab.mjs';

const [file, settings, results] = process.argv.slice(2);
const { browser, page, peakMegabytes } = await openTab();
try {
  await importSettings(page, settings);
  const times = await analyseFile(page, file);
  const peak_mem_mb = peakMegabytes();
  const engine = page.workers().find((worker) => worker.url().includes('engine'));
  const worker_memory_mb = await engine.evaluate(() => self.programMemory.buffer.byteLength / 1e6);
  const measure = (name) => page.evaluate(
    (wanted) => performance.getEntriesByName(wanted).at(-1)?.duration ?? null,
    name,
  );

  await page.evaluate(() => { location.hash = '#/hand-over'; });
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 120_000 }),
    page.getByTestId('export-json').click(),
  ]);
  fs.copyFileSync(await download.path(), results);
  console.log(JSON.stringify({
    ...times,
    read_ms: await measure('tenfold:read'),
    analyse_ms: await measure('tenfold:analyse'),
    peak_mem_mb,
    worker_memory_mb,
  }));
} finally {
  await browser.close();
}
