// Finding the program, and running it.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, test } from 'node:test';
import { find, run } from '../src/program';
import { CancellationTokenSource } from './fake/vscode';
import { flywheel, scratch } from './support/paths';

const folder = scratch();
const PATH = process.env['PATH'];
afterEach(() => {
  process.env['PATH'] = PATH;
});

/** A program of the tests. */
function program(name: string, lines: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${lines}\n`);
  chmodSync(file, 0o755);
  return file;
}

test('a name is found on the PATH, and nowhere else', async () => {
  const file = program('bin/wheel-test', 'exit 0');
  assert.equal(await find('wheel-test'), undefined);
  process.env['PATH'] = `${dirname(file)}${delimiter}${PATH}`;
  assert.equal(await find('wheel-test'), file);
  const here = process.cwd();
  process.chdir(dirname(file));
  // Neither an empty part of the PATH nor `.` is the folder where we are.
  process.env['PATH'] = `${delimiter}.${delimiter}bin`;
  assert.equal(await find('wheel-test'), undefined);
  assert.equal(await find('./wheel-test'), undefined);
  process.chdir(here);
});

test('an absolute path is the program, if it can be run', async () => {
  const file = program('here', 'exit 0');
  assert.equal(await find(file), file);
  chmodSync(file, 0o644);
  assert.equal(await find(file), undefined);
  assert.equal(await find(folder), undefined);
});

test('arguments arrive as they are, without a shell', async () => {
  const file = program('args', 'for each in "$@"; do echo "<$each>"; done; cat; echo "colors: $NO_COLOR" >&2; exit 3');
  const ran = await run(file, ['$(echo no)', 'a b', '; rm x', '*'], { cwd: folder, input: 'in\n' });
  assert.deepEqual(ran, { code: 3, stdout: '<$(echo no)>\n<a b>\n<; rm x>\n<*>\nin\n', stderr: 'colors: 1\n' });
});

test('lines come one by one, and are then not kept', async () => {
  const lines: string[] = [];
  const ran = await run(program('lines', 'printf "a\\nb\\nc"'), [], { cwd: folder, line: (line) => lines.push(line) });
  assert.deepEqual([lines, ran.stdout], [['a', 'b', 'c'], '']);
});

test('a run can be stopped', async () => {
  const cancel = new CancellationTokenSource();
  const running = run(program('slow', 'exec sleep 60'), [], { cwd: folder, cancel: cancel.token as never });
  cancel.cancel();
  assert.equal((await running).code, null);
});

test('a program need not read its input, but it has to exist', async () => {
  const ran = await run(program('deaf', 'exit 0'), [], { cwd: folder, input: 'x'.repeat(1 << 20) });
  assert.equal(ran.code, 0);
  await assert.rejects(run(join(folder, 'nothing'), [], { cwd: folder }));
});

test('the real program answers', async () => {
  const ran = await run(flywheel(), ['--version'], { cwd: folder });
  assert.match(ran.stdout, /^flywheel \d/);
});
