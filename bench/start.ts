/**
 * From the start of the process to its first answer, on a database that is there, on one core: the one file
 * that people run, the sources, and a bare `Bun.serve`. And what each has in memory when nothing is asked
 * of it.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MAIN, SPARING } from '../tests/main.ts'
import { SERVER_CORE, startAlmanac, temporaryFolder } from './machine.ts'
import { medianOf, megabytes, milliseconds, printTable, takeTurns } from './measure.ts'
import { started } from './started.ts'

const ROUNDS = 11
const PORT = '38417'
/** Until the collector has tidied up after the start. */
const SETTLED_MS = 2_000

export default async function start(): Promise<void> {
  using folder = temporaryFolder()
  // Makes the database.
  await (await startAlmanac({ DATA_DIR: folder.path }))[Symbol.asyncDispose]()
  const body = join(folder.path, 'body')
  writeFileSync(body, '{}')
  const env = { DATA_DIR: folder.path, PORT, HOST: '127.0.0.1', BODY: body, ...SPARING }
  const of = (...words: string[]) => ({
    answers: () => started(words, env, 0),
    settles: () => started(words, env, SETTLED_MS),
  })
  const contenders = {
    Almanac: of(MAIN, 'serve'),
    'Almanac, from its sources': of(join(import.meta.dir, '../src/main.ts'), 'serve'),
    'bare `Bun.serve`': of(join(import.meta.dir, 'references/bare.ts')),
  }
  const each = <T>(fn: (one: ReturnType<typeof of>) => () => Promise<T>) =>
    Object.fromEntries(Object.entries(contenders).map(([name, one]) => [name, fn(one)]))
  const answered = await takeTurns(
    each((one) => one.answers),
    ROUNDS,
  )
  const settled = await takeTurns(each((one) => one.settles))
  printTable(
    `start: on an existing SQLite file, server on ${SERVER_CORE.join(' ')}`,
    ['', 'first answer after', 'CPU until then', 'resident when idle', 'its own'],
    Object.keys(contenders).map((name) => [
      name,
      milliseconds(medianOf(answered[name] ?? [], ({ ms }) => ms)),
      milliseconds(medianOf(answered[name] ?? [], ({ cpu }) => cpu)),
      megabytes(medianOf(settled[name] ?? [], ({ resident }) => resident)),
      megabytes(medianOf(settled[name] ?? [], ({ own }) => own)),
    ]),
  )
}
