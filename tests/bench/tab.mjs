// A fresh browser with the page in one tab, its memory, and a stopwatch inside the page.
import fs from 'node:fs';
import { ADDRESSES, launch } from '../e2e/lib/browser.mjs';

const readProcess = (pid, file) => {
  try {
    return fs.readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
};
const peakMegabytes = (pid) => Number(/VmHWM:\s+(\d+)/.exec(readProcess(pid, 'status'))?.[1] ?? NaN) / 1024;
const processorTime = (pid) => {
  const text = readProcess(pid, 'stat');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
};

export async function openTab() {
  const browser = await launch(['--enable-precise-memory-info']);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  await context.addInitScript(stopwatch);
  const page = await context.newPage();
  page.on('crash', () => { throw new Error('the tab crashed'); });
  page.on('pageerror', (error) => { throw error; });
  await page.goto(ADDRESSES.root);
  await page.getByTestId('load-demo').waitFor();
  // Programs are compiled and caches settle before the clock runs, as for every contender.
  await page.waitForTimeout(1000);
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter((one) => one.type === 'renderer').map((one) => one.id);
  const before = new Map(renderers.map((pid) => [pid, processorTime(pid)]));
  return {
    browser,
    page,
    /** Peak memory of the tab's process: the renderer that worked since the start. */
    peakMegabytes() {
      const work = renderers.map((pid) => [processorTime(pid) - before.get(pid), pid]).sort((a, b) => b[0] - a[0]);
      return work.length ? peakMegabytes(work[0][1]) : NaN;
    },
  };
}

/** Opens the file and imports the settings; returns the milliseconds until the mapping stood there. */
export async function openFile(page, file, settings) {
  await page.getByTestId('add-files').first().setInputFiles(file);
  await page.waitForFunction(() => globalThis.stopwatch.opened, null, { timeout: 60_000 });
  await page.getByTestId('import-settings').first().setInputFiles(settings);
  await page.waitForTimeout(500);
  await page.waitForFunction(
    () => document.querySelector('[data-testid="analyse"]')?.disabled === false,
    null,
    { timeout: 60_000 },
  );
  return page.evaluate(() => globalThis.stopwatch.opened - globalThis.stopwatch.chosen);
}

/** Presses “Analyse”; returns the milliseconds until the clusters were painted. */
export async function analyse(page) {
  await page.evaluate(() => {
    globalThis.stopwatch.longTasks.length = 0;
    globalThis.stopwatch.pressed = performance.now();
    document.querySelector('[data-testid="analyse"]').click();
  });
  await page.waitForFunction(() => globalThis.stopwatch.painted, null, { timeout: 300_000 });
  return page.evaluate(() => globalThis.stopwatch.painted - globalThis.stopwatch.pressed);
}

/** Runs in the page before anything of its own: notes when files were chosen, when the page had
 *  looked into them, and when the clusters were painted. A person's time between is not counted. */
function stopwatch() {
  const watch = { longTasks: [] };
  globalThis.stopwatch = watch;
  const painted = (note) => requestAnimationFrame(() => requestAnimationFrame(() => { watch[note] ??= performance.now(); }));
  document.addEventListener('change', (event) => {
    if (event.target.dataset.testid === 'add-files') watch.chosen = performance.now();
  }, true);
  new MutationObserver(() => {
    if (watch.chosen && !watch.opened && document.querySelector('[data-testid="analyse"]')) painted('opened');
    if (watch.pressed && !watch.painted && document.querySelector('[data-testid="clusters"]')) painted('painted');
  }).observe(document, { childList: true, subtree: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watch.longTasks.push(entry.duration);
  }).observe({ type: 'longtask' });
}
