/** Candidates by their names, or by a whole e-mail address. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Candidate } from '../../../../../docs/api-types.ts'
import { call } from '../../../api/client.ts'
import { whySearchFailed } from '../../../parts/sentence-of.ts'
import { say } from '../../../parts/toasts.tsx'

const WAIT_MS = 200
const SHOWN = 20

/** @returns Nothing while it is looked for. */
export function useFound(q: string): readonly Candidate[] | undefined {
  const found = useSignal<{ q: string; items: readonly Candidate[] }>({ q: '', items: [] })
  useEffect(() => {
    if (q.length < 2) return
    const stop = new AbortController()
    const timer = setTimeout(() => {
      find(q, stop.signal)
        .catch((error: Error) => {
          const why = whySearchFailed(error, stop.signal)
          if (why) say(why)
          return []
        })
        .then((items) => {
          if (!stop.signal.aborted) found.value = { q, items }
        })
    }, WAIT_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [q])
  return found.value.q === q ? found.value.items : undefined
}

async function find(q: string, signal: AbortSignal): Promise<readonly Candidate[]> {
  if (q.includes('@')) return (await call('GET /api/v1/candidates', { query: { email: q }, signal })).items
  // The last word is still being written.
  const words = q.length >= 3 && !/["*]$/.test(q) ? `${q}*` : q
  const { items } = await call('GET /api/v1/search', {
    query: { q: words, kind: 'candidate', limit: SHOWN },
    signal,
  })
  const read = ({ id }: { id: string }) => call('GET /api/v1/candidates/{id}', { params: { id }, signal })
  return Promise.all(items.map(read))
}
