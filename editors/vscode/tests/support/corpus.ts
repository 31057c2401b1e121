// All rules in the examples and in the docs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths';

export interface Rules {
  name: string;
  text: string;
}

function files(folder: string, ending: string): string[] {
  const found = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return found.filter((file) => file.endsWith(ending)).sort().map((file) => join(folder, file));
}

export function examples(): Rules[] {
  return files('examples', '.flywheel').map((name) => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }));
}

/** The blocks of rules on the pages, without those that show what is wrong. */
export function docs(): Rules[] {
  return files('docs', '.md').flatMap((page) => {
    const text = readFileSync(join(ROOT, page), 'utf8');
    return [...text.matchAll(/^```(flywheel|rules|decide)(.*)\n([^]*?)^```/gm)].flatMap((block) => {
      const [, kind, about = '', inside = ''] = block;
      if (about.includes('wrong')) return [];
      const rules = kind === 'decide' ? (inside.split(/^(?:settle )?as of /m)[0] ?? '') : inside;
      return [{ name: `${page}:${text.slice(0, block.index).split('\n').length}`, text: rules }];
    });
  });
}

/** The rules with assertions about their scopes, without the assertions. */
export function cases(): Rules[] {
  return readdirSync('tests/grammar').filter((name) => name.endsWith('.flywheel')).map((name) => {
    const text = readFileSync(join('tests/grammar', name), 'utf8');
    return { name, text: text.split('\n').filter((line) => !/^# *(?:SYNTAX TEST|[<^])/.test(line)).join('\n') };
  });
}
