// The page with the lifecycle as a picture.
import { escaped, page } from './page';

/** What the picture shows. */
export interface Drawn {
  /** The picture as SVG, or undefined if there has been none yet. */
  svg: string | undefined;
  /** Why the picture is not of the rules as they are now. */
  problem: string | undefined;
}

// The picture is an image, so that nothing in it can run or ask for anything, whatever the rules say.
const STYLE = `
img { max-width: 100%; height: auto; display: block; margin-top: 0.5rem; }
.frame { overflow: auto; }
body:has(#full:checked) img { max-width: none; }
body.vscode-dark img, body.vscode-high-contrast:not(.vscode-high-contrast-light) img { color-scheme: dark; }
body.vscode-light img, body.vscode-high-contrast-light img { color-scheme: light; }
`;

/** The words of a picture for those who cannot see it. They are escaped in the picture as in HTML. */
function words(svg: string): string {
  const inside = (name: string) => new RegExp(`<${name}[^>]*>([^<]*)</${name}>`).exec(svg)?.[1] ?? '';
  const written = [inside('title'), inside('desc')].filter((text) => text !== '').join('. ');
  return written.replace(/"/g, '&quot;').replace(/'/g, '&#39;');
}

export function picture(title: string, drawn: Drawn): string {
  const parts = [];
  if (drawn.problem !== undefined) {
    const old = drawn.svg === undefined ? '' : '<p class="quiet">The picture is of the last rules without errors.</p>\n';
    parts.push(`${old}<pre class="problem" role="status">${escaped(drawn.problem)}</pre>`);
  }
  if (drawn.svg !== undefined) {
    const data = Buffer.from(drawn.svg, 'utf8').toString('base64');
    parts.push('<p><label><input type="checkbox" id="full"> Full size</label></p>');
    parts.push(`<div class="frame"><img src="data:image/svg+xml;base64,${data}" alt="${words(drawn.svg)}"></div>`);
  }
  return page(title, parts.join('\n'), STYLE);
}
