import { createContext } from '../context.ts'
import {
  DEMO_TEAMS,
  type Demo,
  makeDemo,
  readDemo,
  removeDemo,
  renewDemoPassword,
} from '../modules/demo/demo.ts'
import { type Call, type Command, UsageError } from './command.ts'
import { Progress } from './progress.ts'

export const demo: Command = {
  summary: 'make five organizations to look at, with all that a team has',
  usage: `almanac demo [${DEMO_TEAMS.join('] [')}] [--new-password | --remove]`,
  words: Number.POSITIVE_INFINITY,
  options: {
    'new-password': {
      type: 'boolean',
      default: false,
      help: 'make another password for the account of the demo',
    },
    remove: { type: 'boolean', default: false, help: 'take the demo away again, and nothing else' },
  },
  run: runDemo,
}

async function runDemo({ config, words, values }: Call): Promise<number> {
  const unknown = words.filter((word) => !DEMO_TEAMS.includes(word))
  if (unknown.length > 0) throw new UsageError(`The demo has no team ${unknown.join(', ')}.`)
  await using context = await createContext(config)
  const address = `http://localhost:${config.port || 3000}`
  const progress = new Progress()
  // Where nothing is to be done there is no progress either.
  const showing = (text: string) => (share: number) => share > 0 && progress.show(share, text)
  if (values.remove) {
    const removed = await removeDemo(context, showing('removing the demo'))
    if (removed === 0) console.log('There is no demo here.')
    else progress.finish(`${counted(removed)} gone, with the accounts that the demo had made`)
    return 0
  }
  if (values['new-password']) {
    const password = await renewDemoPassword(context)
    if (password === null) console.log('There is no demo here: "almanac demo" makes it.')
    else console.log(waysIn(await readDemo(context), password, address))
    return password === null ? 1 : 0
  }
  const made = await makeDemo(context, words.length > 0 ? words : DEMO_TEAMS, showing('making the demo'))
  if (made.password === null) {
    console.log(`The demo is there already: ${namesOf(made)}. Sign in as ${made.email}.
Its password was shown when it was made; "almanac demo --new-password" makes another one.
"almanac demo --remove" takes the demo away again.`)
    return 0
  }
  progress.finish(namesOf(made))
  console.log(waysIn(made, made.password, address))
  return 0
}

function counted(organizations: number): string {
  return organizations === 1 ? '1 organization is' : `${organizations} organizations are`
}

function namesOf({ organizations }: Demo): string {
  return organizations.map(({ name }) => name).join(', ')
}

function waysIn({ email, organizations }: Demo, password: string, address: string): string {
  const others =
    organizations.length > 1
      ? '\nThe others: GET /api/v1/organizations, then POST /api/v1/auth/switch-organization.'
      : ''
  return `
Sign in as ${email} with the password ${password}
It owns ${organizations.map(({ name }) => name).join(', ')}. With the server running:

  TOKEN=$(curl -s ${address}/api/v1/auth/signin -H 'content-type: application/json' \\
    -d '{"email": "${email}", "password": "${password}"}' | grep -o '"access_token":"[^"]*"' | cut -d'"' -f4)
  curl -s ${address}/api/v1/metrics/dashboard -H "authorization: Bearer $TOKEN"
  curl -s "${address}/api/v1/search?q=release" -H "authorization: Bearer $TOKEN"
${others}
"almanac demo --remove" takes all of it away again.`
}
