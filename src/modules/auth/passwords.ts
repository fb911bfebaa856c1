import { InvalidValueError } from '../../lib/app-error.ts'
import { opaqueString } from '../../lib/opaque-string.ts'

/** argon2id with 19 MiB and two passes: OWASP's first choice, about 25 ms off the main thread. */
const ARGON2ID = { algorithm: 'argon2id', memoryCost: 19_456, timeCost: 2 } as const

export function hashPassword(password: string): Promise<string> {
  return Bun.password.hash(password, ARGON2ID)
}

/** As it is kept and compared. @throws InvalidValueError for one that nobody could type again. */
export function newPassword(field: string, password: string): string {
  const opaque = opaqueString(password)
  if (opaque === null) throw new InvalidValueError(field, 'must not contain control characters')
  return opaque
}

let decoy: Promise<string> | undefined

/**
 * Takes as long for an account that does not exist (`hash` null) as for one that does.
 *
 * @returns As what it matches: `raw` where it is kept as it was typed, before passwords were prepared.
 */
export async function passwordMatches(
  password: string,
  hash: string | null,
): Promise<'prepared' | 'raw' | null> {
  decoy ??= hashPassword(crypto.randomUUID())
  const known = hash ?? (await decoy)
  const prepared = opaqueString(password) ?? password
  const matches = await Bun.password.verify(prepared, known)
  if (matches) return hash === null ? null : 'prepared'
  const matchesRaw = prepared !== password && (await Bun.password.verify(password, known))
  return matchesRaw && hash !== null ? 'raw' : null
}
