/** What is asked of an organization that has so many tasks. */
import { addTasks, FEW, type FilledOrganization, RARE_WORD, startOrganization } from '../http/tasks.ts'
import { startAlmanac } from '../machine.ts'
import { type Account, signInAgain } from '../people.ts'
import { call } from './call.ts'
import { type Cost, costsOf, type Question } from './cost.ts'

const LIST = '/api/v1/tasks?sort=-created_at'
const TO_DO = '/api/v1/tasks?sort=due&status=todo'
const LABELLED = '/api/v1/tasks?sort=-updated_at&label=label-7'
/** Made within the quarter of an hour for which somebody is let in. */
const AT_ONCE = 50_000
/** In nearly every task that is made up. */
const COMMON_WORD = 'roses'

/** @returns By question, the cost at each size; one organization grows. */
export async function tasksGrow(
  env: Record<string, string>,
  sizes: number[],
  refresh: () => Promise<void>,
): Promise<Map<string, Cost[]>> {
  await using server = await startAlmanac(env)
  const organization = await startOrganization(server.url)
  // The oldest, so that what is newer lies before them.
  await addTasks(server.url, organization.few, 0, FEW)
  const costs = new Map<string, Cost[]>()
  let tasks = 0
  for (const size of sizes) {
    for (; tasks < size; tasks = Math.min(tasks + AT_ONCE, size)) {
      await signInAgain(server.url, Object.values(organization))
      await addTasks(server.url, organization.many, tasks, Math.min(tasks + AT_ONCE, size))
    }
    await refresh()
    await signInAgain(server.url, Object.values(organization))
    const questions = questionsOf(server.url, organization, size)
    const subject = { pid: server.pid, questions }
    // What a process does once is not for the first size to pay.
    if (costs.size === 0) await costsOf([subject])
    for (const [name, some] of await costsOf([subject])) {
      costs.set(name, [...(costs.get(name) ?? []), ...some])
    }
    console.error(`growth: measured with ${size.toLocaleString('en')} tasks`)
  }
  return costs
}

function questionsOf(url: string, organization: FilledOrganization, size: number): Question[] {
  const { admin, many, few } = organization
  const change = changing(url, few)
  const anew = (name: string, path: string, ...who: Account[]): Question[] =>
    who.map((one) => ({
      name: `${name}, ${nameOf(one, organization)}`,
      before: change,
      ask: () => call(url, one, path),
    }))
  const search = (name: string, q: string, ...who: Account[]) => anew(name, `/api/v1/search?q=${q}`, ...who)
  const kept = (name: string, path: string): Question => ({ name, ask: () => call(url, admin, path) })
  return [
    kept('auth/me, which does not grow', '/api/v1/auth/me'),
    kept('50 newest, kept', LIST),
    ...anew('50 newest, anew', LIST, admin, many, few),
    ...anew('to do by due date, anew', TO_DO, admin, many, few),
    ...anew('with a label by last change, anew', LABELLED, admin, many),
    ...anew('to do with total, anew', `${TO_DO}&count=true`, admin, many, few),
    ...anew('all with total, anew', `${LIST}&count=true`, admin, many, few),
    ...anew('list with a word of 1 %, anew', `${LIST}&text=${RARE_WORD}`, admin, many),
    ...anew('summary, after a change', '/api/v1/tasks/stats/summary', admin, many, few),
    ...anew('counts by group, after a change', '/api/v1/tasks/stats/counts', admin, many, few),
    ...search('search, a word of nearly all', COMMON_WORD, admin, many, few),
    ...search('search, a word of 1 %', RARE_WORD, admin, many, few),
    ...search('search, a word of one', `${size - 2}`, admin, many, few),
    {
      name: 'create one',
      ask: (time) =>
        call(url, many, '/api/v1/tasks', 'POST', { title: `prune number ${time}`, priority: 'high' }),
    },
    { name: 'change one', ask: change },
    {
      name: 'dashboard, computed',
      ask: () => call(url, admin, '/api/v1/metrics/dashboard?force_refresh=true'),
    },
  ]
}

/** A change of nothing but a priority: whatever was kept of the organization's tasks is read anew. */
function changing(url: string, who: Account): () => Promise<unknown> {
  let task: string | undefined
  let changes = 0
  return async () => {
    task ??= (await call<{ items: { id: string }[] }>(url, who, LIST)).items[0]?.id
    changes += 1
    const priority = changes % 2 === 0 ? 'low' : 'high'
    return call(url, who, `/api/v1/tasks/${task}`, 'PATCH', { priority })
  }
}

function nameOf(account: Account, { admin, many }: FilledOrganization): string {
  if (account === admin) return 'admin'
  return account === many ? 'member with all' : 'member with twenty'
}
