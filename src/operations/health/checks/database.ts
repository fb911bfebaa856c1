import type { Base } from '../../../base.ts'
import type { Finding } from '../check.ts'

/** More waiting than that is a queue that does not move as it should. */
const MANY_WAIT = 100

export async function checkDatabase({ db }: Pick<Base, 'db'>) {
  await db.check()
  const pool = db.pool()
  const replica = db.replica()
  const finding = { engine: db.engine, pool, replica }
  if (!db.isHearing()) {
    const detail =
      'The database answers, but what other processes change is not heard: nothing kept is served.'
    return { state: 'warning', detail, ...finding } satisfies Finding
  }
  if (pool.waiting >= MANY_WAIT) {
    const detail = `${pool.waiting} wait for a connection. monitoring/metrics/database says which queries are slow.`
    return { state: 'warning', detail, ...finding } satisfies Finding
  }
  if (replica && replica.status !== 'used') {
    const detail = `The database answers. Its replica does not: ${replica.reason}.`
    return { state: 'warning', detail, ...finding } satisfies Finding
  }
  return { state: 'ok', detail: 'The database answers.', ...finding } satisfies Finding
}
