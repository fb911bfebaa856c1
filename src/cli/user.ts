import { type Context, createContext } from '../context.ts'
import {
  createUser,
  readIdentitiesOf,
  readSecondFactorOf,
  setAdministrator,
  setEmail,
  setPassword,
  turnSecondFactorOff,
  unlinkIdentities,
} from '../modules/auth/operator-accounts.ts'
import { type Action, runAction } from './actions.ts'
import { type Call, type Command, UsageError } from './command.ts'
import { findOrganization } from './find-organization.ts'

const ROLES = ['owner', 'admin', 'member', 'viewer'] as const
const DEFAULT_ZONE = 'UTC'
const PASSWORD_BYTES = 15

const ACCOUNT = 'the account by its e-mail address'

const ACTIONS: Record<string, Action> = {
  create: {
    names: ACCOUNT,
    options: ['name', 'organization', 'role', 'found', 'time-zone', 'admin', 'password-stdin'],
    run: create,
  },
  password: { names: ACCOUNT, options: ['password-stdin'], run: password },
  email: { names: ACCOUNT, options: ['to'], run: email },
  admin: { names: ACCOUNT, options: ['revoke'], run: admin },
  'sign-on': { names: ACCOUNT, options: ['unlink'], run: signOn },
  'second-factor': { names: ACCOUNT, options: ['off'], run: secondFactor },
}

export const user: Command = {
  summary:
    'make an account, give it a password or another address, make it an administrator of the instance, turn its second factor off, or unlink it from single sign-on',
  usage: `almanac user create EMAIL --name NAME (--organization SLUG [--role ROLE] | --found NAME [--time-zone ZONE]) [--admin] [--password-stdin]
       almanac user password EMAIL [--password-stdin]
       almanac user email EMAIL --to EMAIL
       almanac user admin EMAIL [--revoke]
       almanac user second-factor EMAIL [--off]
       almanac user sign-on EMAIL [--unlink]`,
  words: 2,
  actions: Object.keys(ACTIONS),
  options: {
    name: { type: 'string', help: 'create: what others call them' },
    organization: { type: 'string', help: 'create: the slug of the organization whose member they become' },
    role: { type: 'string', help: 'create: owner, admin, member (unless you say another) or viewer' },
    found: { type: 'string', help: 'create: the name of an organization to be made, which they own' },
    'time-zone': { type: 'string', help: 'create: of that organization; UTC when left out' },
    admin: { type: 'boolean', default: false, help: 'create: an administrator of the instance' },
    to: { type: 'string', help: 'email: the new address' },
    revoke: { type: 'boolean', default: false, help: 'admin: an administrator no longer' },
    off: {
      type: 'boolean',
      default: false,
      help: 'second-factor: turn it off; without it, whether it is on',
    },
    unlink: {
      type: 'boolean',
      default: false,
      help: 'sign-on: unlink it from the provider; without it, to which it is linked',
    },
    'password-stdin': {
      type: 'boolean',
      default: false,
      help: 'create, password: read from standard input; one is made when left out',
    },
  },
  run: (call) => runAction(ACTIONS, call),
}

async function create({ config, values }: Call, email: string): Promise<number> {
  const { name } = values
  if (typeof name !== 'string' || name.trim() === '') throw new UsageError('Say --name, as others see them.')
  const { organization, found } = values
  if ((organization === undefined) === (found === undefined)) {
    throw new UsageError('Name one that there is (--organization SLUG), or one to be made (--found NAME).')
  }
  const given = await passwordOf(values)
  await using context = await createContext(config)
  const place = await placeOf(context, values)
  const is_instance_admin = values.admin === true
  await createUser(context, { email, name: name.trim(), password: given.text, is_instance_admin, place })
  console.log(`Made ${email}.${given.isMade ? ` Their password, which is shown once: ${given.text}` : ''}`)
  return 0
}

async function placeOf(context: Pick<Context, 'db'>, values: Call['values']) {
  const { organization, found, role = 'member' } = values
  const zone = values['time-zone']
  if (typeof found === 'string') {
    if (values.role !== undefined)
      throw new UsageError('Whoever founds an organization owns it: leave out --role.')
    if (found.trim() === '') throw new UsageError('--found is the name of the organization.')
    return { found, time_zone: typeof zone === 'string' ? zone : DEFAULT_ZONE }
  }
  if (zone !== undefined) throw new UsageError('--time-zone is of an organization that is made: see --found.')
  const known = ROLES.find((one) => one === role)
  if (!known) throw new UsageError(`--role is one of ${ROLES.join(', ')}.`)
  return { organization_id: (await findOrganization(context, `${organization}`)).id, role: known }
}

async function password({ config, values }: Call, email: string): Promise<number> {
  const given = await passwordOf(values)
  await using context = await createContext(config)
  await setPassword(context, email, given.text)
  const shown = given.isMade ? ` It is shown once: ${given.text}` : ''
  console.log(`${email} has another password, and is signed out everywhere.${shown}`)
  return 0
}

async function email({ config, values }: Call, from: string): Promise<number> {
  const { to } = values
  if (typeof to !== 'string') throw new UsageError('Say --to, the address that it is to have.')
  await using context = await createContext(config)
  const address = await setEmail(context, from, to)
  console.log(`${from} signs in as ${address} from now on.`)
  return 0
}

async function admin({ config, values }: Call, email: string): Promise<number> {
  await using context = await createContext(config)
  const isOne = values.revoke !== true
  await setAdministrator(context, email, isOne)
  console.log(`${email} administers the instance${isOne ? '' : ' no longer'}.`)
  return 0
}

async function secondFactor({ config, values }: Call, email: string): Promise<number> {
  await using context = await createContext(config)
  if (values.off === true) {
    await turnSecondFactorOff(context, email)
    console.log(
      `The second factor of ${email} is off. They are signed out everywhere, and sign in with their password.`,
    )
    return 0
  }
  const { enabled_at, recovery_codes_left } = await readSecondFactorOf(context, email)
  console.log(
    enabled_at === null
      ? `${email} has no second factor.`
      : `${email} has had a second factor since ${enabled_at}. Recovery codes left: ${recovery_codes_left}.`,
  )
  return 0
}

async function signOn({ config, values }: Call, email: string): Promise<number> {
  await using context = await createContext(config)
  if (values.unlink === true) {
    await unlinkIdentities(context, email)
    console.log(`${email} is unlinked, and is linked again as at the first sign-in by the provider.`)
    return 0
  }
  const identities = await readIdentitiesOf(context, email)
  if (identities.length === 0) console.log(`${email} is linked to no provider.`)
  for (const { issuer, email: named } of identities) {
    console.log(`${email} is linked to ${named ?? 'somebody without an address'} at ${issuer}.`)
  }
  return 0
}

/** From standard input, where nobody sees it in a list of processes; or one that is made. */
async function passwordOf(values: Call['values']): Promise<{ text: string; isMade: boolean }> {
  if (values['password-stdin'] === true) {
    const text = (await Bun.stdin.text()).replace(/\r?\n$/, '')
    return { text, isMade: false }
  }
  const random = crypto.getRandomValues(new Uint8Array(PASSWORD_BYTES))
  return { text: Buffer.from(random).toString('base64url'), isMade: true }
}
