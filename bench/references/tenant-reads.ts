/** A point select on Postgres in turns: as the driver sends it, and as a tenant's read. */
import { readConfig } from '../../src/config/env.ts'
import { createContext } from '../../src/context.ts'
import { connectPostgres } from '../../src/db/postgres-client.ts'
import { statement } from '../../src/db/statement.ts'
import { signUp } from '../../src/modules/auth/sign-up.ts'
import { temporaryFolder } from '../machine.ts'
import { median, ROUNDS } from '../measure.ts'

export interface Options {
  url: string
  /** How many ask at once. */
  clients: number[]
}

const SECONDS = 1
const CONNECTIONS = 10

const { url, clients }: Options = JSON.parse(process.argv[2] ?? '')
using folder = temporaryFolder()
await using context = await createContext(readConfig({ DATA_DIR: folder.path, DATABASE_URL: url }))
const { organization, member } = await signUp(
  context,
  {
    ...{ email: 'ada@example.com', password: 'the password of ada', name: 'ada' },
    organization: { name: 'a', time_zone: 'UTC' },
  },
  { user_agent: null, address: null },
)
const sql = await connectPostgres(url, CONNECTIONS)

const findRole = statement<{ id: string }, { role: string }>(
  'select role from members where organization_id = :organization_id and id = :id',
)
const plain = () =>
  sql.unsafe(
    'select role from members where organization_id = $1 and id = $2',
    [organization.id, member.id],
    {
      prepare: true,
    },
  )
const tenant = () => context.db.for(organization.id).read((q) => q.all(findRole, { id: member.id }))

const results = []
for (const count of clients) {
  const rates = { plain: [] as number[], tenant: [] as number[] }
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.plain.push(await rateOf(plain, count))
    rates.tenant.push(await rateOf(tenant, count))
  }
  results.push({
    clients: count,
    plain: median(rates.plain),
    tenant: median(rates.tenant),
    share: median(rates.tenant.map((rate, round) => rate / (rates.plain[round] ?? Number.NaN))),
  })
}
console.log(JSON.stringify(results))
await sql.end()

/** Calls a second. */
async function rateOf(call: () => PromiseLike<unknown>, count: number): Promise<number> {
  const startedAt = performance.now()
  const endsAt = startedAt + SECONDS * 1000
  let calls = 0
  const client = async () => {
    for (; performance.now() < endsAt; calls += 1) await call()
  }
  await Promise.all(Array.from({ length: count }, client))
  return calls / ((performance.now() - startedAt) / 1000)
}
