/** What a tenant's read costs on Postgres: a transaction, and row-level security, around a select. */
import { postgresServer, stopPostgresServer } from '../tests/postgres-server.ts'
import { reference } from './machine.ts'
import { perSecond, printTable, share } from './measure.ts'

interface Reads {
  clients: number
  plain: number
  tenant: number
  share: number
}

export default async function postgresRead(): Promise<void> {
  const url = await (await postgresServer()).createDatabase()
  const results = await reference<Reads[]>('tenant-reads.ts', { url, clients: [1, 32] })
  await stopPostgresServer()
  printTable(
    'postgres-read: a point select',
    ['at once', 'as the driver sends it', 'as a tenant’s read', 'share'],
    results.map(({ clients, plain, tenant, share: part }) => [
      clients,
      perSecond(plain),
      perSecond(tenant),
      share(part),
    ]),
  )
}
