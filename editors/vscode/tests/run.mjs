// Bundles the tests with stand-ins for what only VS Code has, and runs them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const out = mkdtempSync(resolve('node_modules', '.tests-'));
let status = 1;
try {
  await build({
    entryPoints: readdirSync('tests').filter((file) => file.endsWith('.test.ts')).map((file) => join('tests', file)),
    outdir: out,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode-textmate', 'vscode-oniguruma'],
    alias: { vscode: resolve('tests/fake/vscode.ts'), 'vscode-languageclient/node': resolve('tests/fake/client.ts') },
    logLevel: 'warning',
  });
  const files = readdirSync(out).filter((file) => file.endsWith('.js')).map((file) => join(out, file));
  status = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...process.argv.slice(2), ...files], { stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
process.exit(status);
