// Starts the system's Chromium, and says where the page is.
import { chromium } from 'playwright-core';
import { execFileSync } from 'node:child_process';

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export function launch(flags = []) {
  return chromium.launch({ executablePath: program(), headless: true, args: [...FLAGS, ...flags] });
}

/** As `launch`, with a profile folder of its own; returns the context. */
export function launchWithProfile(profile, flags = []) {
  return chromium.launchPersistentContext(profile, {
    executablePath: program(), headless: true, args: [...FLAGS, ...flags],
  });
}

function program() {
  const name = process.env.CHROMIUM ?? 'chromium';
  return name.includes('/') ? name : execFileSync('which', [name], { encoding: 'utf8' }).trim();
}

/** The addresses the page is served at: in the root of a host, and under a path. */
export const ADDRESSES = {
  get root() { return address('TENFOLD_AT_ROOT'); },
  get 'sub-path'() { return address('TENFOLD_AT_SUB_PATH'); },
};

function address(variable) {
  const url = process.env[variable];
  if (!url) throw new Error(`${variable} is not set: start by cargo xtask`);
  return url;
}
