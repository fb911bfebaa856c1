/**
 * That all processes on a database have the same secret, and the next ones the same as those before:
 * tokens of one would be refused by another without a word. The database keeps a fingerprint, from
 * which the secret cannot be computed.
 */
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import type { Base } from '../base.ts'
import { appSecret, keyFor, restoredSecretPath, secretPath } from '../config/secret.ts'
import { auditInstance } from '../db/audit-log.ts'
import type { InstanceWrite } from '../db/handle.ts'
import { instanceMutation, instanceQuery, type Slots } from '../db/query.ts'
import { StartError } from '../lib/start-error.ts'

const KEY = 'secret_fingerprint'

type Needs = Pick<Base, 'db' | 'config'>

/**
 * Remembers the secret where none was.
 *
 * @throws StartError when it is another.
 */
export async function assertSameSecret({ db, config }: Needs): Promise<void> {
  const fingerprint = fingerprintOf(appSecret(config))
  const known = (await fingerprintKnown({ db })) ?? (await rememberFirst({ db }, fingerprint))
  if (known === fingerprint) return
  if (placeRestored(config, known)) throw new StartError(PLACED)
  throw new StartError(complaint(config))
}

const PLACED =
  'A restore was interrupted when the database was in place and its secret was not. It is now: start again.'

/** @returns Whether the secret that belongs to the database lay ready, and is in its place now. */
function placeRestored(config: Needs['config'], known: string | undefined): boolean {
  const ready = restoredSecretPath(config)
  if (config.app_secret !== undefined || !existsSync(ready)) return false
  if (fingerprintOf(readFileSync(ready, 'utf8').trim()) !== known) return false
  renameSync(ready, secretPath(config))
  return true
}

/** Whether the configured secret is the one that the database knows; `null` where it knows none. */
export async function isSameSecret({ db, config }: Needs): Promise<boolean | null> {
  const known = await fingerprintKnown({ db })
  return known === undefined ? null : known === fingerprintOf(appSecret(config))
}

/** Makes the configured secret the one that all need from now on. @returns Whether it was another. */
export async function replaceSecret({ db, config }: Needs): Promise<boolean> {
  const value = fingerprintOf(appSecret(config))
  return db.instance.write(async (tx) => {
    const known = await findFingerprint(tx)
    await upsert(tx, { value })
    const isAnother = known !== undefined && known !== value
    if (isAnother) auditInstance(tx, { kind: 'secret', verb: 'replaced' })
    return isAnother
  })
}

const insertFirst = instanceMutation((q, { value }: Slots<{ value: string }>) =>
  q.insert(q.tables.instance_settings).values({ key: KEY, value }).onConflictDoNothing(),
)

const upsert = instanceMutation((q, { value }: Slots<{ value: string }>) => {
  const { instance_settings } = q.tables
  return q
    .insert(instance_settings)
    .values({ key: KEY, value })
    .onConflictDoUpdate({ target: instance_settings.key, set: { value } })
})

const selectFingerprint = instanceQuery((q) => {
  const { instance_settings } = q.tables
  return q.select().from(instance_settings).where(eq(instance_settings.key, KEY))
})

async function fingerprintKnown({ db }: Pick<Base, 'db'>): Promise<string | undefined> {
  const [found] = await db.instance.read((q) => selectFingerprint(q))
  return found?.value
}

/** @returns The one that another process has remembered meanwhile, where one has. */
function rememberFirst({ db }: Pick<Base, 'db'>, fingerprint: string): Promise<string | undefined> {
  return db.instance.write(async (tx) => {
    await insertFirst(tx, { value: fingerprint })
    return findFingerprint(tx)
  })
}

async function findFingerprint(tx: InstanceWrite): Promise<string | undefined> {
  const [found] = await selectFingerprint(tx)
  return found?.value
}

function fingerprintOf(secret: string): string {
  return keyFor('fingerprint', secret).toString('base64url')
}

function complaint(config: Needs['config']): string {
  const what = config.app_secret
    ? 'APP_SECRET is not the secret that this database has been used with'
    : `DATA_DIR: ${secretPath(config)} is not the secret that this database has been used with. Usually DATA_DIR was not kept, such as a volume that is not mounted: bring that file back, or set APP_SECRET to what it held`
  return `${what}. All processes on a database need the same. To go on with this one on purpose: almanac secret replace.`
}
