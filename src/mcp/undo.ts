/**
 * How a change is taken back, by the routes of the API: what was made goes into the trash, what was deleted
 * comes back, and what was changed gets its values of before. Only as long as nobody has changed the thing
 * since, which its version tells: whoever takes something back must not take back what others did.
 */
import type { Principal } from '../access/principal.ts'
import { InvalidRequestError, unknown } from '../http/request-shape.ts'
import { AppError } from '../lib/app-error.ts'
import { isUuid, plainId } from '../lib/uuid.ts'
import { type Answer, answerOf, done, refused, refusedFor } from './answers.ts'
import { isObject, type Json } from './rpc.ts'
import { shown } from './shown.ts'
import { DRY_RUN, type Tool, type ToolRequest } from './tool.ts'
import type { Calling, ToolCall } from './tool-call.ts'
import { findUndo, type KeptUndo, markUndone, type Undo } from './undo-store.ts'

/** As `tools/list` has it. It stands on no route of its own. */
export const UNDO = {
  name: 'undo',
  title: 'Undo a change',
  description:
    'Take back what you changed by a tool, by the `change_id` of that call: what was made goes into the trash, what was deleted comes back, what was changed gets its values of before. Only within a week, and while nobody has changed it since. What others have read or been told by then is not unread: a message, a mention, a notification.',
  inputSchema: {
    type: 'object',
    properties: { change_id: { type: 'string', format: 'uuid' }, dry_run: DRY_RUN.schema },
    required: ['change_id'],
    additionalProperties: false,
  },
  annotations: {
    title: 'Undo a change',
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
}

export class ChangeNotFoundError extends AppError {
  constructor() {
    const what =
      'There is no change of yours with this id that can be taken back: it is not yours, older than a week, or one of those that cannot.'
    super(404, 'change_not_found', what)
  }
}

export class AlreadyUndoneError extends AppError {
  constructor() {
    super(409, 'already_undone', 'This change has been taken back already.')
  }
}

export class ChangedSinceError extends AppError {
  /** @param fields Which, as far as we can see. */
  constructor(fields: readonly string[]) {
    const what =
      fields.length === 0
        ? 'It has been changed'
        : `${fields.join(', ')} ${fields.length > 1 ? 'have' : 'has'} been changed`
    super(
      409,
      'changed_since',
      `Nothing was taken back. ${what} since: look at what it is now, and change that.`,
      {
        changed: fields,
      },
    )
  }
}

export class InUseError extends AppError {
  constructor() {
    const what =
      'Nothing was taken back. Something has been put there since, and would be deleted along: take that back first, or delete it yourself.'
    super(409, 'in_use', what)
  }
}

/** @returns `null` where nothing has changed, or nothing takes it back. */
export function undoOf(
  { declaration, fields }: Tool,
  { wanted, before, answer }: { wanted: ToolRequest; before: Answer | null; answer: Answer },
): Undo | null {
  const by = declaration.undo
  const after = isObject(answer.content) ? answer.content : {}
  const version = { ...(answer.etag !== null && { if_match: answer.etag }), seen: digestsOf(after) }
  if (by === 'delete') {
    const holds = declaration.holds?.map((list) => list.replace(':id', String(after.id)))
    return { method: 'DELETE', target: `${wanted.target}/${after.id}`, ...version, ...(holds && { holds }) }
  }
  if (by === 'restore') return restoring(idIn(wanted.target))
  if (by !== 'previous' || !isObject(before?.content)) return null
  const body = previousOf(before.content, after, { fields, sent: Object.keys(wanted.body ?? {}) })
  return Object.keys(body).length === 0 ? null : { method: 'PATCH', target: wanted.target, body, ...version }
}

/** Takes a change of the caller's back. @returns The result of `tools/call`. */
export async function undoChange(calling: Calling, call: ToolCall): Promise<Json> {
  try {
    const { change_id, isDryRun } = givenIn(call.given)
    const undo = await findUndo(calling, call.principal, change_id)
    if (!undo) throw new ChangeNotFoundError()
    if (undo.undone_at !== null) throw new AlreadyUndoneError()
    if (await isDeletedAnew(calling, call.principal, undo)) throw new ChangedSinceError([])
    if (await holdsSomething(calling, call, undo)) throw new InUseError()
    const answer = await takenBack(calling, call, { ...undo, isDryRun })
    if (answer.status >= 400) return refused(answer.content)
    const result = answer.content === null ? null : shown(answer.content, {})
    if (isDryRun) return done({ result, dry_run: true })
    await markUndone(calling, call.principal, change_id)
    return done({ result, undone: change_id })
  } catch (error) {
    return refusedFor(error)
  }
}

/** @throws InvalidRequestError */
function givenIn({ change_id, dry_run = false, ...strange }: Json): { change_id: string; isDryRun: boolean } {
  const known = new Map(Object.entries(UNDO.inputSchema.properties))
  const isId = typeof change_id === 'string' && isUuid(change_id)
  const fields = {
    ...Object.fromEntries(
      Object.keys(strange)
        .slice(0, 20)
        .map((name) => [name, unknown(name, known)]),
    ),
    ...(!isId && { change_id: 'must be an id' }),
    ...(typeof dry_run !== 'boolean' && { dry_run: 'must be true or false' }),
  }
  if (Object.keys(fields).length > 0) throw new InvalidRequestError(fields)
  return { change_id: plainId(String(change_id)), isDryRun: dry_run === true }
}

function restoring(id: string): Undo {
  return { method: 'POST', target: `/api/v1/trash/${id}/restore`, restores: id }
}

/** Whether what was deleted by the change has come back since, and was deleted once more: that is not of the change. */
async function isDeletedAnew(
  { db, trash }: Calling,
  { organization_id }: Principal,
  { undo: { restores }, created_at }: KeptUndo,
): Promise<boolean> {
  if (restores === undefined) return false
  const row = await db.for(organization_id).read((q) => trash.find(q, '', restores))
  return row !== null && row.deleted_at > created_at
}

/** What was put there by others is theirs; what the caller has put there is taken back by itself. */
async function holdsSomething(
  { ask }: Calling,
  { request }: ToolCall,
  { undo: { holds = [] } }: KeptUndo,
): Promise<boolean> {
  for (const target of holds) {
    const { content } = await answerOf(ask, request, { method: 'GET', target })
    // Where it is refused, so is the change.
    if (isObject(content) && Array.isArray(content.items) && content.items.length > 0) return true
  }
  return false
}

async function takenBack(
  { ask, newId }: Calling,
  { request, client }: ToolCall,
  { id, undo, isDryRun }: { id: string; undo: Undo; isDryRun: boolean },
): Promise<Answer> {
  const { method, target, body, if_match, seen = {} } = undo
  const tool = { id: newId(), name: 'undo', client, undoes: id }
  const send = (version: string | undefined) => {
    const headers = { ...(version && { 'if-match': version }), ...(isDryRun && { 'dry-run': 'true' }) }
    return answerOf(ask, request, { method, target, headers, tool, ...(body && { body }) })
  }
  const answer = await send(if_match)
  if (answer.status !== 412 || !isObject(answer.content)) return answer
  const { current, etag } = answer.content
  const fields = changedFields(seen, isObject(current) ? current : {})
  // What time alone has changed, such as that it is late by now, nobody did.
  const isOnlyOlder = 'updated_at' in seen && !fields.includes('updated_at') && typeof etag === 'string'
  if (!isOnlyOlder) throw new ChangedSinceError(fields.filter((name) => !TELLS_NOTHING.includes(name)))
  return send(etag)
}

/** That it was changed is what is said already. */
const TELLS_NOTHING: readonly string[] = ['updated_at', 'edited_at', 'revision']

/** Of what has changed, whether it was sent or followed from that, the values of before. */
function previousOf(
  before: Json,
  after: Json,
  { fields, sent }: { fields: readonly string[]; sent: readonly string[] },
): Json {
  const isChanged = (name: string) =>
    // The answer may leave out what is long, such as a text.
    name in after ? digestOf(before[name]) !== digestOf(after[name]) : sent.includes(name)
  return Object.fromEntries(
    fields.filter((name) => name in before && isChanged(name)).map((name) => [name, before[name]]),
  )
}

function changedFields(seen: Readonly<Record<string, string>>, current: Json): string[] {
  return Object.keys(seen).filter((name) => digestOf(current[name]) !== seen[name])
}

function digestsOf(thing: Json): Record<string, string> {
  return Object.fromEntries(Object.entries(thing).map(([name, value]) => [name, digestOf(value)]))
}

function digestOf(value: unknown): string {
  return Bun.hash(JSON.stringify(value) ?? '').toString(36)
}

function idIn(target: string): string {
  return target.slice(target.lastIndexOf('/') + 1)
}
