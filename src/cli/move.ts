import { checkedDatabaseUrl } from '../config/database-url.ts'
import { isPostgres } from '../db/open.ts'
import { UnfitRowsError } from '../db/rows/row-loader.ts'
import { counted } from '../lib/counted.ts'
import { StartError } from '../lib/start-error.ts'
import { systemClock } from '../lib/time/clock.ts'
import { UnequalTableError } from '../operations/backups/fill-from-rows.ts'
import { type Moved, moveDatabase } from '../operations/moving/move-database.ts'
import { type Call, type Command, JSON_OPTION, UsageError } from './command.ts'
import { Progress } from './progress.ts'

export const move: Command = {
  summary: 'copy everything into another, empty database: from SQLite to Postgres, or back',
  usage: 'almanac move --to postgres://…|FILE [--dry-run] [--json]',
  options: {
    to: { type: 'string', help: 'the address of a Postgres database, or the path of a SQLite file; empty' },
    'dry-run': { type: 'boolean', default: false, help: 'read and compare, and write nothing' },
    json: JSON_OPTION,
  },
  run: runMove,
}

async function runMove({ config, values }: Call): Promise<number> {
  const to = targetOf(values.to)
  const isDryRun = values['dry-run'] === true
  const progress = new Progress()
  const moved = await moveOrExplain({ config, clock: systemClock }, { to, isDryRun }, (share, text) =>
    progress.show(share, text),
  )
  const { length: tables } = moved.tables
  progress.finish(
    `${isDryRun ? 'read' : 'moved'} ${counted(moved.rows, 'row')} of ${counted(tables, 'table')}`,
  )
  if (values.json === true) console.log(JSON.stringify({ done: !isDryRun, ...moved }))
  else tell(moved, to)
  return 0
}

/** @throws UsageError */
function targetOf(to: string | boolean | undefined): string {
  if (typeof to !== 'string') throw new UsageError('Say where to: --to postgres://… or --to FILE.')
  try {
    return checkedDatabaseUrl(to)
  } catch (error) {
    throw new UsageError(`--to ${(error as Error).message}.`)
  }
}

/** @throws StartError in place of what is wrong with the rows. */
async function moveOrExplain(...call: Parameters<typeof moveDatabase>): Promise<Moved> {
  try {
    return await moveDatabase(...call)
  } catch (error) {
    if (!(error instanceof UnequalTableError || error instanceof UnfitRowsError)) throw error
    throw new StartError(`Nothing was moved. ${error.message}`, { cause: error })
  }
}

function tell({ tables, checked }: Moved, to: string): void {
  const width = Math.max(...tables.map(({ name }) => name.length))
  for (const { name, rows, hash } of tables) {
    console.log(`${name.padEnd(width)}  ${rows.toLocaleString('en').padStart(12)}  ${hash.slice(0, 16)}`)
  }
  if (checked === null) {
    console.log('A dry run: the target is empty and can be used, and nothing was written.')
    return
  }
  console.log(`All rows are the same on both sides, ${checked}. What was moved from is as it was.`)
  const value = isPostgres(to) ? 'that address' : 'the path of that file'
  console.log(
    `Start the server with DATABASE_URL set to ${value}, and with the same DATA_DIR or APP_SECRET: sessions and links hold on. The index of the search is made anew then.`,
  )
}
