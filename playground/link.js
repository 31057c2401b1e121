// The whole state of the page in the part of its address that no server sees.

const MARK = "#1.";

/** Browsers open no address of more letters than this. */
export const MOST = 1_000_000;

/** Some programs cut off addresses of more letters than this. */
export const LONG = 8_000;

/** The state as the end of an address. */
export async function written(state) {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  const packed = await through(bytes, new CompressionStream("deflate-raw"));
  let letters = "";
  for (const byte of packed) letters += String.fromCharCode(byte);
  return MARK + btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The state that an address ends in, if it does. */
export async function read(end) {
  if (!end.startsWith(MARK)) return undefined;
  try {
    const letters = atob(end.slice(MARK.length).replaceAll("-", "+").replaceAll("_", "/"));
    const packed = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const bytes = await through(packed, new DecompressionStream("deflate-raw"));
    const state = JSON.parse(new TextDecoder().decode(bytes));
    return typeof state === "object" && state !== null ? state : undefined;
  } catch {
    return undefined;
  }
}

async function through(bytes, stream) {
  const packed = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(packed).arrayBuffer());
}
