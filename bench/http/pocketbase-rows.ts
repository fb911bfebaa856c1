/** The same questions as PocketBase is asked them; what it has not is left out. */
import { PASSWORD } from '../people.ts'
import { byEachOf, byWriters } from './almanac-rows.ts'
import { asking, type Row } from './ask.ts'
import { callPocketbase } from './pocketbase.ts'
import { type PocketbasePeople, pocketbaseTask, VIEWS } from './pocketbase-tasks.ts'
import { RARE_WORD } from './tasks.ts'

const RECORDS = '/api/collections/tasks/records'
const COUNTED = `${RECORDS}?perPage=50&sort=-created`
/** The total is counted unless one says so. */
const LIST = `${COUNTED}&skipTotal=true`
const TODO = `&filter=${encodeURIComponent('(status="todo")')}`
const WITH_WORD = `&filter=${encodeURIComponent(`(title~"${RARE_WORD}")`)}`
const TASK = {
  ...{ title: 'prune the {n}', description: '', status: 'todo', priority: 'high' },
  ...{ due_on: '2040-12-24', labels: ['garden'] },
}

export async function pocketbaseRows(
  url: string,
  people: PocketbasePeople,
  tasks: number,
  tokens: string,
): Promise<Row[]> {
  const { admin, few } = people
  const { get, post } = asking(url, tokens)
  const byAll = (name: string, path: string) => byEachOf(people, name, (who) => get(who, [path]))
  const counts = VIEWS.map((view) => `/api/collections/${view}/records?skipTotal=true`)
  const [first] = (await callPocketbase(url, admin.token, 'GET', `${RECORDS}?perPage=1`)).items
  return [
    { name: 'one task', run: get(admin, [`${RECORDS}/${first?.id}`]) },
    ...byAll('50 newest', LIST),
    { name: 'deep page, admin', run: get(admin, [`${LIST}&page=${(tasks * 0.6) / 50}`]) },
    ...byAll('50 with total', COUNTED),
    ...byAll('by status', LIST + TODO),
    ...byAll('by status with total', COUNTED + TODO),
    ...byAll('text of a list', LIST + WITH_WORD),
    { name: 'dashboard, computed', run: get(admin, counts) },
    {
      name: 'sign-in, 4 connections',
      last: true,
      run: post('/api/collections/users/auth-with-password', { identity: few.email, password: PASSWORD }, 4),
    },
    ...pocketbaseWriteRows(url, people, tokens),
  ]
}

export function pocketbaseWriteRows(url: string, { few }: PocketbasePeople, tokens: string): Row[] {
  const { post } = asking(url, tokens)
  return byWriters((connections) => post(RECORDS, pocketbaseTask(TASK, few), connections, few))
}
