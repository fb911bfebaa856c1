/** The rehearsal alone: what the next start would do, on a copy, also beside a server that runs. */
import { databaseUrlOf, databaseVariableOf } from '../../config/database-url.ts'
import { takeUpgradeTurn } from '../../db/database-use.ts'
import { findUpgrade } from '../../db/find-upgrade.ts'
import { reasonOf } from '../../db/migrate.ts'
import { isPostgres } from '../../db/open.ts'
import { asWhole } from '../../db/time-limits.ts'
import type { PendingUpgrade } from '../../db/upgrade.ts'
import { StartError } from '../../lib/start-error.ts'
import { makeFolder } from '../../lib/writable-folder.ts'
import type { ShowProgress } from '../backups/write-backup.ts'
import { copyToRehearse, type RehearsalNeeds, rehearse } from './rehearse.ts'

export interface Rehearsed extends PendingUpgrade {
  /** What was seen, in words. */
  seen: string
}

/** @returns `null` where there is nothing to be done. @throws StartError that says why it would fail. */
export function rehearseUpgrade(needs: RehearsalNeeds, show: ShowProgress): Promise<Rehearsed | null> {
  return asWhole(async () => {
    const { config } = needs
    const pending = await findUpgrade(databaseUrlOf(config), databaseVariableOf(config), needs.folder)
    if (!pending) return null
    makeFolder('DATA_DIR', config.data_dir)
    using _turn = isPostgres(pending.url) ? null : await takeUpgradeTurn(pending.url)
    try {
      return { ...pending, seen: await onCopy(needs, pending, show) }
    } catch (error) {
      throw new StartError(
        `The upgrade from ${pending.from.name} to ${pending.to.name} would fail, and nothing was changed. ${reasonOf(error)}`,
        { cause: error },
      )
    }
  })
}

async function onCopy(needs: RehearsalNeeds, pending: PendingUpgrade, show: ShowProgress): Promise<string> {
  await using copy = await copyToRehearse(needs, pending, 'rehearsal', (share, text) =>
    show(share / 2, `copying ${text}`),
  )
  if (copy) return await rehearse(needs, copy, (share, text) => show((1 + share) / 2, text))
  throw new StartError(
    'It cannot be rehearsed, as the login of DATABASE_URL may not create databases: alter role … createdb; lets it.',
  )
}
