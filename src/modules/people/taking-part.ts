/**
 * For whom something is done that people do themselves: members for themselves, and keys for those whom
 * their app reports, or for a member by id.
 */
import type { Principal } from '../../access/principal.ts'
import type { Read, Write } from '../../db/handle.ts'
import { AppError, InvalidValueError } from '../../lib/app-error.ts'
import { findOrAddPerson, findPersonId } from './people.ts'

export class NotYourselfError extends AppError {
  constructor() {
    super(
      403,
      'not_yourself',
      'Members do this for themselves; for others it takes an API key, or who manages it.',
    )
  }
}

/** @throws InvalidValueError, NotYourselfError */
export async function whoTakesPart(
  tx: Write,
  principal: Principal,
  person: string | undefined,
  made: { newId: () => string; now: number },
): Promise<string> {
  if (principal.kind === 'api_key') return findOrAddPerson(tx, named(person), made)
  if (person !== undefined && person !== principal.member_id) throw new NotYourselfError()
  return principal.member_id
}

/**
 * Whose part is looked at.
 *
 * @param mayAskOfOthers Whether the caller manages what it is about.
 * @throws InvalidValueError
 * @throws NotYourselfError
 */
export async function whosePart(
  q: Read,
  principal: Principal,
  person: string | undefined,
  mayAskOfOthers: boolean,
): Promise<string> {
  if (principal.kind === 'session' && (person === undefined || person === principal.member_id)) {
    return principal.member_id
  }
  if (principal.kind === 'session' && !mayAskOfOthers) throw new NotYourselfError()
  const id = await findPersonId(q, named(person))
  if (id === null) throw new InvalidValueError('person', 'is nobody who is known here')
  return id
}

/** @throws InvalidValueError */
function named(person: string | undefined): string {
  if (person === undefined) throw new InvalidValueError('person', 'is missing: an API key says for whom')
  return person
}
