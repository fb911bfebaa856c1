/**
 * What runs on a connection of SQLite: the queries of one transaction, and what begins and ends those of
 * the one writer.
 */
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { DatabaseFile } from './database-file.ts'
import { DatabaseReplacedError } from './errors.ts'
import type { Builder, Runner } from './handle.ts'
import type { LogCopier } from './log-copier.ts'
import type { ChangeMarks } from './sqlite-change-marks.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { sqliteKit } from './sqlite-query-kit.ts'
import type { StatementValues } from './statement.ts'
import { ClosedHandleError } from './transaction-handle.ts'
import type { WriterTurns } from './writer-turns.ts'

/**
 * Pages in the log before they are copied into the database. Commits write much the same pages again and
 * again, each of which is copied once: so what they fill is let grow.
 */
const LONG_LOG = 8000
/** Of a batch whose rows are apart: about a millisecond's worth. */
const ROWS_AT_ONCE = 200

/**
 * @param isOpen Whether its transaction goes on: a query may be built inside it and sent later.
 * @param turns Of a writer.
 */
export function runnerOn(connection: SqliteConnection, isOpen: () => boolean, turns?: WriterTurns): Runner {
  let builder: Builder | undefined
  const assertOpen = () => {
    // Where the disk is full, SQLite ends a transaction by itself: what was sent with it would stay.
    if (!isOpen() || (turns && !connection.raw.inTransaction)) throw new ClosedHandleError()
  }
  const client = {
    prepare: (sql: string) => {
      assertOpen()
      return connection.countedStatement(sql)
    },
  }
  /** Of several that were sent at once, each may be long. */
  const inTurn = <T>(run: () => T): T | Promise<T> => {
    assertOpen()
    return turns?.areLong ? turns.yieldNow().then(() => inTurn(run)) : run()
  }
  return {
    get builder() {
      builder ??= drizzle(client as never) as unknown as Builder
      return builder
    },
    kit: sqliteKit,
    runQuery: (sql, binds) => inTurn(() => connection.runQuery(sql, binds)),
    run: (text, values) => inTurn(() => connection.run(text, values)),
    runBatch: (statement, rows, values) => {
      const run = (some: StatementValues[]) => inTurn(() => connection.runBatch(statement, some, values))
      const isMuch = statement.isApart && rows.length > ROWS_AT_ONCE
      return isMuch ? inParts(rows, run) : run(rows)
    },
  }
}

type Rows = unknown[] | Promise<unknown[]>

async function inParts(rows: StatementValues[], run: (some: StatementValues[]) => Rows): Promise<unknown[]> {
  const parts: unknown[][] = []
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    parts.push(await run(rows.slice(from, from + ROWS_AT_ONCE)))
  }
  return parts.flat()
}

export function transactionsOn(
  connection: SqliteConnection,
  file: DatabaseFile,
  marks: ChangeMarks,
  copier: LogCopier,
) {
  const command = (sql: string) => () => void connection.prepared(sql).run()
  const commit = command('commit')
  const begin = command('begin immediate')
  return {
    begin: () => {
      if (file.isLost) throw new DatabaseReplacedError()
      begin()
      marks.begin()
    },
    savepoint: command('savepoint one_writer'),
    release: command('release one_writer'),
    rollbackToSavepoint: command('rollback to one_writer'),
    commit: () => {
      marks.leave()
      commit()
      marks.committed()
      // Before anybody is answered: what is only in a file that is gone must not be called written.
      file.assertThere()
    },
    checkpoint: async () => {
      if (pagesInLog(connection) >= LONG_LOG && file.look()) await copier.copy()
    },
    isOpen: () => connection.raw.inTransaction,
    rollback: () => {
      if (connection.raw.inTransaction) connection.raw.exec('rollback')
    },
  }
}

function pagesInLog(connection: SqliteConnection): number {
  try {
    const { log, checkpointed } = connection.prepared('pragma wal_checkpoint(noop)').get() as LogState
    return log - checkpointed
  } catch {
    // What is wrong with the disk, whoever writes next will be told.
    return 0
  }
}

/** In pages. */
interface LogState {
  log: number
  checkpointed: number
}
