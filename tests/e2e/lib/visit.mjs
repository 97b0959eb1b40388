// One visit to the page: what a user does, in their words, and a watch over what must not happen.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { check } from './scenario.mjs';

export const ANALYSIS_ROUTES = ['#/profit', '#/customers', '#/customers/map', '#/customers/orders', '#/customers/behaviour', '#/items', '#/demand', '#/pairs', '#/actions', '#/costs', '#/hand-over', '#/doctor'];
export const ROUTES = ['#/', '#/data', ...ANALYSIS_ROUTES];

export class Visit {
  /** Opens the page and waits until its first screen is there. */
  static async open(context, address, allowed = []) {
    const visit = new Visit(context, address, allowed);
    await context.addInitScript(watchFromWithin);
    visit.page = await context.newPage();
    visit.watch();
    await visit.page.goto(address);
    await visit.page.getByTestId('load-demo').waitFor({ timeout: 60_000 });
    return visit;
  }

  constructor(context, address, allowed) {
    this.context = context;
    this.address = address;
    this.allowed = allowed;
    this.noted = [];
  }

  watch() {
    const { page } = this;
    const note = (text) => {
      if (!this.allowed.some((pattern) => pattern.test(text))) this.noted.push(text);
    };
    page.on('console', (message) => {
      if (message.type() === 'error') note(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => note(`page error: ${error.message}`));
    page.on('crash', () => note('the tab crashed'));
    this.context.on('request', (request) => {
      const url = request.url();
      const own = url.startsWith(this.address) || url.startsWith('blob:') || url.startsWith('data:');
      if (!own) note(`request outside the page's own files: ${url}`);
    });
    this.context.on('response', (response) => {
      if (response.status() >= 400) note(`${response.status()} for ${response.url()}`);
    });
  }

  /** What happened that must not. */
  async complaints() {
    const violations = await this.page.evaluate(() => globalThis.tenfoldWatch?.violations ?? []).catch(() => []);
    return [...this.noted, ...violations.map((text) => `security policy: ${text}`)];
  }

  /** A picture of what the page shows, where TENFOLD_PICTURES names a folder for them. */
  async picture() {
    const folder = process.env.TENFOLD_PICTURES;
    if (!folder) return [];
    fs.mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `failure-${Date.now()}.png`);
    await this.page.screenshot({ path: file }).catch(() => {});
    return [`picture: ${file}`];
  }

  /** Opens the Explain panel on the first number of the screen that has one. */
  async explain() {
    const number = this.page.locator('main button.explains').first();
    await number.focus();
    await this.page.keyboard.press('Enter');
    await this.testId('explain-panel').waitFor();
    await this.settle();
    return number;
  }

  testId(name) {
    return this.page.getByTestId(name).first();
  }

  async go(route) {
    await this.page.evaluate((hash) => { location.hash = hash; }, route.replace(/^#/, ''));
    await this.settle();
  }

  /** Waits until nothing is being computed and what was is painted. */
  async settle() {
    await this.page.waitForFunction(
      () => !document.querySelector('[data-testid="progress"], [aria-busy="true"], .skeleton'),
      null,
      { timeout: 60_000 },
    );
    await this.page.evaluate(() => new Promise((done) => {
      requestAnimationFrame(() => requestAnimationFrame(done));
    }));
  }

  async loadDemo() {
    await this.page.getByTestId('load-demo').click();
    await this.clusters();
  }

  /** Waits until the results are on screen. */
  async clusters() {
    await this.page.getByTestId('clusters').waitFor({ timeout: 120_000 });
    await this.settle();
  }

  /** Hands files to the page through its file input; each is a path or { name, bytes }. */
  async addFiles(...files) {
    if (await this.page.getByTestId('add-files').count() === 0) await this.go('#/data');
    await this.page.getByTestId('add-files').first().setInputFiles(files.map(asInputFile));
    await this.opened();
  }

  /** Waits until the page has looked into the files it was given. */
  async opened() {
    await this.page.waitForFunction(
      () => document.querySelector('[data-testid="message"], [data-testid="analyse"]')
        && !document.querySelector('[data-testid="progress"]'),
      null,
      { timeout: 60_000 },
    );
    await this.settle();
  }

  /** Drops files on the page as a mouse would. */
  async dropFiles(...files) {
    const list = files.map((file) => {
      const { name, buffer } = typeof file === 'string'
        ? { name: path.basename(file), buffer: fs.readFileSync(file) }
        : asInputFile(file);
      return { name, base64: buffer.toString('base64') };
    });
    const transfer = await this.page.evaluateHandle((items) => {
      const data = new DataTransfer();
      for (const { name, base64 } of items) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name));
      }
      return data;
    }, list);
    for (const type of ['dragenter', 'dragover', 'drop']) {
      await this.page.locator('main').first().dispatchEvent(type, { dataTransfer: transfer });
    }
    await this.opened();
  }

