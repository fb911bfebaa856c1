/** What `tools/call` gives back: what came of it, or why it was refused. */
import { type InnerRequest, innerRequest } from '../http/inner-request.ts'
import { AppError } from '../lib/app-error.ts'
import { isObject, type Json } from './rpc.ts'
import { cut, TooMuchToShowError } from './shown.ts'

/** Of what a refusal holds, such as a thing as it is now. */
const TEXT_IN_REFUSAL = 2_000

/** Asks the application, as a client would. */
export type Ask = (request: Request) => Promise<Response>

export interface Answer {
  status: number
  /** As JSON; `null` where there is none. */
  content: unknown
  etag: string | null
}

/** @param outer The request by which the tool was called. */
export async function answerOf(ask: Ask, outer: Request, wanted: InnerRequest): Promise<Answer> {
  const response = await ask(innerRequest(outer, wanted))
  const text = await response.text()
  const content: unknown = text === '' ? null : JSON.parse(text)
  return { status: response.status, content, etag: response.headers.get('etag') }
}

export function done(content: Json): Json {
  const text = JSON.stringify(content)
  return { content: [{ type: 'text', text }], structuredContent: content, isError: false }
}

/** As the API refuses: with its code, what to do, and the fields. */
export function refused(content: unknown): Json {
  const { type: _, title: __, ...problem } = isObject(content) ? content : {}
  const text = JSON.stringify({ error: cut(problem, TEXT_IN_REFUSAL) })
  return { content: [{ type: 'text', text }], isError: true }
}

/** Of what was refused before the application was asked. @throws What is no refusal. */
export function refusedFor(error: unknown): Json {
  if (error instanceof TooMuchToShowError) return refused(TOO_MUCH)
  if (!(error instanceof AppError)) throw error
  return refused({ status: error.status, code: error.code, detail: error.message, ...error.details })
}

const TOO_MUCH = {
  code: 'too_much_to_show',
  detail:
    'The answer is longer than can be shown. Ask for less: a smaller limit, a shorter range, or one thing.',
}
