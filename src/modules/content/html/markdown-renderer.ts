/**
 * Markdown as HTML without holding anybody up: a text may be made so that it takes a second of work, of
 * whoever renders it.
 *
 * Promises: on the thread that answers, only what takes few milliseconds whatever stands in it; all else on
 * a thread of its own, with a time limit. An organization waits for its own texts, and behind one of each
 * of the others. What was rendered is kept by its text, and so is that it takes too long.
 */
import { join } from 'node:path'
import { LRUCache } from 'lru-cache'
import { AppError } from '../../../lib/app-error.ts'
import { KeyedSemaphore } from '../../../lib/keyed-semaphore.ts'
import { LimitedWorker, TookTooLongError } from '../../../lib/limited-worker.ts'
import { ROOT } from '../../../lib/root.ts'
import { TextNotRenderedError, TooManyTextsError } from '../errors.ts'
import { type Rendered, renderMarkdown } from './render.ts'

const ENTRY = join(ROOT, 'src/modules/content/html/worker.ts')
const KEPT_BYTES = 8 * 2 ** 20
const IDLE_MS = 60_000
/** Ordinary texts of the longest take a fiftieth of it. */
const LIMIT_MS = 5_000
const MOST_WAITING = 20
/** Brackets that nothing closes, the worst there is of this length, take 3 ms. */
const SHORT = 1_000
/** A table of few characters may have tens of thousands of cells. */
const GROWS = '|'

export class MarkdownRenderer implements Disposable {
  readonly #worker: LimitedWorker<string, Rendered>
  readonly #turns = new KeyedSemaphore()
  readonly #kept = new LRUCache<string, Rendered | 'too long'>({
    maxSize: KEPT_BYTES,
    sizeCalculation: (kept) => (kept === 'too long' ? 100 : bytesOf(kept)),
  })

  constructor(limits: { limit_ms: number } = { limit_ms: LIMIT_MS }) {
    this.#worker = new LimitedWorker(ENTRY, { ...limits, idle_ms: IDLE_MS })
  }

  /**
   * @param organizationId Whose text it is.
   * @throws TextNotRenderedError
   * @throws TooManyTextsError
   */
  async render(organizationId: string, markdown: string): Promise<Rendered> {
    if (markdown.length <= SHORT && !markdown.includes(GROWS)) return renderMarkdown(markdown)
    const hash = new Bun.CryptoHasher('sha256').update(markdown).digest('base64')
    const kept = this.#keptAs(hash)
    if (kept) return kept
    if (this.#turns.waiting(organizationId) >= MOST_WAITING) throw new TooManyTextsError()
    // Whoever waited for the same text finds it.
    return this.#turns.run(organizationId, async () => this.#keptAs(hash) ?? this.#rendered(hash, markdown))
  }

  [Symbol.dispose](): void {
    this.#worker[Symbol.dispose]()
  }

  /** @throws TextNotRenderedError */
  #keptAs(hash: string): Rendered | undefined {
    const kept = this.#kept.get(hash)
    if (kept === 'too long') throw new TextNotRenderedError()
    return kept
  }

  async #rendered(hash: string, markdown: string): Promise<Rendered> {
    try {
      const rendered = await this.#worker.run(markdown)
      this.#kept.set(hash, rendered)
      return rendered
    } catch (error) {
      if (!(error instanceof TookTooLongError)) throw error
      this.#kept.set(hash, 'too long')
      throw new TextNotRenderedError(error)
    }
  }
}

function bytesOf({ html, toc }: Rendered): number {
  return 2 * html.length + toc.reduce((sum, { id, text }) => sum + 2 * (id.length + text.length) + 64, 100)
}

/** What takes a text as HTML says that it needs. */
export type Renders = { readonly markdown: Pick<MarkdownRenderer, 'render'> }

/** Where the text is one part of a page that others wait for. @returns `null` where there is no HTML of it. */
export async function renderIfPossible(
  { markdown }: Renders,
  organizationId: string,
  text: string,
): Promise<Rendered | null> {
  try {
    return await markdown.render(organizationId, text)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
