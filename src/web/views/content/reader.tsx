import type { Content } from '../../../../docs/api-types.ts'
import { ServerHtml, scrollToSection } from '../../parts/server-html.tsx'
import { Read } from '../../parts/sheet.tsx'
import { nameOfMember } from '../../state/people.ts'
import { reading } from '../../state/reading.ts'
import { k } from '../../texts/knowledge.ts'
import { whenWritten } from './when-written.ts'

/** As everybody reads it who may. */
export function Reader({ item }: { item: Content }) {
  const { id, author_id, published_at, updated_at, tags } = item
  const html = reading(60_000, 'GET /api/v1/content/{id}', {
    params: { id },
    query: { format: 'html' },
  }).value
  const who = author_id ? nameOfMember(author_id) : k.noAuthor
  return (
    <article class="sheet reader">
      <header>
        <h2>{item.title}</h2>
        <p class="note">
          {k.by(who, whenWritten(published_at ?? updated_at))}{' '}
          {tags.map((tag) => (
            <span key={tag} class="tag">
              {tag}
            </span>
          ))}
        </p>
      </header>
      <Read from={html} height={200}>
        {({ html: text = '', toc = [] }) => <Rendered html={text} toc={toc} />}
      </Read>
    </article>
  )
}

interface RenderedProps {
  html: string
  toc: NonNullable<Content['toc']>
}

/** A text with its table of contents, where it is long enough for one. */
export function Rendered({ html, toc }: RenderedProps) {
  if (html.trim() === '') return <p class="small dim">{k.empty}</p>
  return (
    <div class={toc.length > 2 ? 'with-toc' : undefined}>
      <ServerHtml html={html} />
      {toc.length > 2 && (
        <nav class="toc" aria-label={k.contents}>
          <ul>
            {toc.map(({ id, level, text }) => (
              <li key={id} class={`level-${level}`}>
                <button type="button" class="link" onClick={() => scrollToSection(id)}>
                  {text}
                </button>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </div>
  )
}
