/**
 * The secret of the instance, which comes with its database: tokens of one are refused by another. Both
 * cannot change in one moment, so it lies ready beside the old one before the database is replaced, and
 * whoever was interrupted between the two goes on at the next start.
 */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Config } from '../../config/env.ts'
import { restoredSecretPath, secretPath } from '../../config/secret.ts'
import { ownLike } from '../../lib/own-like.ts'
import { syncFolder } from '../../lib/sync-folder.ts'
import type { ArchivedFile } from './fill-from-archive.ts'

type SecretConfig = Pick<Config, 'data_dir' | 'app_secret'>

/** Before the database is replaced. */
export async function layOutSecret(config: SecretConfig, files: readonly ArchivedFile[]): Promise<void> {
  const ready = restoredSecretPath(config)
  rmSync(ready, { force: true })
  const content = files.find(({ name }) => name === 'app-secret')?.content
  if (!content || config.app_secret !== undefined || isThere(secretPath(config), content)) return
  writeFileSync(ready, content, { mode: 0o600, flush: true })
  ownLike(ready, config.data_dir)
  await syncFolder(dirname(ready))
}

/** After it. */
export async function placeSecret(config: SecretConfig): Promise<void> {
  const ready = restoredSecretPath(config)
  if (!existsSync(ready)) return
  renameSync(ready, secretPath(config))
  await syncFolder(dirname(ready))
}

/** Nothing was replaced. */
export function takeSecretBack(config: SecretConfig): void {
  rmSync(restoredSecretPath(config), { force: true })
}

function isThere(path: string, content: Uint8Array): boolean {
  return existsSync(path) && readFileSync(path).equals(content)
}
