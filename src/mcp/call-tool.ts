/**
 * A call of a tool: a request to its route. One that changes something is told apart from what else its
 * caller does: the audit log has its name, and what takes it back is kept for a while.
 */
import { may } from '../access/principal.ts'
import type { ThroughTool } from '../db/origin.ts'
import { AppError } from '../lib/app-error.ts'
import { type Answer, answerOf, done, refused, refusedFor } from './answers.ts'
import type { Json } from './rpc.ts'
import { shown } from './shown.ts'
import type { Tool, ToolRequest } from './tool.ts'
import type { Calling, ToolCall } from './tool-call.ts'
import { undoOf } from './undo.ts'
import { keepUndo, type Undo } from './undo-store.ts'

/** Somebody else may change the thing between our look at it and our change, but not for long. */
const MOST_LOOKS = 3

/** @returns The result of `tools/call`. */
export async function callTool(calling: Calling, tool: Tool, call: ToolCall): Promise<Json> {
  try {
    const wanted = tool.requestOf(call.given)
    if (tool.isChange) return await change(calling, tool, call, wanted)
    const { status, content, etag: _ } = await answerOf(calling.ask, call.request, wanted)
    return status >= 400 ? refused(content) : done(shown(content, tool.declaration))
  } catch (error) {
    return refusedFor(error)
  }
}

async function change(calling: Calling, tool: Tool, call: ToolCall, wanted: ToolRequest): Promise<Json> {
  const through = { id: calling.newId(), name: tool.name, client: call.client }
  const { before, answer } = await changed(calling, tool, call, { wanted, through })
  if (answer.status >= 400) return refused(answer.content)
  const result = answer.content === null ? null : shown(answer.content, tool.declaration)
  if (wanted.isDryRun) return done({ result, dry_run: true })
  const undo = undoOf(tool, { wanted, before, answer })
  const undoable = undo !== null && (await kept(calling, call, through, undo))
  return done({ result, change_id: through.id, undoable })
}

/** With what was there before, where that is needed to take it back: the change is one of that very version. */
async function changed(
  { ask }: Calling,
  tool: Tool,
  { request, principal }: ToolCall,
  { wanted, through }: { wanted: ToolRequest; through: ThroughTool },
): Promise<{ before: Answer | null; answer: Answer }> {
  const send = (headers: Record<string, string>) =>
    answerOf(ask, request, { ...wanted, headers: { ...wanted.headers, ...headers }, tool: through })
  // Who may not change it at all is told that, and not whether it is there.
  const isLookedAt =
    tool.declaration.undo === 'previous' && !wanted.isDryRun && may(principal, tool.permission)
  if (!isLookedAt) return { before: null, answer: await send({}) }
  for (let look = 1; ; look += 1) {
    const before = await answerOf(ask, request, { method: 'GET', target: wanted.target })
    if (before.status >= 400) return { before, answer: before }
    const answer = await send(before.etag === null ? {} : { 'if-match': before.etag })
    if (answer.status !== 412 || look === MOST_LOOKS) return { before, answer }
  }
}

/** What was done is done, whether or not we can keep how it is taken back. */
async function kept(calling: Calling, call: ToolCall, through: ThroughTool, undo: Undo): Promise<boolean> {
  try {
    await keepUndo(calling, call.principal, through, undo)
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}
