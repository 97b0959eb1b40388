// The same engine from a terminal: `tenfold run`.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { scratchFolder } from './visit.mjs';

const folder = scratchFolder();

/** The bytes that `tenfold run` writes for files on disk; `lines` is one path, or options with theirs. */
export function resultsFromTerminal(lines, settings) {
  const out = path.join(folder, `results-${process.hrtime.bigint()}.json`);
  const options = settings ? ['--settings', settings] : [];
  execFileSync(process.env.TENFOLD_PROGRAM, ['run', ...(Array.isArray(lines) ? lines : ['--lines', lines]), ...options, '--json', out], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const bytes = fs.readFileSync(out);
  fs.rmSync(out);
  return bytes;
}

/** Writes a file into a scratch folder and returns where it is. */
export function onDisk(name, bytes) {
  const file = path.join(folder, name);
  fs.writeFileSync(file, bytes);
  return file;
}
