/** What takes the changes of tools back: kept for a week, for those who made them. */
import { and, eq, isNull } from 'drizzle-orm'
import { originOf } from '../access/authorship.ts'
import type { Principal } from '../access/principal.ts'
import type { Base } from '../base.ts'
import type { ThroughTool } from '../db/origin.ts'
import { mutation, query, type Slots } from '../db/query.ts'
import { UNDO_KEPT_MS } from './resource.ts'
import type { Json } from './rpc.ts'

/** A request, and the version of which it is one. */
export interface Undo {
  method: string
  target: string
  body?: Json
  /** The ETag of what the change came to. */
  if_match?: string
  /** What each field of it was, as a short digest: to say which of them have changed since. */
  seen?: Record<string, string>
  /** The lists of what would be deleted along. */
  holds?: string[]
  /** The id of what it brings back. */
  restores?: string
}

export interface KeptUndo {
  id: string
  undo: Undo
  /** When the change was made. */
  created_at: number
  undone_at: number | null
}

/** @throws ForeignKeyViolationError where the thing is gone for good by now. */
export async function keepUndo(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
  { id, name: tool }: ThroughTool,
  undo: Undo,
): Promise<void> {
  const row = { id, actor: actorOf(principal), tool, undo, created_at: clock.now(), ...thingOf(undo) }
  await db.for(principal.organization_id).write(async (tx) => {
    await insertUndo(tx, row)
  })
}

/** Of a change that this very principal has made. */
export async function findUndo(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
  id: string,
): Promise<KeptUndo | null> {
  const own = { id, actor: actorOf(principal) }
  const [found] = await db.for(principal.organization_id).read((q) => selectUndo(q, own))
  if (!found || found.created_at <= clock.now() - UNDO_KEPT_MS) return null
  const { undo, created_at, undone_at } = found
  return { id, undo: undo as unknown as Undo, created_at, undone_at }
}

export async function markUndone(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
  id: string,
): Promise<void> {
  const now = clock.now()
  await db.for(principal.organization_id).write(async (tx) => {
    await updateUndone(tx, { id, now })
  })
}

/** As the log of changes names who did something. */
function actorOf(principal: Principal): string {
  return originOf(principal, { correlation_id: '' }).actor
}

/** By what its path begins with, the column that names the thing: with that it goes when the thing is gone for good. */
const THINGS = {
  tasks: 'task_id',
  projects: 'project_id',
  content: 'content_id',
  lessons: 'lesson_id',
  applications: 'application_id',
} as const

type Thing = Record<(typeof THINGS)[keyof typeof THINGS], string | null>

const NO_THING: Thing = {
  ...{ task_id: null, project_id: null, content_id: null, lesson_id: null, application_id: null },
}

function thingOf({ target }: Undo): Thing {
  const [, , , segment, id] = target.split('/')
  const column = Object.hasOwn(THINGS, segment ?? '') ? THINGS[segment as keyof typeof THINGS] : undefined
  return column === undefined ? NO_THING : { ...NO_THING, [column]: id }
}

interface NewRow extends Thing {
  id: string
  actor: string
  tool: string
  undo: Undo
  created_at: number
}

const insertUndo = mutation((q, row: Slots<NewRow>) => {
  const { id, actor, tool, undo, created_at } = row
  const { task_id, project_id, content_id, lesson_id, application_id } = row
  const thing = { task_id, project_id, content_id, lesson_id, application_id }
  return q
    .insert(q.tables.tool_changes)
    .values({ organization_id: q.organization_id, id, actor, tool, undo, created_at, ...thing })
})

const selectUndo = query((q, { id, actor }: Slots<{ id: string; actor: string }>) => {
  const { tool_changes: changes } = q.tables
  return q
    .select({ undo: changes.undo, created_at: changes.created_at, undone_at: changes.undone_at })
    .from(changes)
    .where(and(q.mine(changes), eq(changes.id, id), eq(changes.actor, actor)))
})

/** What was before is needed no more. */
const updateUndone = mutation((q, { id, now }: Slots<{ id: string; now: number }>) => {
  const { tool_changes: changes } = q.tables
  return q
    .update(changes)
    .set({ undone_at: now, undo: {} })
    .where(and(q.mine(changes), eq(changes.id, id), isNull(changes.undone_at)))
})
