// The `flywheel` program: where it is, and running it. It is never started through a shell.
import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CancellationToken } from 'vscode';

/** What a run of the program left. */
export interface Ran {
  /** The exit code; null if it was stopped. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface How {
  cwd: string;
  /** What it reads from standard input. */
  input?: string;
  /** Stops it. */
  cancel?: CancellationToken;
  /** Takes each line of standard output, which is then not kept. */
  line?: (line: string) => void;
}

/** Standard output beyond this is an error: nobody looks at it. */
const MOST_OUTPUT = 32 * 1024 * 1024;

async function runs(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/**
 * The absolute path of a program, or undefined. A name is looked up on the PATH only, never in the
 * folder of the files that are open: what is there is not ours to run.
 */
export async function find(path: string): Promise<string | undefined> {
  const endings = process.platform === 'win32' ? ['.exe', ''] : [''];
  const folders = isAbsolute(path) ? [''] : (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  if (!isAbsolute(path) && /[\\/]/.test(path)) return undefined;
  for (const folder of folders) {
    for (const ending of endings) {
      const file = folder === '' ? path + ending : join(folder, path + ending);
      if (await runs(file)) return file;
    }
  }
  return undefined;
}

/** What the program says of a mistake, for a notification. */
export const inOneLine = (stderr: string): string => stderr.trim().replace(/\s+/g, ' ');

/** Runs the program to its end. Fails only if it cannot be started, or writes too much. */
export function run(program: string, args: string[], how: How): Promise<Ran> {
  return new Promise((done, failed) => {
    const child = spawn(program, args, {
      cwd: how.cwd,
      shell: false,
      windowsHide: true,
      env: { ...process.env, NO_COLOR: '1' },
    });
    const stopped = how.cancel?.onCancellationRequested(() => child.kill());
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8');
    child.stderr.setEncoding('utf8');
    if (how.line) {
      createInterface({ input: child.stdout }).on('line', how.line);
    } else {
      child.stdout.on('data', (text: string) => {
        stdout += text;
        if (stdout.length > MOST_OUTPUT) {
          child.kill();
          failed(new Error('flywheel wrote more than can be shown'));
        }
      });
    }
    child.stderr.on('data', (text: string) => {
      if (stderr.length < MOST_OUTPUT) stderr += text;
    });
    // It may end before it has read everything.
    child.stdin.on('error', () => undefined);
    child.stdin.end(how.input ?? '');
    child.on('error', (error) => {
      stopped?.dispose();
      failed(error);
    });
    child.on('close', (code) => {
      stopped?.dispose();
      done({ code, stdout, stderr });
    });
  });
}
