/** The SQL of how requests went. Rows of a minute are replaced by those that know more of it. */
import { batchStatement, statement } from '../../db/statement.ts'
import type { RequestTally } from './request-tally.ts'

const SHAPE = {
  minute: 'int',
  process_id: 'text',
  requests: 'int',
  errors: 'int',
  cache_hits: 'int',
  cache_misses: 'int',
  durations: 'text',
} as const

/** `json(…)` and not `cast(… as json)`, which on SQLite makes a number of it: 0. */
const VALUES = `r.minute, r.process_id, r.requests, r.errors, r.cache_hits, r.cache_misses, json(r.durations)`
const COLUMNS = Object.keys(SHAPE).join(', ')
const REPLACED = ['requests', 'errors', 'cache_hits', 'cache_misses', 'durations']
  .map((name) => `${name} = excluded.${name}`)
  .join(', ')

/** Not of one that was deleted since. */
export const putRequestMinutes = batchStatement(SHAPE)(`
  insert into request_minutes (organization_id, ${COLUMNS})
  select :organization_id, ${VALUES} from :rows as r
  where exists (select 1 from organizations where id = :organization_id)
  on conflict (organization_id, minute, process_id) do update set ${REPLACED}`)

export const putInstanceMinutes = batchStatement(SHAPE)(`
  insert into instance_minutes (${COLUMNS})
  select ${VALUES} from :rows as r where true
  on conflict (minute, process_id) do update set ${REPLACED}`)

export function rowOf({ minute, process_id }: { minute: number; process_id: string }, tally: RequestTally) {
  const { durations, ...counts } = tally.tallied
  return { minute, process_id, ...counts, durations: JSON.stringify(durations) }
}

export interface MinuteRow {
  minute: number
  process_id: string
  requests: number
  errors: number
  cache_hits: number
  cache_misses: number
  /** JSON. */
  durations: string
}

type Range = { from_minute: number; to_minute: number }

const FOUND = `minute, process_id, requests, errors, cache_hits, cache_misses, cast(durations as text) as durations`

export const listRequestMinutes = statement<Range, MinuteRow>(`
  select ${FOUND} from request_minutes
  where organization_id = :organization_id and minute between :from_minute and :to_minute`)

export const listInstanceMinutes = statement<Range, MinuteRow>(`
  select ${FOUND} from instance_minutes where minute between :from_minute and :to_minute`)
