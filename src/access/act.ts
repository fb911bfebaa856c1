/** A change while it is made: in which transaction, by whom and when. */
import type { Write } from '../db/handle.ts'
import type { NewId } from '../lib/ids.ts'
import type { ApiKeyPrincipal, Principal, SessionPrincipal } from './principal.ts'

/** @typeParam By Also `null` where it happens by itself, or is done by somebody from outside. */
export interface Act<By = Principal> {
  tx: Write
  newId: NewId
  /** Epoch ms. */
  now: number
  principal: By
}

/** A principal, or a member who is only just becoming one; `null` for nobody of the organization. */
export type Actor =
  | Pick<SessionPrincipal, 'kind' | 'member_id'>
  | Pick<ApiKeyPrincipal, 'kind' | 'api_key_id'>
  | null
