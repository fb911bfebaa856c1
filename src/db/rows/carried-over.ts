/**
 * What a restore does not bring back, because it is of today and not of then: who is signed in, which links
 * were sent, and which backups there are. A session that was ended since, or whose account is no longer
 * there, would otherwise be open again.
 *
 * Where nobody has used the database that is replaced, there is no today: it is left as it was archived.
 */
const COLUMNS_OF = {
  sessions:
    'id, user_id, active_organization_id, created_at, expires_at, last_used_at, user_agent, address, issuer',
  refresh_tokens: 'token_hash, session_id, created_at, used_at',
  one_time_tokens: 'token_hash, purpose, user_id, email, created_at, expires_at',
} as const

type Carried = keyof typeof COLUMNS_OF

const CONDITIONS: Record<Carried, string> = {
  sessions: `exists (select 1 from members m
    where m.user_id = b.user_id and m.organization_id = b.active_organization_id)`,
  refresh_tokens: 'exists (select 1 from sessions s where s.id = b.session_id)',
  one_time_tokens: 'exists (select 1 from users u where u.id = b.user_id)',
}

export const CARRIED = Object.keys(COLUMNS_OF) as Carried[]

/** @param before What stands before the name of a table to mean that of before. */
export function carryOver(before: string): string[] {
  return [
    // Sessions have tokens.
    ...CARRIED.toReversed().map((table) => `delete from ${table}`),
    ...CARRIED.map((table) => {
      const columns = COLUMNS_OF[table]
      const found = columns.replaceAll(/\w+/g, 'b.$&')
      return `insert into ${table} (${columns}) select ${found} from ${before}${table} b where ${CONDITIONS[table]}`
    }),
  ]
}
