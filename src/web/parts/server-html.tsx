/**
 * A text that the server has made HTML of, and safe. It is built anew from what may be in a text, and
 * never put into the page as HTML: what should slip through there becomes nothing here. Its headings
 * stand below those of the page.
 */
import type { ComponentChildren } from 'preact'

const TAGS = new Set(
  'p br hr em strong s del code pre blockquote ul ol li table thead tbody tr th td a h1 h2 h3 h4 h5 h6 sup sub'.split(
    ' ',
  ),
)
const HREF = /^(https?:|mailto:|#)/i

export function ServerHtml({ html }: { html: string }) {
  return <div class="prose">{childrenOf(new DOMParser().parseFromString(html, 'text/html').body)}</div>
}

/** Without the address: there stands where one is in the page. */
export function scrollToSection(id: string): void {
  document.getElementById(id)?.scrollIntoView({ block: 'start' })
}

function childrenOf(parent: Element): ComponentChildren[] {
  return [...parent.childNodes].map((node) => {
    if (node instanceof Text) return node.data
    return node instanceof Element ? elementOf(node) : null
  })
}

function elementOf(node: Element): ComponentChildren {
  const tag = node.localName
  const inner = childrenOf(node)
  if (!TAGS.has(tag)) return inner
  if (tag === 'a') return linkOf(node, inner)
  // One of the tags above.
  const Tag = lowered(tag) as 'p'
  return <Tag {...(node.id && { id: node.id })}>{inner}</Tag>
}

function lowered(tag: string): string {
  const level = /^h([1-6])$/.exec(tag)?.[1]
  return level ? `h${Math.min(6, Number(level) + 1)}` : tag
}

function linkOf(node: Element, inner: ComponentChildren[]): ComponentChildren {
  const href = node.getAttribute('href') ?? ''
  if (!HREF.test(href)) return inner
  if (href.startsWith('#'))
    return (
      <a href={href} onClick={(event) => toSection(event, href.slice(1))}>
        {inner}
      </a>
    )
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {inner}
    </a>
  )
}

function toSection(event: Event, id: string): void {
  event.preventDefault()
  scrollToSection(decodeURIComponent(id))
}
