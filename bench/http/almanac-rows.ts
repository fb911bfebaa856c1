/** What people ask of Almanac and wait for. */
import type { Account } from '../people.ts'
import { PASSWORD } from '../people.ts'
import { asking, type Row } from './ask.ts'
import { type FilledOrganization, RARE_WORD } from './tasks.ts'

const LIST = '/api/v1/tasks?sort=-created_at'
const DASHBOARD = '/api/v1/metrics/dashboard'
const TASK = { title: 'prune the {n}', priority: 'high', due_on: '2040-12-24', labels: ['garden'] }
export const WRITERS = [1, 16, 64, 500]

export async function almanacRows(
  url: string,
  organization: FilledOrganization,
  tasks: number,
  tokens: string,
): Promise<Row[]> {
  const { admin, few } = organization
  const { get, post } = asking(url, tokens)
  const byAll = (name: string, path: string) => byEachOf(organization, name, (who) => get(who, [path]))
  return [
    { name: 'auth/me', run: get(admin, ['/api/v1/auth/me']) },
    { name: 'one task', run: get(admin, [await firstTask(url, admin)]) },
    ...byAll('50 newest', LIST),
    { name: 'deep page, admin', run: get(admin, [`${LIST}&cursor=${await deepCursor(url, admin, tasks)}`]) },
    ...byAll('50 with total', `${LIST}&count=true`),
    ...byAll('by status', `${LIST}&status=todo`),
    ...byAll('by status with total', `${LIST}&status=todo&count=true`),
    ...byAll('search', `/api/v1/search?q=${RARE_WORD}`),
    ...byAll('text of a list', `${LIST}&text=${RARE_WORD}`),
    { name: 'dashboard, kept', run: get(admin, [DASHBOARD], 64) },
    { name: 'dashboard, computed', run: get(admin, [`${DASHBOARD}?force_refresh=true`]) },
    ...byAll('summary', '/api/v1/tasks/stats/summary'),
    {
      name: 'sign-in, 4 connections',
      last: true,
      run: post('/api/v1/auth/signin', { email: few.email, password: PASSWORD }, 4),
    },
    ...byWriters((connections) => post('/api/v1/tasks', TASK, connections, few)),
  ]
}

export function byEachOf<Who>(
  { admin, many, few }: Record<'admin' | 'many' | 'few', Who>,
  name: string,
  run: (who: Who) => Row['run'],
): Row[] {
  return [
    { name: `${name}, admin`, run: run(admin) },
    { name: `${name}, member with many`, run: run(many) },
    { name: `${name}, member with few`, run: run(few) },
  ]
}

export function byWriters(run: (connections: number) => Row['run']): Row[] {
  return WRITERS.map((connections) => ({
    name: `create, ${connections} connection${connections > 1 ? 's' : ''}`,
    last: true,
    run: run(connections),
  }))
}

async function firstTask(url: string, who: Account): Promise<string> {
  const page = await pageOf(url, who, '/api/v1/tasks?limit=1')
  return `/api/v1/tasks/${page.items[0]?.id}`
}

/** Where the list is read to three fifths. */
async function deepCursor(url: string, who: Account, tasks: number): Promise<string> {
  let cursor = ''
  for (let read = 0; read < tasks * 0.6; read += 200) {
    cursor = (await pageOf(url, who, `${LIST}&limit=200${cursor && `&cursor=${cursor}`}`)).next_cursor
  }
  return cursor
}

async function pageOf(url: string, { token }: Account, path: string) {
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  // As the route answers.
  return (await answer.json()) as { items: { id: string }[]; next_cursor: string }
}
