// node page.mjs FILE SETTINGS RESULTS: the page analyses FILE once, in a fresh browser, through its
// file input; prints one line of JSON with times and memory, and writes the exported results.
import fs from 'node:fs';
import { analyse, openFile, openTab } from './tab.mjs';

const [file, settings, results] = process.argv.slice(2);
const { browser, page, peakMegabytes } = await openTab();
try {
  const open_ms = await openFile(page, file, settings);
  const longest_opening_ms = await page.evaluate(() => Math.max(0, ...globalThis.stopwatch.longTasks));
  const analysed_ms = await analyse(page);
  const peak_mem_mb = peakMegabytes();
  const longest_reading_ms = await page.evaluate(() => Math.max(0, ...globalThis.stopwatch.longTasks));
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
    total_ms: open_ms + analysed_ms,
    open_ms,
    analysed_ms,
    read_ms: await measure('tenfold:read'),
    analyse_ms: await measure('tenfold:analyse'),
    peak_mem_mb,
    worker_memory_mb,
    longest_opening_ms,
    longest_reading_ms,
    longest_task_ms: Math.max(longest_opening_ms, longest_reading_ms),
  }));
} finally {
  await browser.close();
}
