/** Codes to keep on paper: each stands in for the app once. */
import { randomBytes } from 'node:crypto'
import type { InstanceWrite } from '../../../db/handle.ts'
import { toBase32 } from '../../../lib/base32.ts'
import { hashSecret } from '../tokens.ts'
import { deleteRecoveryCodes, insertRecoveryCode } from './queries.ts'

const CODES = 10
/** 80 bits: so many that their hash may be a fast one, and 16 letters and digits, none of them 0, 1, 8 or 9. */
const BYTES = 10

/** In the place of those that there were. @returns Their texts, of which only the hashes are kept. */
export async function makeRecoveryCodes(instance: InstanceWrite, user_id: string): Promise<string[]> {
  await deleteRecoveryCodes(instance, { user_id })
  const codes = Array.from({ length: CODES }, () => toBase32(randomBytes(BYTES)).toLowerCase())
  for (const code of codes) await insertRecoveryCode(instance, { user_id, code_hash: hashRecoveryCode(code) })
  return codes.map((code) => code.replace(/(.{4})(?=.)/g, '$1-'))
}

/** @param code Without spaces and hyphens, in whatever case. */
export function hashRecoveryCode(code: string): string {
  return hashSecret(code.toLowerCase())
}
