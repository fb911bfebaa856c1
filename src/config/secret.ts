import { hkdfSync } from 'node:crypto'
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder, orUnwritable } from '../lib/writable-folder.ts'
import type { Config } from './env.ts'
import { ConfigError, MIN_SECRET_LENGTH } from './option-readers.ts'

/**
 * The configured secret, or the one that was made at the first start and is kept in `DATA_DIR`.
 *
 * @throws ConfigError when the kept one is not whole: an empty secret would sign for everybody.
 * @throws StartError when it can be neither read nor made.
 */
export function appSecret(config: Pick<Config, 'app_secret' | 'data_dir'>): string {
  if (config.app_secret) return config.app_secret
  makeFolder('DATA_DIR', config.data_dir)
  const path = secretPath(config)
  const kept = orUnwritable('DATA_DIR', path, () => {
    if (!existsSync(path)) makeSecret(path)
    return readFileSync(path, 'utf8').trim()
  })
  if (kept.length < MIN_SECRET_LENGTH) {
    throw new ConfigError(
      `${path} is not whole. Bring it back, or set APP_SECRET to what it held. If that is lost: delete it, and run almanac secret replace.`,
    )
  }
  return kept
}

export function secretPath({ data_dir }: Pick<Config, 'data_dir'>): string {
  return join(data_dir, 'app-secret')
}

/** Where one lies that comes with a restored database, until it takes the other's place. */
export function restoredSecretPath(config: Pick<Config, 'data_dir'>): string {
  return `${secretPath(config)}.restored`
}

/** It appears whole or not at all, and once: of processes that start together one makes it. */
function makeSecret(path: string): void {
  const made = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
  const unfinished = `${path}.${crypto.randomUUID()}`
  writeFileSync(unfinished, made, { flag: 'wx', mode: 0o600 })
  try {
    // Unlike a renaming, it fails where there is one already.
    linkSync(unfinished, path)
  } catch (error) {
    if (!existsSync(path)) throw error
  } finally {
    unlinkSync(unfinished)
  }
}

/** A key of its own for each purpose, so that what is made for one cannot be passed off as another's. */
export function keyFor(purpose: string, secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `almanac ${purpose}`, 32))
}
