/** What the processes on one Postgres tell each other with each commit: whose organizations it concerns. */
import { factsByOrganization } from './change-log.ts'
import type { CommitNews } from './database.ts'
import { changesAccess } from './facts.ts'
import type { RecordedFact } from './handle.ts'

export const CHANGES_CHANNEL = 'almanac_changes'

/** To be sent within a transaction; heard when it commits, in the order of the commits. */
export const NOTIFY = `select pg_notify('${CHANGES_CHANNEL}', $1)`

/** A notice takes 8,000 bytes, and an organization some 40 of them. */
const ORGANIZATIONS_IN_ONE = 150
/** Behind an organization in which somebody may do something else than before. */
const ACCESS = '!'

/** `PROCESS ORGANIZATION ORGANIZATION! …` */
export function noticesOf(recorded: readonly RecordedFact[], processId: string): string[] {
  const words = factsByOrganization(recorded).map(
    ({ organization_id, facts }) => `${organization_id}${facts.some(changesAccess) ? ACCESS : ''}`,
  )
  const notices: string[] = []
  for (let from = 0; from < words.length; from += ORGANIZATIONS_IN_ONE) {
    notices.push([processId, ...words.slice(from, from + ORGANIZATIONS_IN_ONE)].join(' '))
  }
  return notices
}

/** @returns Nothing of this process's own, whose listeners know more; `null` from a version that says no more. */
export function newsIn(notice: string, ownProcessId: string): CommitNews[] | null {
  const [processId, ...words] = notice.split(' ')
  if (processId === ownProcessId) return []
  if (words.length === 0) return null
  return words.map((word) => {
    const changes_access = word.endsWith(ACCESS)
    return { organization_id: changes_access ? word.slice(0, -1) : word, facts: null, changes_access }
  })
}
