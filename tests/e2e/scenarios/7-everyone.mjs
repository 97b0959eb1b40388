// For everyone: no barrier on any page in either theme, and every page fits a phone.
import { createRequire } from 'node:module';
import fs from 'node:fs';
import { check, scenario } from '../lib/scenario.mjs';
import { ROUTES } from '../lib/visit.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const WIDTHS = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

for (const [device, viewport] of Object.entries(WIDTHS)) {
  for (const colorScheme of ['light', 'dark']) {
    scenario(`no barriers: ${device}, ${colorScheme}`, { context: { viewport, colorScheme, reducedMotion: 'reduce' } }, async (visit) => {
      const barriers = [...await audit(visit, 'start')];
      await visit.loadDemo();
      for (const route of [...ROUTES, await aCustomer(visit)]) {
        await visit.go(route);
        barriers.push(...await audit(visit, route));
        barriers.push(...await overflow(visit, route));
      }
      await visit.go('#/profit');
      await visit.explain();
      barriers.push(...await audit(visit, 'Explain'));
      check(barriers.length === 0, barriers.join('\n'));
    });
  }
}

/** The address of the first customer in the table. */
async function aCustomer(visit) {
  const { bytes } = await visit.exported('export-json');
  const { customers } = JSON.parse(bytes.toString('utf8'));
  return `#/customer/${encodeURIComponent(customers[0].id)}`;
}

/** What axe finds on the page as it stands. */
export async function audit(visit, where) {
  // Evaluated from outside, so that the page's own policy stays in force.
  await visit.page.evaluate(axe);
  const { violations } = await visit.page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  return violations.map(({ id, help, nodes }) => `${where}: ${id}, ${help}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

/** Complaints where the page is wider than the screen. */
export async function overflow(visit, where) {
  const { wide, width } = await visit.page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    width: document.documentElement.clientWidth,
  }));
  return wide > width ? [`${where} is ${wide} px wide on a screen of ${width}`] : [];
}
