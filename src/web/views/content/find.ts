/** Which texts hold some words. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { call } from '../../api/client.ts'
import { whySearchFailed } from '../../parts/sentence-of.ts'
import { say } from '../../parts/toasts.tsx'

const WAIT_MS = 200

/** @returns Nothing while it is looked for. */
export function useFoundIds(q: string): ReadonlySet<string> | undefined {
  const found = useSignal<{ q: string; ids: ReadonlySet<string> }>({ q: '', ids: new Set() })
  useEffect(() => {
    if (q.length < 2) return
    const stop = new AbortController()
    const timer = setTimeout(() => {
      // The last word is still being written.
      const words = q.length >= 3 && !/["*]$/.test(q) ? `${q}*` : q
      const query = { q: words, kind: 'content' as const, limit: 200 }
      call('GET /api/v1/search', { query, signal: stop.signal })
        .catch((error: Error) => {
          const why = whySearchFailed(error, stop.signal)
          if (why) say(why)
          return { items: [] }
        })
        .then(({ items }) => {
          if (!stop.signal.aborted) found.value = { q, ids: new Set(items.map(({ id }) => id)) }
        })
    }, WAIT_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [q])
  return found.value.q === q ? found.value.ids : undefined
}
