/** Second factors of the people of the tests: an authenticator app of their own. */
import { codeOf, stepAt } from '../src/lib/totp.ts'
import type { TestApp } from './app.ts'
import type { Member } from './people.ts'

const AT = '/api/v1/auth/second-factor'
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const STEP_MS = 30_000

/** What an app shows. */
export class Authenticator {
  readonly #secret: Buffer

  /** @param secret Base32, as it was shown. */
  constructor(
    readonly app: Pick<TestApp, 'clock'>,
    secret: string,
  ) {
    const bits = [...secret].map((one) => ALPHABET.indexOf(one).toString(2).padStart(5, '0')).join('')
    this.#secret = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [])
  }

  /** @param ahead By how many steps the clock of the app is. */
  code(ahead = 0): string {
    return codeOf(this.#secret, stepAt(this.app.clock.at) + ahead)
  }

  /** One that it does not show now, before or after. */
  wrong(): string {
    const shown = [-1, 0, 1].map((ahead) => this.code(ahead))
    return ['000000', '111111', '222222', '333333'].find((code) => !shown.includes(code)) ?? ''
  }

  /** The next code, in the next step. */
  next(): string {
    this.app.clock.at += STEP_MS
    return this.code()
  }
}

export interface WithSecondFactor {
  authenticator: Authenticator
  recovery_codes: string[]
}

export async function enrol(app: TestApp, { token, password }: Member): Promise<Authenticator> {
  const answer = await app.post(AT, { token, json: { current_password: password } })
  if (answer.status !== 201) throw new Error(`enrolment: ${answer.text}`)
  return new Authenticator(app, answer.body.secret)
}

/** Turns the second factor of somebody on, whose other devices are signed out. */
export async function enableSecondFactor(app: TestApp, member: Member): Promise<WithSecondFactor> {
  const authenticator = await enrol(app, member)
  const json = { code: authenticator.code() }
  const answer = await app.post(`${AT}/confirm`, { token: member.token, json })
  if (answer.status !== 200) throw new Error(`second factor: ${answer.text}`)
  return { authenticator, recovery_codes: answer.body.recovery_codes }
}
