// A page of HTML for a panel. It runs no scripts and asks for nothing from anywhere; its one style
// sheet is allowed by a nonce.
import { randomBytes } from 'node:crypto';

/** A text as HTML shows it, also inside an attribute. */
export function escaped(text: string): string {
  const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
}

const STYLE = `
body { font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); color: var(--vscode-foreground); padding: 0 1rem 1rem; }
h1 { font-size: 1.3em; font-weight: 600; margin: 1rem 0 0.25rem; }
h2 { font-size: 1.05em; font-weight: 600; margin: 1.5rem 0 0.25rem; }
p { margin: 0.25rem 0; }
.quiet { color: var(--vscode-descriptionForeground); }
pre { font-family: var(--vscode-editor-font-family); white-space: pre; overflow-x: auto; }
label { cursor: pointer; }
`;

/** A page. The title is a text; the body and the style are ours. */
export function page(title: string, body: string, style = ''): string {
  const nonce = randomBytes(16).toString('base64');
  const allowed = `default-src 'none'; img-src data:; style-src 'nonce-${nonce}'; form-action 'none'; base-uri 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${allowed}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style nonce="${nonce}">${STYLE}${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
