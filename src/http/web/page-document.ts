/** The one document of the page, and what a browser may do with it. */

export interface PagePaths {
  style: string
  theme: string
  main: string
  /** What `main` imports, so that both are asked for at once. */
  needed: readonly string[]
  font: string
  icon: string
}

/** A worker of the page takes files of ours and nothing else, whoever wrote what. */
export const WORKER_POLICY = "default-src 'none'; connect-src 'self'"

/**
 * Nothing from elsewhere, and nothing inline: what somebody wrote into a task cannot become a script,
 * even where the page should forget to treat it as text.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * The theme is a script of its own and comes first, so that nothing is painted in the wrong one.
 *
 * @param name By which a page knows whether the server still has the same.
 */
export function pageDocument({ style, theme, main, needed, font, icon }: PagePaths, name: string): string {
  return `<!doctype html>
<html lang="en" data-theme="light" data-page="${name}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Almanac</title>
<link rel="icon" href="${icon}">
<link rel="preload" href="${font}" as="font" type="font/woff2" crossorigin>
<script src="${theme}"></script>
<link rel="stylesheet" href="${style}">
${needed.map((path) => `<link rel="modulepreload" href="${path}">\n`).join('')}<script type="module" src="${main}"></script>
<div id="page"></div>
<noscript>Almanac's page needs JavaScript. Everything it shows is in the API, too: <a href="/docs">/docs</a>.</noscript>
</html>
`
}
