// Pictures of every page with the demo, in both widths and themes. Started by `cargo xtask shots`.
import fs from 'node:fs';
import path from 'node:path';
import { ADDRESSES, launch } from './e2e/lib/browser.mjs';
import { ROUTES, Visit } from './e2e/lib/visit.mjs';

const folder = process.argv[2];
fs.mkdirSync(folder, { recursive: true });
const browser = await launch();
for (const [device, viewport] of Object.entries({ desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } })) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ viewport, colorScheme, deviceScaleFactor: 1, acceptDownloads: true });
    const visit = await Visit.open(context, ADDRESSES.root);
    const shoot = async (name, fullPage = true) => {
      await visit.page.screenshot({ path: path.join(folder, `${device}-${colorScheme}-${name}.png`), fullPage });
    };
    await shoot('start');
    await visit.loadDemo();
    const { bytes } = await visit.exported('export-json');
    const [{ id }] = JSON.parse(bytes.toString('utf8')).customers;
    for (const route of [...ROUTES.slice(1), `#/customer/${encodeURIComponent(id)}`]) {
      await visit.go(route);
      await shoot(route.startsWith('#/customer/') ? 'customer' : route.slice(2).replaceAll('/', '-'));
    }
    await visit.go('#/profit');
    await shoot('profit-first-screen', false);
    await visit.explain();
    await shoot('explain', false);
    for (const complaint of await visit.complaints()) console.log(`${device} ${colorScheme}: ${complaint}`);
    await context.close();
  }
}
await browser.close();
console.log(`Pictures are in ${folder}`);
