import type { Base } from '../../../base.ts'
import type { Finding } from '../check.ts'

export function checkCache({ cache, db }: Pick<Base, 'cache' | 'db'>) {
  const state = db.isHearing() ? 'ok' : 'warning'
  const detail =
    state === 'ok'
      ? 'What is kept is served.'
      : 'Nothing kept is served until what other processes change is heard again.'
  return { state, detail, entries: cache.size, bytes: cache.bytes } satisfies Finding &
    Record<string, unknown>
}
