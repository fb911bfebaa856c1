/** What follows a number in the log of changes, as far as somebody is told of it. */
import type { Principal } from '../access/principal.ts'
import { findLastSeq, type LoggedChange, listChanges } from '../changes/log-queries.ts'
import type { Read } from '../db/handle.ts'
import { readAsker } from '../resources/visible.ts'
import { type ResourcesByKind, visibleChanges } from './visible-changes.ts'

/** What was read at one moment. */
export interface LogPage {
  /** What of it the reader is told. */
  told: LoggedChange[]
  /** The last number that was read, whether told or not. */
  seq: number
  isLast: boolean
  /** What follows the number asked for is no longer kept, or never was. */
  isGone: boolean
  /** Of which teams the reader was a member then. */
  teams: string
}

export interface AskedPage {
  principal: Principal
  /** The number after which it begins; `null` asks where the log ends. */
  after: number | null
  limit: number
}

/** @param rows What follows the number, where somebody has read that already. */
export async function readPage(
  q: Read,
  resources: ResourcesByKind,
  { principal, after, limit }: AskedPage,
  rows?: Promise<LoggedChange[]>,
): Promise<LogPage> {
  if (after === null) return readEnd(q, principal)
  const changes = await (rows ?? q.all(listChanges, { after, limit }))
  if (changes[0]?.seq !== after + 1) {
    const end = await readEnd(q, principal)
    return { ...end, isGone: end.seq !== after }
  }
  const asker = await readAsker(q, principal)
  const told = await visibleChanges(q, asker, resources, changes)
  const seq = after + changes.length
  return { told, seq, isLast: changes.length < limit, isGone: false, teams: teamsIn(asker.viewer.teams) }
}

async function readEnd(q: Read, principal: Principal): Promise<LogPage> {
  const [[last], { viewer }] = [await q.all(findLastSeq), await readAsker(q, principal)]
  const seq = last?.seq ?? 0
  return { told: [], seq, isLast: true, isGone: false, teams: teamsIn(viewer.teams) }
}

function teamsIn(teams: ReadonlyMap<string, string>): string {
  return Array.from(teams, ([id, role]) => `${id} ${role}`)
    .sort()
    .join()
}
