// What a scenario is and how scenarios are run: one after the other, each in a fresh browser
// context, with everything watched that must never happen.
import { ADDRESSES } from './browser.mjs';
import { Visit } from './visit.mjs';

const TIME_LIMIT = 180_000;
const scenarios = [];

/**
 * Declares a scenario.
 * options.at: 'root' (the default) or 'both'; options.context: viewport, colour scheme and the like;
 * options.allow: patterns of console errors that the scenario provokes on purpose;
 * options.limit: milliseconds it may take, where those of most are too few;
 * options.skip: a reason why it can't be run here.
 */
export function scenario(name, options, act) {
  const addresses = options.at === 'both' ? Object.keys(ADDRESSES) : ['root'];
  for (const at of addresses) scenarios.push({ name, at, options, act });
}

/** Thrown by `check` where something does not hold. */
class Unmet extends Error {}

export function check(holds, message) {
  if (!holds) throw new Unmet(message);
}

export function equal(actual, expected, what) {
  check(Object.is(actual, expected), `${what}: ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`);
}

export async function runAll(browser, word) {
  const count = { passed: 0, failed: 0 };
  for (const { name, at, options, act } of scenarios) {
    const title = at === 'root' ? name : `${name} (under a path)`;
    if (word && !title.includes(word)) continue;
    if (options.skip) {
      console.log(`  skip    ${title}: ${options.skip}`);
      continue;
    }
    const start = performance.now();
    const complaints = await runOne(browser, ADDRESSES[at], options, act);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    count[complaints.length ? 'failed' : 'passed'] += 1;
    console.log(`  ${complaints.length ? 'FAILED' : 'ok    '}  ${title}  ${seconds} s`);
    for (const complaint of complaints) console.log(`          ${complaint.replaceAll('\n', '\n          ')}`);
  }
  return count;
}

async function runOne(browser, address, options, act) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 }, acceptDownloads: true, ...options.context,
  });
  const complaints = [];
  try {
    const visit = await Visit.open(context, address, options.allow ?? []);
    try {
      await withTimeLimit(act(visit), options.limit ?? TIME_LIMIT);
    } catch (error) {
      complaints.push(error instanceof Unmet ? error.message : String(error.stack ?? error));
      complaints.push(...await visit.picture());
    }
    complaints.push(...await visit.complaints());
  } catch (error) {
    complaints.push(String(error.stack ?? error));
  }
  await context.close().catch(() => {});
  return complaints;
}

async function withTimeLimit(work, time) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Unmet(`not finished after ${time / 1000} s`)), time);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
