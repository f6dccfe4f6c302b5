import { pageTexts } from "./texts.ts";

/** A command an operator can type, with what it is for in Vietnamese. */
export type OperatorCommand = { readonly command: string; readonly what: string };

/** Where a page's own files are: `Assets.url`. */
type AssetUrl = (name: string) => string;

/** The page for an address that has none. */
export function missingPage(assetUrl: AssetUrl): string {
  return page(pageTexts.missingTitle, `<p>${pageTexts.missingBody}</p>`, assetUrl);
}

/** What stands at /admin while its pages are not built: says how to build them, and lists the commands. */
export function adminPage(commands: readonly OperatorCommand[], assetUrl: AssetUrl): string {
  const rows = commands.map(
    ({ command, what }) => `<dt><code>${escapeHtml(command)}</code></dt><dd>${escapeHtml(what)}</dd>`,
  );
  const list = `<dl>${rows.join("")}</dl><p>${pageTexts.adminHelp}</p>`;
  return page(pageTexts.adminTitle, `<p>${pageTexts.adminBody}</p>${list}`, assetUrl);
}

// The security policy allows these pages no style of their own: they wear the chat's sheet.
function page(title: string, body: string, assetUrl: AssetUrl): string {
  return (
    `<!doctype html><html lang="vi"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">` +
    `<title>${title} · ${pageTexts.brand}</title><link rel="icon" href="${assetUrl("logo.svg")}">` +
    `<link rel="stylesheet" href="${assetUrl("chat.css")}">` +
    `<link rel="stylesheet" href="${assetUrl("plain.css")}"></head><body><main>` +
    `<img src="${assetUrl("logo.svg")}" alt="" width="56" height="56"><h1>${title}</h1>${body}` +
    `<p><a class="action" href="/">${pageTexts.toChat}</a></p></main></body></html>`
  );
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
