// What nobody does on purpose and somebody does in the end: files of every sort at once, a number
// half typed when the screen goes, names that are programs, settings without end.
import { check, equal, scenario } from '../lib/scenario.mjs';
import { ANALYSIS_ROUTES } from '../lib/visit.mjs';
import { brokenWorkbook, csv, orderLines, picture, protectedWorkbook } from '../lib/fixtures.mjs';
import { unzip } from '../lib/zip.mjs';
import { overflow } from './7-everyone.mjs';

const PHONE = { viewport: { width: 390, height: 844 } };

scenario('hostile: a number half typed when the screen goes', {}, async (visit) => {
  const { page } = visit;
  await visit.loadDemo();
  for (const [route, field] of [['#/demand', '.number-input'], ['#/costs', 'main input[type="text"]'], ['#/actions', '.number-input']]) {
    await visit.go(route);
    await page.locator(field).first().fill('12x');
    // The field goes while it has the focus, as by the browser's own Back.
    await visit.go('#/profit');
    await visit.clusters();
  }
  const { bytes } = await visit.exported('export-json');
  check(JSON.parse(bytes.toString('utf8')).totals.lines > 50_000, 'the results are still there');
});

scenario('hostile: more bad files than messages, and a good one', {}, async (visit) => {
  const bad = [
    { name: 'picture.csv', bytes: picture() },
    { name: 'broken.xlsx', bytes: brokenWorkbook() },
    { name: 'empty.csv', bytes: '' },
    { name: 'results.json', bytes: '{ "totals": {} }' },
    { name: 'protected.xlsx', bytes: protectedWorkbook() },
  ];
  await visit.addFiles({ name: 'orders.csv', bytes: csv() }, ...bad);
  await visit.told(/more files cannot be used/);
  const said = (await visit.page.getByTestId('message').allInnerTexts()).join('\n');
  for (const { name } of bad) check(said.includes(name), `${name} is named:\n${said}`);
  await visit.analyse();
});

