/**
 * Styles that come with the view that needs them, and not with the first one. They are adopted by the
 * document, which a policy against inline styles allows: no text of anybody's becomes one.
 */
const adopted = new Set<string>()

export function adoptStyle(css: string): void {
  if (adopted.has(css)) return
  adopted.add(css)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}
