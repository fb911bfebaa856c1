/**
 * Keeps the data safe before they are brought to another schema, and tries that out on a copy.
 *
 *   room? ─► copy ─► safety backup of it ─► rehearsed on it ─► the database itself (db/upgrade.ts)
 *
 * Promises: until the last step nothing of the database is touched. Whatever fails then, there is the
 * backup, which the version of before restores, too.
 */
import { getLogger } from '@logtape/logtape'
import { reasonOf } from '../../db/migrate.ts'
import { isPostgres } from '../../db/open.ts'
import { readAsTheyAre } from '../../db/rows/as-they-are.ts'
import { asWhole } from '../../db/time-limits.ts'
import { type PendingUpgrade, UpgradeFailedError } from '../../db/upgrade.ts'
import type { Manifest } from '../backups/archive/format.ts'
import { backupFolder, backupPath, makeBackupFolder } from '../backups/folder.ts'
import { assertRoom, NoRoomError } from '../backups/scratch-file.ts'
import type { ShowProgress } from '../backups/write-backup.ts'
import { keepSafe } from './keep-safe.ts'
import { type Copy, copyToRehearse, type RehearsalNeeds, rehearse, sizeOf } from './rehearse.ts'

const log = getLogger(['almanac', 'upgrade'])
const TOLD_EVERY_MS = 10_000
const NOT_REHEARSED =
  'It is not rehearsed, as the login of DATABASE_URL may not create databases (alter role … createdb lets it).'

/** Hears of an upgrade while it goes on. */
export interface UpgradeTeller {
  show: ShowProgress
  say(sentence: string): void
}

/** What is done before an upgrade: its `before` is for `openDatabase`. */
export class UpgradeSafety {
  /** The safety backup, where one was made. */
  made: Manifest | null = null
  readonly #needs: RehearsalNeeds
  readonly #tell: UpgradeTeller

  /** @param tell Where left out, the log is told. */
  constructor(needs: RehearsalNeeds, tell: UpgradeTeller = new LogTeller()) {
    this.#needs = needs
    this.#tell = tell
  }

  readonly before = (pending: PendingUpgrade): Promise<string> => asWhole(() => this.#prepare(pending))

  async #prepare(pending: PendingUpgrade): Promise<string> {
    const step = `The schema of the database is brought from ${pending.from.name} to ${pending.to.name}`
    if (this.#needs.config.migration_backup === 'off') {
      this.#tell.say(`${step}, without a backup: MIGRATION_BACKUP is off.`)
      return 'No backup was made, as MIGRATION_BACKUP is off.'
    }
    this.#tell.say(`${step}. A backup and a rehearsal on a copy come first.`)
    await using copy = await this.#explaining(pending, () => this.#copy(pending))
    this.made = await this.#explaining(pending, () => this.#keep(pending, copy))
    const kept = this.#whereabouts(this.made.name)
    const seen = copy ? await this.#explaining(pending, () => this.#rehearse(copy), kept) : NOT_REHEARSED
    this.#tell.say(`${seen} ${kept}`)
    return kept
  }

  async #copy(pending: PendingUpgrade): Promise<Copy | null> {
    const { config } = this.#needs
    makeBackupFolder(config)
    if (!isPostgres(pending.url)) assertRoom(backupFolder(config), sizeOf(pending.url) / 2, 'for a backup')
    return copyToRehearse(this.#needs, pending, 'upgrade', (share, text) =>
      this.#tell.show(share / 3, `copying ${text}`),
    )
  }

  async #keep(pending: PendingUpgrade, copy: Copy | null): Promise<Manifest> {
    const made = { folder: this.#needs.folder, migrations: pending.from.number + 1 }
    await using rows = await readAsTheyAre(copy?.url ?? pending.url, made)
    return await keepSafe(this.#needs, pending, rows, (share, text) =>
      this.#tell.show((1 + share) / 3, `safety backup: ${text}`),
    )
  }

  async #rehearse(copy: Copy): Promise<string> {
    const seen = await rehearse(this.#needs, copy, (share, text) =>
      this.#tell.show((2 + share) / 3, `rehearsal: ${text}`),
    )
    return `It went well on a copy: ${seen}.`
  }

  #whereabouts(name: string): string {
    return `What there was is in ${backupPath(this.#needs.config, name)}: "almanac backup restore ${name}" brings it back, with this version or with that of before.`
  }

  async #explaining<T>(pending: PendingUpgrade, step: () => Promise<T>, kept = ''): Promise<T> {
    try {
      return await step()
    } catch (error) {
      throw new UpgradeFailedError(pending, reasonNotTo(error), kept, error)
    }
  }
}

function reasonNotTo(error: unknown): string {
  const beforehand = 'That was on a copy, before anything was touched.'
  if (!(error instanceof NoRoomError)) return `${reasonOf(error)} ${beforehand}`
  return `${error.message} Make room; or, where you have a snapshot of your own, start once with MIGRATION_BACKUP=off.`
}

class LogTeller implements UpgradeTeller {
  #toldAt = performance.now()

  say(sentence: string): void {
    // It is no template: a path in it may have braces.
    log.info(sentence.replaceAll(/[{}]/g, '$&$&'))
  }

  show(share: number, text: string): void {
    if (performance.now() - this.#toldAt < TOLD_EVERY_MS) return
    this.#toldAt = performance.now()
    log.info('{percent} % ({text})', { percent: Math.floor(share * 100), text })
  }
}
