/**
 * Styles that come with the view that needs them, and not with the first one. They are adopted by the
 * document, which a policy against inline styles allows: no text of anybody's becomes one.
 */
const adopted = new Set<string>()

/** @param isBefore Whether what other views have adopted counts more, whenever it came. */
export function adoptStyle(css: string, isBefore = false): void {
  if (adopted.has(css)) return
  adopted.add(css)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  const others = document.adoptedStyleSheets
  document.adoptedStyleSheets = isBefore ? [sheet, ...others] : [...others, sheet]
}
