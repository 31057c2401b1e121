// The grammar, applied: the scopes of each word of some rules.
import { readFileSync } from 'node:fs';
import { INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';

export interface Word {
  text: string;
  line: number;
  /** From the outermost to the innermost, without `.flywheel`, the scope of the file and those of regions. */
  scopes: string[];
}

const GRAMMAR = 'syntaxes/flywheel.tmLanguage.json';

export async function highlighter(): Promise<(rules: string) => Word[]> {
  const wasm = readFileSync('node_modules/vscode-oniguruma/release/onig.wasm');
  await loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async () => parseRawGrammar(readFileSync(GRAMMAR, 'utf8'), GRAMMAR),
  });
  const grammar = await registry.loadGrammar('source.flywheel');
  if (grammar === null) throw new Error('the grammar is not read');
  return (rules) => {
    const words: Word[] = [];
    let state = INITIAL;
    rules.split('\n').forEach((line, at) => {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
      state = ruleStack;
      for (const { startIndex, endIndex, scopes } of tokens) {
        const text = line.slice(startIndex, endIndex).trim();
        const own = scopes.slice(1).filter((scope) => !scope.startsWith('meta.'));
        if (text !== '') words.push({ text, line: at + 1, scopes: own.map((scope) => scope.replace('.flywheel', '')) });
      }
    });
    return words;
  };
}
