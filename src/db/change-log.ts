/**
 * The log of changes: what happened in an organization, by whom, and in which order.
 *
 *   tx.record(fact) ─► … ─► last of all: the log is held, its next numbers are written ─► commit
 *
 * Promises: a change is in the log when, and only when, it is committed. `seq` has no gaps and grows
 * in the order of the commits, so that whoever has read up to a number and asks for what follows
 * misses nothing and sees nothing twice. A sequence of the database's would not do: numbers are drawn
 * before the commit, and of two writers the later number may be seen first. Here whoever draws numbers
 * holds the organization's log until it has committed. To hold it shortly, that is the last thing that
 * a transaction does: on Postgres it travels together with the commit.
 */
import { type Change, changesOf, type Fact } from './facts.ts'
import type { InstanceWrite, RecordedFact } from './handle.ts'
import { actorIn, type Origin } from './origin.ts'
import { batchStatement } from './statement.ts'
import { storable } from './storable.ts'

/** What a writer has recorded, and on whose behalf. */
export interface Told {
  readonly facts: readonly RecordedFact[]
  readonly origin: Origin
}

interface LoggedChange extends Change {
  actor: string
  correlation_id: string
}

/** What a transaction has to tell, of each organization. */
export type ChangesToLog = ReadonlyMap<string, readonly LoggedChange[]>

/**
 * Of each writer in turn, and of each change once; by organization, in one order, so that no two who write to
 * several logs wait for each other.
 */
export function changesToLog(...writers: readonly Told[]): ChangesToLog {
  const byOrganization = new Map<string, LoggedChange[]>()
  for (const { facts, origin } of writers) {
    for (const { organization_id, facts: own } of factsByOrganization(facts)) {
      const by = { actor: actorIn(origin, organization_id), correlation_id: origin.correlation_id }
      const logged = byOrganization.get(organization_id) ?? []
      for (const change of once(own.flatMap(changesOf))) logged.push({ ...change, ...by })
      if (logged.length > 0) byOrganization.set(organization_id, logged)
    }
  }
  return new Map([...byOrganization].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function once(changes: readonly Change[]): Iterable<Change> {
  const byName = new Map<string, Change>()
  for (const { kind, id, verb } of changes) byName.set(`${kind} ${verb} ${storable(id)}`, { kind, id, verb })
  return byName.values()
}

export interface OrganizationFacts {
  organization_id: string
  facts: Fact[]
}

/** In the order of the organizations' ids. */
export function factsByOrganization(facts: readonly RecordedFact[]): OrganizationFacts[] {
  const [first] = facts
  if (!first) return []
  // As nearly always.
  if (facts.every(({ organization_id }) => organization_id === first.organization_id)) {
    return [{ organization_id: first.organization_id, facts: facts.map(({ fact }) => fact) }]
  }
  const groups = Map.groupBy(facts, ({ organization_id }) => organization_id)
  return [...groups]
    .map(([organization_id, own]) => ({ organization_id, facts: own.map(({ fact }) => fact) }))
    .sort((a, b) => (a.organization_id < b.organization_id ? -1 : 1))
}

/** Sends all of it at once: nobody waits between holding the log and writing to it. @param at Epoch ms. */
export async function appendChanges(tx: InstanceWrite, changes: ChangesToLog, at: number): Promise<void> {
  const sent = [...changes].map(([organization_id, own]) => {
    const here = tx.within(organization_id)
    const rows = own.map((change, i) => ({ ...change, place: i + 1 }))
    return [here.can.holdLog(here), here.each(insertChanges, rows, { at })]
  })
  await Promise.all(sent.flat())
}

const insertChanges = batchStatement({
  place: 'int',
  kind: 'text',
  id: 'text',
  verb: 'text',
  actor: 'text',
  correlation_id: 'text',
})<never, { at: number }>(`
  insert into changes (organization_id, seq, kind, id, verb, actor, correlation_id, at)
  select :organization_id,
    (select coalesce(max(seq), 0) from changes where organization_id = :organization_id) + r.place,
    r.kind, r.id, r.verb, r.actor, r.correlation_id, cast(:at as bigint)
  from :rows as r`)
