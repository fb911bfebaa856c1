/** argon2id with 19 MiB and two passes: OWASP's first choice, about 25 ms off the main thread. */
const ARGON2ID = { algorithm: 'argon2id', memoryCost: 19_456, timeCost: 2 } as const

export function hashPassword(password: string): Promise<string> {
  return Bun.password.hash(password, ARGON2ID)
}

let decoy: Promise<string> | undefined

/** Takes as long for an account that does not exist (`hash` null) as for one that does. */
export async function passwordMatches(password: string, hash: string | null): Promise<boolean> {
  decoy ??= hashPassword(crypto.randomUUID())
  const matches = await Bun.password.verify(password, hash ?? (await decoy))
  return matches && hash !== null
}
