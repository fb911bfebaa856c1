/**
 * Markdown as HTML that may be shown as it is: tags in the text are text, links lead away without a word
 * about where from, and nothing is loaded from anywhere: an image is a link to it.
 *
 * Two walls: the renderer makes no HTML of what is written as HTML and takes no address that runs, and
 * what it has made passes a sanitizer that knows what may be there and drops the rest.
 */
import type { MarkdownIt } from 'markdown-it'
import type { TableOfContents } from '../schema.ts'
import { headingsOf } from './headings.ts'

export interface Rendered {
  html: string
  toc: TableOfContents
}

export async function renderMarkdown(markdown: string): Promise<Rendered> {
  loaded ??= load()
  const { md, sanitize } = await loaded
  const tokens = md.parse(markdown, {})
  const toc = headingsOf(tokens)
  return { html: sanitize(md.renderer.render(tokens, md.options, {})), toc }
}

interface Tools {
  md: MarkdownIt
  sanitize(html: string): string
}

/** At the first use: many servers never render anything, and both take memory. */
let loaded: Promise<Tools> | undefined

async function load(): Promise<Tools> {
  const [{ default: MarkdownIt }, { default: sanitizeHtml }] = await Promise.all([
    import('markdown-it'),
    import('sanitize-html'),
  ])
  const md = new MarkdownIt({ html: false })
  md.renderer.rules.image = (tokens, index) => {
    const image = tokens[index]
    const text = image?.content || String(image?.attrGet('src'))
    const { escapeHtml } = md.utils
    return `<a href="${escapeHtml(String(image?.attrGet('src')))}">${escapeHtml(text)}</a>`
  }
  return { md, sanitize: (html) => sanitizeHtml(html, SAFE) }
}

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']
const BLOCKS = ['p', 'br', 'hr', 'blockquote', 'ul', 'ol', 'li', 'pre']
const TABLE = ['table', 'thead', 'tbody', 'tr', 'th', 'td']
const INLINE = ['strong', 'em', 's', 'code', 'a']

const SAFE = {
  allowedTags: [...HEADINGS, ...BLOCKS, ...TABLE, ...INLINE],
  allowedAttributes: {
    ...Object.fromEntries(HEADINGS.map((heading) => [heading, ['id']])),
    a: ['href', 'title', 'rel'],
    ol: ['start'],
  },
  allowedClasses: { code: [/^language-[\w+#.-]{1,40}$/] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  transformTags: {
    a: (tagName: string, { href, title }: Record<string, string>) => ({
      tagName,
      attribs: {
        ...(href !== undefined && { href }),
        ...(title !== undefined && { title }),
        rel: 'nofollow noopener noreferrer ugc',
      },
    }),
  },
  // Style attributes are dropped unread.
  parseStyleAttributes: false,
}
