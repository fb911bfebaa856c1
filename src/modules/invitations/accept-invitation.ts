import type { InstanceWrite } from '../../db/handle.ts'
import type { NewId } from '../../lib/ids.ts'
import { InvalidLinkError } from '../auth/errors.ts'

export interface Accepting {
  token: string
  user: { id: string; email: string; name: string }
  now: number
  newId: NewId
}

/** (Signature used by modules/auth/sign-up.ts; its body is being written in this module.) */
export async function acceptInvitation(
  _instance: InstanceWrite,
  _accepting: Accepting,
): Promise<{ organization_id: string; member_id: string }> {
  throw new InvalidLinkError()
}
