/** HTML of the board: every text that is put into it is escaped, but for what is HTML already. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LRUCache } from 'lru-cache'
import type { KeptHeaders } from '../../../../cache/serialised.ts'
import { ROOT } from '../../../../lib/root.ts'
import { accentsOf } from './accent.ts'

export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | null | false | undefined | readonly Part[]

export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((text, string, i) => text + written(parts[i - 1]) + string))
}

function written(part: Part): string {
  if (part === null || part === false || part === undefined) return ''
  if (part instanceof Html) return part.text
  if (Array.isArray(part)) return part.map(written).join('')
  return escaped(String(part))
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)
}

/** For search engines. Nothing in it ends the element around it. */
export function jsonLd(content: object): Html {
  const text = JSON.stringify(content).replaceAll('<', '\\u003c')
  return new Html(`<script type="application/ld+json">${text}</script>`)
}

/** On one line: it goes along with each page. */
const STYLE = readFileSync(join(ROOT, 'src/modules/hiring/board/pages/board.css'), 'utf8')
  .trim()
  .replace(/\n\s*/g, ' ')

const policies = new LRUCache<string, string>({ max: 100 })
const headers = new LRUCache<string, KeptHeaders>({ max: 100 })

/** Of a page that is kept; the same object for all pages of one style. @param page Of `pageOf` */
export function headersOf(type: string, page: string, seconds: number): KeptHeaders {
  const policy = policyOf(page)
  const name = `${type} ${seconds} ${policy}`
  const known = headers.get(name)
  if (known) return known
  const made = {
    'content-type': type,
    'content-security-policy': policy,
    'cache-control': `public, max-age=${seconds}`,
  }
  headers.set(name, made)
  return made
}

/** No script, no style but its own, and nothing from elsewhere. @param page Of `pageOf` */
export function policyOf(page: string): string {
  // Its own comes first; what somebody wrote is escaped.
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? []
  const known = policies.get(style)
  if (known) return known
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = [
    `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; form-action 'self'`,
    "base-uri 'none'; frame-ancestors 'none'",
  ].join('; ')
  policies.set(style, policy)
  return policy
}

function styleOf(color: string | null): Html {
  if (color === null) return new Html(STYLE)
  const { light, dark } = accentsOf(color)
  const own = `:root{--accent:${light}}@media (prefers-color-scheme:dark){:root{--accent:${dark}}}`
  return new Html(`${STYLE} ${own}`)
}

interface Page {
  title: string
  description: string
  /** For search engines, which are kept away from a page without one. */
  address?: string
  /** Of the feed of its jobs. */
  feed?: string
  /** Of the organization. */
  color: string | null
  head?: Html
  body: Html
}

export function pageOf({ title, description, address, feed, color, head, body }: Page): string {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${address === undefined ? html`<meta name="robots" content="noindex">` : forOthers(title, description, address)}
<link rel="icon" href="data:,">
${feed && html`<link rel="alternate" type="application/rss+xml" title="Jobs" href="${feed}">`}
<style>${styleOf(color)}</style>
${head}
<main>
${body}
</main>
${feed && html`<footer><a href="${feed}">New jobs as a feed (RSS)</a></footer>`}
</html>
`.text
}

function forOthers(title: string, description: string, address: string): Html {
  return html`<meta name="description" content="${description}">
<meta property="og:title" content="${title}"><meta property="og:type" content="website">
<meta property="og:description" content="${description}"><meta property="og:url" content="${address}">
<link rel="canonical" href="${address}">`
}
