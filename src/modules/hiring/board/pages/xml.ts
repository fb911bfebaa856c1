/** What programs read of the board: maps of its pages (https://www.sitemaps.org/protocol.html), and its feed (RSS 2.0). */
import type { BoardJob } from '../schema.ts'
import { escaped as escapedHtml } from './html.ts'
import { factsOf } from './words.ts'

/** What no document of XML 1.0 holds, escaped or not: https://www.w3.org/TR/xml/#charsets */
const UNWRITABLE = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
const SITEMAPS = 'http://www.sitemaps.org/schemas/sitemap/0.9'

interface Place {
  address: string
  /** Epoch ms. */
  changed_at?: number
}

export function sitemapOf(places: readonly Place[]): string {
  const urls = places.map(({ address, changed_at }) => {
    const changed = changed_at === undefined ? '' : `<lastmod>${new Date(changed_at).toISOString()}</lastmod>`
    return `<url><loc>${escaped(address)}</loc>${changed}</url>`
  })
  return `${HEAD}<urlset xmlns="${SITEMAPS}">${urls.join('')}</urlset>\n`
}

export function sitemapIndexOf(addresses: readonly string[]): string {
  const maps = addresses.map((one) => `<sitemap><loc>${escaped(one)}</loc></sitemap>`)
  return `${HEAD}<sitemapindex xmlns="${SITEMAPS}">${maps.join('')}</sitemapindex>\n`
}

/** @param address Of the board. */
export function feedOf(name: string, address: string, jobs: readonly BoardJob[]): string {
  const self = `<atom:link href="${escaped(`${address}/rss.xml`)}" rel="self" type="application/rss+xml"/>`
  const title = `<title>${escaped(`Jobs at ${name}`)}</title><link>${escaped(address)}</link>`
  const items = jobs.map((job) => itemOf(job, `${address}/${job.slug}`)).join('')
  const channel = `<channel>${title}<description>Open jobs</description><language>en</language>${self}${items}</channel>`
  return `${HEAD}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">${channel}</rss>\n`
}

function itemOf(job: BoardJob, address: string): string {
  const posted = new Date(`${job.published_on}T00:00:00Z`).toUTCString()
  const guid = `<guid isPermaLink="false">${job.id}</guid>`
  return `<item><title>${escaped(job.title)}</title><link>${escaped(address)}</link>${guid}<pubDate>${posted}</pubDate><description>${escaped(factsOf(job))}</description></item>`
}

function escaped(text: string): string {
  return escapedHtml(text.replaceAll(UNWRITABLE, ' '))
}
