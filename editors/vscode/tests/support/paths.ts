// Where things are that tests use: the checkout, the program, and a folder to write to.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** The root of the checkout; tests are run in `editors/vscode`. */
export const ROOT = join(process.cwd(), '..', '..');

/** The program that was built for the tests of the command line. */
export function flywheel(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const places = [
    process.env['FLYWHEEL'],
    join(process.env['CARGO_TARGET_DIR'] ?? join(ROOT, 'target'), 'debug', 'flywheel'),
    join(cache, 'flywheel-target', 'debug', 'flywheel'),
  ];
  const found = places.find((place) => place !== undefined && existsSync(place));
  if (found === undefined) throw new Error('build the program first: `cargo build`, or name it in FLYWHEEL');
  return found;
}

/** A folder that is gone after the tests of the file. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'flywheel-vscode-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
