import { join } from 'node:path'
import { type Context, createContext } from '../context.ts'
import { EmailTakenError } from '../modules/auth/errors.ts'
import { signUp } from '../modules/auth/sign-up.ts'
import { importEvents } from '../modules/events/import-events.ts'
import type { Call, Command } from './command.ts'
import { openHistory } from './import.ts'
import { Progress } from './progress.ts'

const FOLDER = join(import.meta.dir, '../../demo')

/** Who worked when in five open-source teams, from their public version-control logs. */
const TEAMS = [
  { team: 'caddy', name: 'Caddy', time_zone: 'America/Denver' },
  { team: 'hono', name: 'Hono', time_zone: 'Asia/Tokyo' },
  { team: 'karakeep', name: 'Karakeep', time_zone: 'Europe/London' },
  { team: 'memos', name: 'Memos', time_zone: 'Asia/Shanghai' },
  { team: 'vikunja', name: 'Vikunja', time_zone: 'Europe/Berlin' },
]

export const demo: Command = {
  summary: 'make five organizations with real histories to look at',
  usage: 'almanac demo',
  options: {},
  run: runDemo,
}

async function runDemo({ config }: Call): Promise<number> {
  await using context = await createContext(config)
  // Made anew each time: a password that everybody knows would be a way in.
  const password = Buffer.from(crypto.getRandomValues(new Uint8Array(12))).toString('base64url')
  const made = []
  for (const team of TEAMS) if (await makeTeam(context, team, password)) made.push(team)
  if (made.length === 0) {
    console.log('The demo organizations are there already; their password was shown when they were made.')
    return 0
  }
  console.log(`\nSign in as ${made.map(({ team }) => emailOf(team)).join(', ')}`)
  console.log(`with the password ${password}\n`)
  console.log(tryIt(`http://localhost:${config.port || 3000}`, emailOf(made[0]?.team ?? 'caddy'), password))
  return 0
}

/** @returns Whether it was not there before. */
async function makeTeam(
  context: Context,
  { team, name, time_zone }: (typeof TEAMS)[number],
  password: string,
) {
  const organization = { name, time_zone }
  const account = { email: emailOf(team), password, name: `${name} demo`, organization }
  const signedUp = await signUp(context, account, { user_agent: 'almanac demo', address: null }).catch(
    (error) => {
      if (error instanceof EmailTakenError) return null
      throw error
    },
  )
  if (!signedUp) return false
  const progress = new Progress()
  const file = openHistory(join(FOLDER, `${team}.csv.gz`))
  const history = importEvents(context, signedUp.organization.id, file.stream, {
    format: 'csv',
    core: true,
    time: 's',
  })
  let accepted = 0
  for await (const report of history) {
    accepted = report.accepted
    progress.show(file.shareRead(), name)
  }
  progress.finish(`${name}: ${accepted.toLocaleString('en')} events`)
  return true
}

function emailOf(team: string): string {
  return `${team}@demo.example`
}

function tryIt(address: string, email: string, password: string): string {
  return `With the server running:

  TOKEN=$(curl -s ${address}/api/v1/auth/signin -H 'content-type: application/json' \\
    -d '{"email": "${email}", "password": "${password}"}' | grep -o '"access_token":"[^"]*"' | cut -d'"' -f4)
  curl -s "${address}/api/v1/metrics/dashboard?as_of=2026-08-20" -H "authorization: Bearer $TOKEN"`
}
