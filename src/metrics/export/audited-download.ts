/**
 * What somebody takes along, as a download. What is wrong with the question is an ordinary refusal; what
 * breaks after the first byte ends the transfer without its end, so that nobody takes a part for the whole.
 * So does losing access: however long a download takes, who is suspended or whose key is deleted gets no more.
 */
import type { Permission, Principal } from '../../access/principal.ts'
import type { Principals } from '../../access/principals.ts'
import type { Base } from '../../base.ts'
import { downloadOf, UNREAD_MS } from '../../http/download.ts'
import type { LongAnswers } from '../../http/long-answers.ts'
import { whileAllowed } from '../../modules/auth/still-allowed.ts'
import { auditExport } from './audit-export.ts'

export type DownloadNeeds = Pick<Base, 'db' | 'clock'> & { principals: Principals }

interface Asked {
  /** As the audit log names it. */
  of: string
  /** As it was asked for. */
  request: object
  /** Without which it ends. */
  permission: Permission
  exports: LongAnswers
  unread_ms?: number
}

export interface Parts {
  parts: AsyncIterable<Uint8Array>
  headers: Record<string, string>
}

/**
 * @param open What goes out. It may refuse.
 * @throws TooManyAtOnceError, BusyError: each holds some memory for as long as its client takes.
 */
export async function auditedDownload(
  { db, principals }: DownloadNeeds,
  principal: Principal,
  { of, request, permission, exports, unread_ms = UNREAD_MS }: Asked,
  open: () => Parts | Promise<Parts>,
): Promise<Response> {
  const { organization_id } = principal
  const end = exports.begin(principal)
  try {
    const isStillAllowed = principals.watch(principal, permission)
    const { parts, headers } = await open()
    await auditExport({ db }, organization_id, of, request)
    const ending = { organization_id, unread_ms, exports, end }
    const body = downloadOf(whileAllowed(parts, isStillAllowed), ending)
    return new Response(body, { headers: { ...headers, 'cache-control': 'no-store' } })
  } catch (error) {
    end()
    throw error
  }
}
