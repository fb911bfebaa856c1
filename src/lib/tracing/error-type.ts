import { AppError } from '../app-error.ts'

const CODE = /^[\w.-]{1,60}$/

/** What went wrong, in one of few words: never what somebody sent. */
export function errorTypeOf(error: unknown): string {
  if (error instanceof AppError) return error.code
  if (!(error instanceof Error)) return 'Thrown'
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && CODE.test(code) ? code : error.name
}