scenario('hostile: settings without end', {}, async (visit) => {
  await visit.addFiles({ name: 'orders.csv', bytes: csv() });
  await visit.analyse();
  const before = await visit.exported('export-json');
  await visit.go('#/data');
  const pools = Array.from({ length: 20_000 }, (_, i) => ({ name: `P${i}`, amount: 10, driver: 'orders' }));
  await visit.importSettings({ name: 'endless.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ pools })) });
  await visit.told(/20000 cost pools/);
  const after = await visit.exported('export-json');
  check(before.bytes.equals(after.bytes), 'nothing changed');
});

const NAMES = [
  '=cmd|\' /C calc\'!A0', '+1+1', '@SUM(1)', '<script>alert(1)</script>', '<img src=x onerror=alert(1)>',
  'L'.repeat(10_000), '\u202Eملف', 'A\u200BB', 'AB', 'ab', '💥', '%00', 'a/b?c#d&e',
];

scenario('hostile: names that are programs, on a phone', { context: PHONE }, async (visit) => {
  const { page } = visit;
  const named = orderLines().map((row, i) => row
    .with(2, `"${NAMES[i % NAMES.length]}"`)
    .with(3, `"${NAMES[(i * 7 + 3) % NAMES.length]}"`));
  await visit.addFiles({ name: '<b>orders</b>.csv', bytes: csv(named) });
  await visit.analyse();
  const wrong = [];
  const customers = NAMES.map((name) => `#/customer/${encodeURIComponent(name)}`);
  for (const route of [...ANALYSIS_ROUTES, '#/data', ...customers]) {
    await visit.go(route);
    wrong.push(...await overflow(visit, route.slice(0, 40)));
    const { injected, tall, bar } = await page.evaluate(() => ({
      injected: document.querySelectorAll('main script, main img, .header b b').length,
      tall: document.documentElement.scrollHeight,
      bar: document.querySelector('.header').getBoundingClientRect().height,
    }));
    if (injected) wrong.push(`${route} holds what a name says`);
    if (tall > 6000) wrong.push(`${route.slice(0, 40)} is ${tall} px tall`);
    if (bar > 60) wrong.push(`the header of ${route.slice(0, 40)} is ${bar} px tall`);
  }
  check(wrong.length === 0, wrong.join('\n'));

  const text = (await visit.exported('export-csv')).bytes.toString('utf8');
  const commands = text.split('\n').filter((line) => /(^|[,;])"?[=+@]/.test(line));
  equal(commands.length, 0, `cells of the CSV that a spreadsheet would compute: ${commands[0]?.slice(0, 80)}`);
  const parts = unzip((await visit.exported('export-xlsx')).bytes);
  const formulas = Object.values(parts).flatMap((part) => part.toString().match(/<f>[^<]*/g) ?? []);
  const foreign = formulas.filter((formula) => /cmd|calc|SUM\(1\)/.test(formula));
  equal(foreign.length, 0, `formulas that are names: ${foreign[0]}`);
});

/** Numbers from 0 to 1 that are the same every time (Weyl's sequence is random enough for clicks). */
function dice() {
  let at = 0.5;
  return (sides) => {
    at = (at + 0.618_033_988_749_895) % 1;
    return Math.floor(at * sides);
  };
}

scenario('hostile: fixes of two files in any order, undone in any order', {}, async (visit) => {
  const { page } = visit;
  const messy = (prefix) => csv(orderLines().map((row, i) => row
    .with(0, prefix + row[0])
    .with(2, i % 13 ? row[2] : row[2].toLowerCase())
    .with(4, i % 31 === 5 ? row[4] * 1000 : row[4])
    .with(5, i % 50 === 7 ? row[5] * 100 : row[5])
    .with(6, i % 40 === 3 ? '' : row[6])));
  await visit.addFiles({ name: 'a.csv', bytes: messy('A') }, { name: 'b.csv', bytes: messy('B') });
  await visit.analyse();
  const before = await visit.exported('export-json');
  const roll = dice();
  const press = async (buttons) => {
    const count = await buttons.count();
    if (count > 0) await buttons.nth(roll(count)).click();
    await visit.settle();
    return count > 0;
  };
  await visit.go('#/doctor');
  const fixes = page.locator('[data-testid^="finding-"] button.button:visible');
  const undo = visit.testId('doctor-log').getByRole('button', { name: /^Undo: / });
  for (let step = 0; step < 10; step += 1) {
    await press(roll(4) === 0 && await undo.count() > 0 ? undo : fixes);
  }
  const { quality, fixes: log } = JSON.parse((await visit.exported('export-json')).bytes.toString('utf8'));
  check(log.length > 1, `fixes are in force: ${log.length}`);
  equal(quality.used + quality.set_aside.reduce((sum, part) => sum + part.rows, 0), quality.rows, 'used + set aside');
  await visit.go('#/doctor');
  for (let step = 0; step < 40 && await press(undo); step += 1);
  const after = await visit.exported('export-json');
  check(before.bytes.equals(after.bytes), 'undone, nothing is left of them');
});

scenario('hostile: colours that the system dictates', { context: { forcedColors: 'active' } }, async (visit) => {
  await visit.loadDemo();
  const outline = (element) => element.evaluate((node) => getComputedStyle(node).outlineStyle);
  await visit.testId('cluster-D').click();
  await visit.testId('filter-chip').waitFor();
  equal(await outline(visit.page.locator('[aria-pressed="true"]').first()), 'solid', 'the outline of the chosen cluster');
  await visit.go('#/customers/map');
  equal(await outline(visit.page.locator('.segmented [aria-current="page"]').first()), 'solid', 'the outline of the view on show');
});

scenario('hostile: on a phone the focus is never behind the bars', { context: PHONE }, async (visit) => {
  const { page } = visit;
  await visit.loadDemo();
  for (const route of ['#/profit', '#/costs', '#/doctor']) {
    await visit.go(route);
    await page.locator('h1').click();
    const hidden = [];
    for (let presses = 0; presses < 50; presses += 1) {
      await page.keyboard.press('Tab');
      const behind = await page.evaluate(() => {
        const element = document.activeElement;
        const box = element.getBoundingClientRect();
        const bars = [...document.querySelectorAll('.header, .navigation')].filter((bar) => !bar.contains(element) && !element.matches('.skip'));
        const covered = bars.some((bar) => {
          const { top, bottom } = bar.getBoundingClientRect();
          return box.height < 200 && box.top < bottom - 1 && box.bottom > top + 1;
        });
        return covered ? (element.ariaLabel ?? element.innerText).slice(0, 40) : null;
      });
      if (behind) hidden.push(behind);
    }
    check(hidden.length === 0, `${route}: hidden with the focus: ${hidden.join(' | ')}`);
  }
});
