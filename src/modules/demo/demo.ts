/**
 * Organizations to look at, with everything in them: made by the product's own actions, so that all
 * numbers are true. What was made is remembered, and can be taken away again; nothing else is touched.
 */
import { auditInstance } from '../../db/audit-log.ts'
import { UniqueViolationError } from '../../db/errors.ts'
import { asLongWork } from '../../db/time-limits.ts'
import { addAccount, findAccountByEmail, removeAccount, replacePassword } from '../auth/accounts.ts'
import { PasswordHashes } from '../auth/passwords.ts'
import { deleteOrganization } from '../organizations/delete-organization.ts'
import { DemoAddressTakenError, DemoBusyError } from './errors.ts'
import { makeOrganization, type You } from './make-organization.ts'
import type { DemoNeeds } from './past.ts'
import { insertDemoUser, isDemoUser, listDemoUsers, listMade, listUnfinished } from './queries.ts'
import { caddy } from './stories/caddy.ts'
import { hono } from './stories/hono.ts'
import { karakeep } from './stories/karakeep.ts'
import { memos } from './stories/memos.ts'
import { vikunja } from './stories/vikunja.ts'
import type { Story } from './story.ts'

const STORIES: readonly Story[] = [caddy, hono, karakeep, memos, vikunja]
export const DEMO_TEAMS = STORIES.map(({ team }) => team)
export const DEMO_EMAIL = 'demo@demo.example'

export interface Demo {
  organizations: { id: string; name: string; slug: string }[]
  /** Who may look at all of it. */
  email: string
}

export interface MadeDemo extends Demo {
  /** Made anew each time: one that everybody knows would be a way in. `null` where nothing was made. */
  password: string | null
}

/** What there is of it. */
export async function readDemo({ db }: Pick<DemoNeeds, 'db'>): Promise<Demo> {
  const made = await db.instance.read(listMade)
  return { organizations: made.map(({ id, name, slug }) => ({ id, name, slug })), email: DEMO_EMAIL }
}

/**
 * Makes what is missing of it; what was interrupted is made again from the beginning.
 *
 * @param teams Some of `DEMO_TEAMS`.
 * @param show Called with the share that is done.
 * @throws DemoBusyError
 * @throws DemoAddressTakenError
 */
export async function makeDemo(
  context: DemoNeeds,
  teams: readonly string[],
  show: (share: number) => void,
): Promise<MadeDemo> {
  return exclusively(context, async () => {
    show(0)
    const unfinished = await context.db.instance.read(listUnfinished)
    if (unfinished.length > 0) await remove(context, unfinished, () => {})
    const there = new Set((await context.db.instance.read(listMade)).map(({ team }) => team))
    const missing = STORIES.filter(({ team }) => teams.includes(team) && !there.has(team))
    const password = missing.length > 0 ? await make(context, missing, show) : null
    if (password !== null) await audit(context, 'made', { teams: missing.map(({ team }) => team) })
    return { ...(await readDemo(context)), password }
  })
}

/** Gives the demo's account another password. @returns `null` where there is no demo. */
export async function renewDemoPassword({ db }: DemoNeeds): Promise<string | null> {
  const password = newPassword()
  const hash = await new PasswordHashes().make(password)
  return db.instance.write(async (instance) => {
    const account = await findAccountByEmail(instance, DEMO_EMAIL)
    if (!account || !(await isDemoUser(instance, account.id))) return null
    await replacePassword(instance, account.id, hash)
    return password
  })
}

/**
 * Deletes the organizations that the demo has made, with everything that came into them since, and the
 * accounts that it has made, but for those that have become members of other organizations.
 *
 * @param show Called with the share that is done.
 * @returns How many organizations there were.
 * @throws DemoBusyError
 */
export async function removeDemo(context: DemoNeeds, show: (share: number) => void): Promise<number> {
  const { db } = context
  return exclusively(context, async () => {
    show(0)
    const all = [...(await db.instance.read(listMade)), ...(await db.instance.read(listUnfinished))]
    await remove(context, all, show)
    if (all.length > 0) await audit(context, 'removed', { organizations: all.length })
    return all.length
  })
}

async function audit(
  { db }: DemoNeeds,
  verb: 'made' | 'removed',
  after: Record<string, unknown>,
): Promise<void> {
  await db.instance.write(async (instance) => auditInstance(instance, { kind: 'demo', verb }, { after }))
}

/** With the accounts of those who are members nowhere else. */
async function remove(
  context: DemoNeeds,
  organizations: readonly { id: string }[],
  show: (share: number) => void,
): Promise<void> {
  for (const [done, { id }] of organizations.entries()) {
    await deleteOrganization(context, id)
    show((done + 1) / organizations.length)
  }
  for (const user of await context.db.instance.read(listDemoUsers)) {
    await context.db.instance.write((instance) => removeAccount(instance, user))
  }
}

async function exclusively<T>({ db }: DemoNeeds, run: () => Promise<T>): Promise<T> {
  const done = await asLongWork(() => db.exclusively('demo', async () => ({ value: await run() })))
  if (!done) throw new DemoBusyError()
  return done.value
}

/** @returns The password of the demo's account. */
async function make(
  context: DemoNeeds,
  stories: readonly Story[],
  show: (share: number) => void,
): Promise<string> {
  const password = newPassword()
  const hashes = new PasswordHashes()
  const [hash, passwordHash] = await Promise.all([hashes.make(password), hashes.make(newPassword())])
  const you = await openAccount(context, hash)
  const shares = new Map<string, number>()
  const showAll = (team: string) => (share: number) => {
    shares.set(team, share)
    show([...shares.values()].reduce((sum, one) => sum + one, 0) / stories.length)
  }
  const making = stories.map((story) =>
    makeOrganization(context, story, { you, passwordHash }, showAll(story.team)),
  )
  for (const one of await Promise.allSettled(making)) if (one.status === 'rejected') throw takenOr(one.reason)
  return password
}

async function openAccount({ db, clock }: DemoNeeds, password_hash: string): Promise<You> {
  return db.instance.write(async (instance) => {
    const there = await findAccountByEmail(instance, DEMO_EMAIL)
    if (there && !(await isDemoUser(instance, there.id))) throw new DemoAddressTakenError(DEMO_EMAIL)
    if (there) {
      await replacePassword(instance, there.id, password_hash)
      return there
    }
    const you = { id: Bun.randomUUIDv7(), name: 'Demo' }
    await addAccount(instance, { ...you, email: DEMO_EMAIL, password_hash, created_at: clock.now() })
    await insertDemoUser(instance, you.id)
    return you
  })
}

function takenOr(error: unknown): unknown {
  const isTaken = error instanceof UniqueViolationError && error.isAbout('email')
  return isTaken ? new DemoAddressTakenError('at demo.example') : error
}

function newPassword(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(12))).toString('base64url')
}
