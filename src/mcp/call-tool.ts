/** A call of a tool: a request to its route, and what the agent is told of the answer. */
import { innerRequest } from '../http/inner-request.ts'
import { AppError } from '../lib/app-error.ts'
import { isObject, type Json } from './rpc.ts'
import { cut, shown, TooMuchToShowError } from './shown.ts'
import type { Tool } from './tool.ts'

/** Of what a refusal holds, such as a thing as it is now. */
const TEXT_IN_REFUSAL = 2_000

export type Ask = (request: Request) => Promise<Response>

export interface ToolCall {
  /** By which the call has come. */
  request: Request
  tool: Tool
  given: Json
}

/** @returns The result of `tools/call`. */
export async function callTool(ask: Ask, { request, tool, given }: ToolCall): Promise<Json> {
  try {
    const { status, content } = await answered(ask, innerRequest(request, tool.requestOf(given)))
    if (status >= 400) return refused(isObject(content) ? content : { status })
    return done(shown(content, tool.declaration))
  } catch (error) {
    if (error instanceof TooMuchToShowError) return refused(TOO_MUCH)
    if (error instanceof AppError) {
      return refused({ status: error.status, code: error.code, detail: error.message, ...error.details })
    }
    throw error
  }
}

async function answered(ask: Ask, request: Request): Promise<{ status: number; content: unknown }> {
  const answer = await ask(request)
  const text = await answer.text()
  return { status: answer.status, content: text === '' ? null : JSON.parse(text) }
}

const TOO_MUCH = {
  code: 'too_much_to_show',
  detail:
    'The answer is longer than can be shown. Ask for less: a smaller limit, a shorter range, or one thing.',
}

function done(content: Json): Json {
  return {
    content: [{ type: 'text', text: JSON.stringify(content) }],
    structuredContent: content,
    isError: false,
  }
}

/** @param problem As the API refuses, with its code, what to do, and the fields. */
function refused({ type: _, title: __, ...problem }: Json): Json {
  const text = JSON.stringify({ error: cut(problem, TEXT_IN_REFUSAL) })
  return { content: [{ type: 'text', text }], isError: true }
}
