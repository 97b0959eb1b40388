// The data doctor: one click mends, the log says so, and undoing brings everything back.
import { check, equal, scenario } from '../lib/scenario.mjs';
import { csv, HEADER, orderLines } from '../lib/fixtures.mjs';
import { unzip } from '../lib/zip.mjs';

/** The usual 240 lines, of which 3 stand there twice. */
function doubled() {
  const rows = orderLines();
  return csv([...rows, rows[0], rows[1], rows[2]], HEADER);
}

async function totals(visit) {
  const { bytes } = await visit.exported('export-json');
  return JSON.parse(bytes.toString('utf8'));
}

scenario('doctor: duplicates with one click, the log, and undone', {}, async (visit) => {
  const { page } = visit;
  await visit.addFiles({ name: 'doubled.csv', bytes: doubled() });
  await visit.analyse();
  const before = await totals(visit);
  equal(before.totals.lines, 243, 'lines before');
  equal(before.fixes.length, 0, 'fixes before');

  await visit.go('#/doctor');
  check(/rows count/.test(await page.locator('h1').innerText()), 'the headline says how many rows count');
  const finding = visit.testId('finding-duplicates');
  check(/3 lines repeat another/.test(await finding.innerText()), 'three duplicates are found');
  await visit.testId('evidence-duplicates').click();
  await visit.settle();
  check(/repeats row 2/.test(await finding.innerText()), 'the evidence names the row that is repeated');

  await finding.getByRole('button', { name: 'Set 3 lines aside' }).click();
  await finding.waitFor({ state: 'detached' });
  await visit.settle();
  const log = visit.testId('doctor-log');
  check(/3 lines were set aside: they repeat another line/.test(await log.innerText()), 'the log says what was done');
  check(/duplicate/.test(await visit.testId('quality').innerText()), 'the reason stands among the rows set aside');
  const mended = await totals(visit);
  equal(mended.totals.lines, 240, 'lines after');
  equal(mended.quality.used + mended.quality.set_aside.reduce((sum, part) => sum + part.rows, 0), 243, 'used + set aside');
  equal(mended.fixes[0].lines, 3, 'lines in the log of the export');
  const parts = unzip((await visit.exported('export-xlsx')).bytes);
  check(/name="Fixes"/.test(parts['xl/workbook.xml']), 'the workbook has the log');

  await visit.go('#/doctor');
  await visit.testId('doctor-log').getByRole('button', { name: /^Undo: 3 lines/ }).click();
  await visit.testId('finding-duplicates').waitFor();
  await visit.settle();
  equal(JSON.stringify(await totals(visit)), JSON.stringify(before), 'the results after undoing');
});

scenario('doctor: a row of the evidence set aside by hand', {}, async (visit) => {
  await visit.addFiles({ name: 'doubled.csv', bytes: doubled() });
  await visit.analyse();
  await visit.go('#/doctor');
  await visit.testId('evidence-duplicates').click();
  const row = visit.testId('finding-duplicates').locator('[data-row="0"]');
  await row.waitFor();
  await row.focus();
  await visit.page.keyboard.press('Enter');
  await visit.page.getByRole('button', { name: 'Set this row aside' }).click();
  await visit.page.getByText('set aside by hand').waitFor();
  await visit.settle();
  check(/2 lines repeat another/.test(await visit.testId('finding-duplicates').innerText()), 'one duplicate less');
});

scenario('doctor: a control total that does not fit', {}, async (visit) => {
  await visit.addFiles({ name: 'doubled.csv', bytes: doubled() });
  await visit.analyse();
  const { totals: file } = await totals(visit);
  await visit.go('#/doctor');
  const control = visit.testId('control-whole');
  const field = control.getByLabel(/^Net sales in the P&L/);
  await field.scrollIntoViewIfNeeded();
  await field.fill(String(Math.round(file.revenue * 1.1)));
  await field.press('Enter');
  await visit.page.getByText(/less net sales than the P&L/).first().waitFor();
  await visit.settle();
  check(/From the P&L to the file/.test(await control.innerText()), 'the bridge is there');
  check(await visit.testId('finding-control-total').isVisible(), 'it is a finding');
  await visit.testId('control-whole').getByLabel(/^Net sales in the P&L/).fill(String(file.revenue));
  await visit.page.keyboard.press('Enter');
  await visit.testId('finding-control-total').waitFor({ state: 'detached' });
  check(/The totals fit the P&L/.test(await visit.testId('doctor-control').innerText()), 'the total fits');
});

scenario('doctor: the calendar by keyboard', {}, async (visit) => {
  await visit.addFiles({ name: 'doubled.csv', bytes: doubled() });
  await visit.analyse();
  await visit.go('#/doctor');
  const years = visit.testId('doctor-calendar').locator('.calendar-years');
  await years.focus();
  await visit.page.keyboard.press('ArrowRight');
  const said = visit.page.locator('#calendar-day');
  await visit.settle();
  check(/2024-01-01: \d+\slines?/.test(await said.innerText()), `the first day is read: ${await said.innerText()}`);
  await visit.page.keyboard.press('ArrowDown');
  await visit.settle();
  check(/2024-01-02/.test(await said.innerText()), 'arrow down goes to the next day');
});
