/**
 * A call of a tool: a request to its route. One that changes something is told apart from what else its
 * caller does: the audit log has its name.
 */
import type { Base } from '../base.ts'
import { type Ask, answerOf, done, refused, refusedFor } from './answers.ts'
import type { Json } from './rpc.ts'
import { shown } from './shown.ts'
import type { Tool, ToolRequest } from './tool.ts'

export type Calling = Pick<Base, 'newId'> & { ask: Ask }

export interface ToolCall {
  /** By which the call has come. */
  request: Request
  /** What the agent says it is. */
  client: string | null
  given: Json
}

/** @returns The result of `tools/call`. */
export async function callTool(calling: Calling, tool: Tool, call: ToolCall): Promise<Json> {
  try {
    const wanted = tool.requestOf(call.given)
    if (tool.isChange) return await change(calling, tool, call, wanted)
    const { status, content } = await answerOf(calling.ask, call.request, wanted)
    return status >= 400 ? refused(content) : done(shown(content, tool.declaration))
  } catch (error) {
    return refusedFor(error)
  }
}

async function change(
  { ask, newId }: Calling,
  tool: Tool,
  call: ToolCall,
  wanted: ToolRequest,
): Promise<Json> {
  const through = { id: newId(), name: tool.name, client: call.client }
  const { status, content } = await answerOf(ask, call.request, { ...wanted, tool: through })
  if (status >= 400) return refused(content)
  const result = content === null ? null : shown(content, tool.declaration)
  return done(wanted.isDryRun ? { result, dry_run: true } : { result, change_id: through.id })
}
