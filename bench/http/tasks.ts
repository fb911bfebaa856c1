/**
 * An organization as people fill it, over HTTP: an admin who sees all, a member whose tasks all of them
 * are but twenty, and a member who has those twenty.
 */
import { type Account, PASSWORD, signUp } from '../people.ts'

/** In one task of a hundred. */
export const RARE_WORD = 'walnut'
const AT_ONCE = 500
export const FEW = 20
const WORDS = ['roses', 'lawn', 'hedge', 'pond', 'shed', 'gravel', 'apples', 'fence', 'bench', 'seeds']
export const STATUSES = [
  'todo',
  'todo',
  'in_progress',
  'done',
  'done',
  'done',
  'done',
  'done',
  'done',
  'cancelled',
]
export const PRIORITIES = ['none', 'low', 'medium', 'high', 'urgent']

export interface MadeUpTask {
  title: string
  description: string
  status: string | undefined
  priority: string | undefined
  due_on?: string
  labels?: string[]
}

export interface FilledOrganization {
  admin: Account
  many: Account
  few: Account
}

export async function fillOrganization(url: string, tasks: number): Promise<FilledOrganization> {
  const organization = await startOrganization(url)
  await addTasks(url, organization.many, 0, tasks)
  await addTasks(url, organization.few, 0, FEW)
  return organization
}

/** Without a task. */
export async function startOrganization(url: string): Promise<FilledOrganization> {
  const admin = await signUp(url)
  const [many, few] = [await join(url, admin, 'grace'), await join(url, admin, 'linus')]
  return { admin, many, few }
}

/** Those numbered so. */
export async function addTasks(url: string, owner: Account, from: number, until: number): Promise<void> {
  for (let made = from; made < until; made += AT_ONCE) {
    const size = Math.min(AT_ONCE, until - made)
    await call(url, owner, '/api/v1/tasks/bulk', {
      tasks: Array.from({ length: size }, (_, i) => madeUpTask(made + i)),
    })
  }
}

async function join(url: string, admin: Account, name: string): Promise<Account> {
  const email = `${name}@example.com`
  const invitation = (await call(url, admin, '/api/v1/invitations', { email, role: 'member' })).token
  const signedUp = await call(url, null, '/api/v1/auth/signup', {
    email,
    password: PASSWORD,
    name,
    invitation,
  })
  return { email, token: signedUp.access_token, organization_id: admin.organization_id }
}

/** Nothing by chance: every version is given the same. */
export function madeUpTask(number: number): MadeUpTask {
  const words = Array.from({ length: 12 }, (_, i) => WORDS[(number * (i + 3) + i * i) % WORDS.length])
  const title = `${words.slice(0, 3).join(' ')} ${number % 100 === 42 ? RARE_WORD : number}`
  return {
    title,
    description: words.join(' '),
    status: STATUSES[number % STATUSES.length],
    priority: PRIORITIES[((number / 7) % PRIORITIES.length) | 0],
    ...(number % 4 > 0 && { due_on: dueOn(number) }),
    ...(number % 2 > 0 && { labels: [`label-${number % 100}`] }),
  }
}

const DAY_MS = 86_400_000

function dueOn(number: number): string {
  return new Date(Date.now() + ((number % 400) - 200) * DAY_MS).toISOString().slice(0, 10)
}

const TRIES = 10
const AGAIN_MS = 2_000

/**
 * Again where a busy machine made the server refuse.
 *
 * @throws Error with what was answered, unless that is what was asked for.
 */
async function call(
  url: string,
  who: Account | null,
  path: string,
  body: object,
  tries = TRIES,
): Promise<{ token: string; access_token: string }> {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(who && { authorization: `Bearer ${who.token}` }) },
    body: JSON.stringify(body),
  })
  if (answer.status === 503 && tries > 1) {
    await Bun.sleep(AGAIN_MS)
    return call(url, who, path, body, tries - 1)
  }
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  // Its callers know what the route answers.
  return answer.json()
}
