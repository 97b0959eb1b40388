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

/** Imports the settings first: they hold for the files that are opened afterwards. */
export async function importSettings(page, settings) {
  await page.evaluate(() => { location.hash = '#/data'; });
  await page.getByTestId('import-settings').first().setInputFiles(settings);
  await page.getByText('Settings imported').first().waitFor();
  await page.waitForTimeout(500);
}

/** Chooses the file, presses “Analyse” in the moment in which that can be done, and waits for the
 *  clusters to be painted: all that a person without time to think would wait for. */
export async function analyseFile(page, file) {
  await page.getByTestId('add-files').first().setInputFiles(file);
  await page.waitForFunction(() => globalThis.stopwatch.painted, null, { timeout: 300_000 });
  return page.evaluate(() => {
    const { chosen, pressed, painted, longTasks } = globalThis.stopwatch;
    return {
      total_ms: painted - chosen,
      open_ms: pressed - chosen,
      analysed_ms: painted - pressed,
      longest_task_ms: Math.max(0, ...longTasks.filter((task) => task.start + task.duration > chosen).map((task) => task.duration)),
    };
  });
}

/** Runs in the page before anything of its own: notes when files were chosen, presses “Analyse”
 *  as soon as that is possible, and notes when the clusters were painted. */
function stopwatch() {
  const watch = { longTasks: [] };
  globalThis.stopwatch = watch;
  document.addEventListener('change', (event) => {
    if (event.target.dataset.testid === 'add-files') watch.chosen = performance.now();
  }, true);
  new MutationObserver(() => {
    const analyse = document.querySelector('[data-testid="analyse"]');
    if (watch.chosen && !watch.pressed && analyse && !analyse.disabled) {
      watch.pressed = performance.now();
      analyse.click();
    }
    if (watch.pressed && !watch.shown && document.querySelector('[data-testid="clusters"]')) {
      watch.shown = performance.now();
      requestAnimationFrame(() => requestAnimationFrame(() => { watch.painted = performance.now(); }));
    }
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watch.longTasks.push({ start: entry.startTime, duration: entry.duration });
  }).observe({ type: 'longtask' });
}
