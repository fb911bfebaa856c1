/** What is refused, as it goes out: a problem document, or a page where a route is for people. */
import type { ErrorDetails } from '../lib/app-error.ts'

/** Of a problem document (RFC 9457). */
export interface ProblemContent extends ErrorDetails {
  type: string
  title: string
  status: number
  code: string
  detail: string
  correlation_id: string
}

/** @param path That was asked for. */
export type RefusalPage = (
  problem: ProblemContent,
  path: string,
) => { body: string; headers: Record<string, string> }

export const asDocument: RefusalPage = (content) => ({
  body: JSON.stringify(content),
  headers: { 'content-type': 'application/problem+json' },
})
