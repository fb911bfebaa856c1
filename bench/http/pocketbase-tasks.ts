/**
 * The same tasks of the same people in PocketBase, as its user would keep them: a collection with rules by
 * which people see what is theirs and admins all, an index for each way it is read, and a view for each of
 * the dashboard's counts.
 */

import { PASSWORD } from '../people.ts'
import {
  addSuperuser,
  callPocketbase,
  type PocketbaseOptions,
  type PocketbaseUser,
  signInSuperuser,
  signInUser,
  startPocketbase,
} from './pocketbase.ts'
import { FEW, type MadeUpTask, madeUpTask, PRIORITIES, STATUSES } from './tasks.ts'

const AT_ONCE = 500
const BATCHES = { enabled: true, maxRequests: AT_ONCE, timeout: 60 }
const OWN_OR_ADMIN = 'owner = @request.auth.id || @request.auth.role = "admin"'
const COUNTED = ['status', 'owner'] as const
export const VIEWS = COUNTED.map((column) => `tasks_by_${column}`)

export interface PocketbasePeople {
  admin: PocketbaseUser
  many: PocketbaseUser
  few: PocketbaseUser
}

/** Into a folder that is empty; the server is stopped when it is filled. */
export async function fillPocketbase(options: PocketbaseOptions, tasks: number): Promise<void> {
  await addSuperuser(options)
  await using server = await startPocketbase(options)
  const { url } = server
  const superuser = await signInSuperuser(url)
  await callPocketbase(url, superuser, 'PATCH', '/api/settings', { batch: BATCHES })
  await makeCollections(url, superuser)
  const { many, few } = await makePeople(url, superuser)
  for (let made = 0; made < tasks; made += AT_ONCE) {
    await createTasks(url, many, made, Math.min(AT_ONCE, tasks - made))
  }
  await createTasks(url, few, 0, FEW)
}

async function makeCollections(url: string, superuser: string): Promise<void> {
  const call = (method: string, path: string, body?: object) =>
    callPocketbase(url, superuser, method, `/api/collections${path}`, body)
  // What a collection has is replaced by what is sent: its own fields are sent as well.
  const users = (await call('GET', '/users')) as unknown as { id: string; fields: object[] }
  const role = { name: 'role', type: 'select', maxSelect: 1, values: ['admin', 'member'] }
  await call('PATCH', '/users', { fields: [...users.fields, role] })
  await call('POST', '', tasksCollection(users.id))
  for (const column of COUNTED) {
    const viewQuery = `select ${column} as id, count(*) as count from tasks group by ${column}`
    const signedIn = '@request.auth.id != ""'
    await call('POST', '', { name: `tasks_by_${column}`, type: 'view', viewQuery, listRule: signedIn })
  }
}

function tasksCollection(usersId: string): object {
  const select = (name: string, values: string[]) => ({ name, type: 'select', maxSelect: 1, values })
  return {
    name: 'tasks',
    type: 'base',
    fields: [
      { name: 'title', type: 'text', required: true, max: 500 },
      { name: 'description', type: 'text', max: 20_000 },
      select('status', [...new Set(STATUSES)]),
      select('priority', PRIORITIES),
      { name: 'due_on', type: 'date' },
      { name: 'labels', type: 'json' },
      { name: 'owner', type: 'relation', collectionId: usersId, maxSelect: 1, required: true },
      { name: 'created', type: 'autodate', onCreate: true },
      { name: 'updated', type: 'autodate', onCreate: true, onUpdate: true },
    ],
    indexes: [
      'create index tasks_created on tasks (created)',
      'create index tasks_status on tasks (status, created)',
      'create index tasks_owner on tasks (owner, created)',
    ],
    listRule: OWN_OR_ADMIN,
    viewRule: OWN_OR_ADMIN,
    createRule: 'owner = @request.auth.id',
  }
}

async function makePeople(url: string, superuser: string): Promise<PocketbasePeople> {
  const make = async (name: string, role: string) => {
    const body = { email: `${name}@example.com`, password: PASSWORD, passwordConfirm: PASSWORD, name, role }
    await callPocketbase(url, superuser, 'POST', '/api/collections/users/records', body)
  }
  await make('ada', 'admin')
  await make('grace', 'member')
  await make('linus', 'member')
  return signInPeople(url)
}

export async function signInPeople(url: string): Promise<PocketbasePeople> {
  const signIn = (name: string) => signInUser(url, `${name}@example.com`)
  return { admin: await signIn('ada'), many: await signIn('grace'), few: await signIn('linus') }
}

async function createTasks(url: string, owner: PocketbaseUser, from: number, size: number): Promise<void> {
  const requests = Array.from({ length: size }, (_, i) => ({
    method: 'POST',
    url: '/api/collections/tasks/records',
    body: pocketbaseTask(madeUpTask(from + i), owner),
  }))
  await callPocketbase(url, owner.token, 'POST', '/api/batch', { requests })
}

/** With its owner, and with its day as PocketBase has days. */
export function pocketbaseTask({ due_on, ...task }: MadeUpTask, owner: PocketbaseUser): object {
  return { ...task, ...(due_on && { due_on: `${due_on} 00:00:00.000Z` }), owner: owner.id }
}
