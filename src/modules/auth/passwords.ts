import { InvalidValueError } from '../../lib/app-error.ts'
import { opaqueString } from '../../lib/opaque-string.ts'

export interface HashingCost {
  /** KiB. */
  memoryCost: number
  /** Passes. */
  timeCost: number
}

/** 19 MiB and two passes: OWASP's first choice of argon2id, about 25 ms off the main thread. */
const SAFE: HashingCost = { memoryCost: 19_456, timeCost: 2 }

/** As it is kept and compared. @throws InvalidValueError for one that nobody could type again. */
export function newPassword(field: string, password: string): string {
  const opaque = opaqueString(password)
  if (opaque === null) throw new InvalidValueError(field, 'must not contain control characters')
  return opaque
}

/** Hashes by argon2id. No option sets the cost: another than the safe one is for tests, in code. */
export class PasswordHashes {
  readonly #cost: HashingCost
  #decoy: Promise<string> | undefined

  constructor(cost: HashingCost = SAFE) {
    this.#cost = cost
  }

  make(password: string): Promise<string> {
    return Bun.password.hash(password, { algorithm: 'argon2id', ...this.#cost })
  }

  /**
   * Takes as long for an account that does not exist (`hash` null) as for one that does.
   *
   * @returns As what it matches: `raw` where it is kept as it was typed, before passwords were prepared.
   */
  async match(password: string, hash: string | null): Promise<'prepared' | 'raw' | null> {
    this.#decoy ??= this.make(crypto.randomUUID())
    const known = hash ?? (await this.#decoy)
    const prepared = opaqueString(password) ?? password
    const matches = await Bun.password.verify(prepared, known)
    if (matches) return hash === null ? null : 'prepared'
    const matchesRaw = prepared !== password && (await Bun.password.verify(password, known))
    return matchesRaw && hash !== null ? 'raw' : null
  }
}