  async importSettings(file) {
    await this.page.getByTestId('import-settings').first().setInputFiles(file);
    await this.settle();
  }

  /** Starts the analysis of what was opened and waits for the results. */
  async analyse() {
    const button = this.page.getByTestId('analyse').first();
    await button.waitFor({ timeout: 60_000 });
    await this.page.waitForFunction(
      () => document.querySelector('[data-testid="analyse"]')?.disabled === false,
      null,
      { timeout: 60_000 },
    );
    await button.click();
    await this.clusters();
  }

  /** The bytes that an export button writes. */
  async exported(button) {
    await this.go('#/hand-over');
    return this.downloaded(() => this.page.getByTestId(button).first().click());
  }

  /** The bytes of the file that an action downloads. */
  async downloaded(action) {
    const [download] = await Promise.all([this.page.waitForEvent('download', { timeout: 120_000 }), action()]);
    const file = await download.path();
    return { name: download.suggestedFilename(), bytes: fs.readFileSync(file) };
  }

  /** Everything a user can read on the page. */
  async text() {
    return this.page.evaluate(() => document.body.innerText);
  }

  /** Waits until messages or findings say something that matches; returns the text around it. */
  async told(pattern) {
    const holders = '[data-testid="message"], .finding, .obstacle, .failure, [role="alert"]';
    const found = await this.page.waitForFunction(
      ({ selector, source, flags }) => {
        const texts = [...document.querySelectorAll(selector)].map((element) => element.innerText);
        return texts.find((text) => new RegExp(source, flags).test(text)) ?? null;
      },
      { selector: holders, source: pattern.source, flags: pattern.flags },
      { timeout: 30_000 },
    ).catch(() => null);
    check(found, `no message or finding says ${pattern}; the page reads:\n${(await this.text()).slice(0, 1200)}`);
    return found.jsonValue();
  }

  /** Forgets main-thread tasks so far. */
  async forgetLongTasks() {
    await this.page.evaluate(() => { globalThis.tenfoldWatch.longTasks.length = 0; });
  }

  /** Main-thread tasks above 50 ms since they were last forgotten, in ms. */
  async longTasks() {
    return this.page.evaluate(() => globalThis.tenfoldWatch.longTasks.slice());
  }

  /** Durations of the User Timing measures of a name, in ms. */
  async measures(name) {
    return this.page.evaluate(
      (wanted) => performance.getEntriesByName(wanted).map((entry) => entry.duration),
      name,
    );
  }
}

function asInputFile(file) {
  if (typeof file === 'string') return file;
  return { name: file.name, mimeType: file.mimeType ?? 'application/octet-stream', buffer: Buffer.from(file.bytes) };
}

/** Runs in the page before anything of its own. */
function watchFromWithin() {
  const watch = { violations: [], longTasks: [] };
  globalThis.tenfoldWatch = watch;
  document.addEventListener('securitypolicyviolation', (event) => {
    watch.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ''}`);
  });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watch.longTasks.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
}

/** A folder that is removed when the process ends. */
export function scratchFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tenfold-e2e-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}
