/** Speaks to a server in a process of its own, which may die in the middle of a word. */
import type { ImportEnd } from '../histories.ts'

export interface Account {
  email: string
  token: string
}

export async function signUp(url: string, name: string, time_zone = 'UTC'): Promise<Account> {
  const email = `${name}@example.com`
  const organization = { name, time_zone }
  const body = { email, password: `the password of ${name}`, name, organization }
  const answer = await post(`${url}/api/v1/auth/signup`, '', JSON.stringify(body))
  return { email, token: answer.access_token }
}

export async function signIn(url: string, email: string, password: string): Promise<Account> {
  const answer = await post(`${url}/api/v1/auth/signin`, '', JSON.stringify({ email, password }))
  return { email, token: answer.access_token }
}

export async function dashboard(url: string, { token }: Account, as_of?: string): Promise<any> {
  const query = as_of ? `?as_of=${as_of}` : ''
  const answer = await fetch(`${url}/api/v1/metrics/dashboard${query}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  if (answer.status !== 200) throw new Error(`dashboard: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

/** @returns How many were accepted and how many were known. */
export async function report(url: string, { token }: Account, events: object | object[]) {
  const { accepted, duplicates } = await post(`${url}/api/v1/events`, token, JSON.stringify(events))
  return { accepted, duplicates }
}

/** Sends a history. @returns Its progress lines as they come; ends early where the server does. */
export async function* importing(
  url: string,
  { token }: Account,
  lines: string[],
): AsyncGenerator<ImportEnd> {
  const answer = await fetch(`${url}/api/v1/events/import?format=csv&core=true&time=s`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: ['id,person,occurred_at,kind', ...lines, ''].join('\n'),
  })
  if (answer.status !== 200) throw new Error(`import: ${answer.status} ${await answer.text()}`)
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of answer.body ?? []) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    for (const line of parts) yield JSON.parse(line)
  }
}

/** @returns The last line of the answer. */
export async function importAll(url: string, account: Account, lines: string[]): Promise<ImportEnd> {
  let last: ImportEnd | undefined
  for await (const progress of importing(url, account, lines)) last = progress
  if (!last?.done) throw new Error(`The import did not end: ${JSON.stringify(last)}`)
  return last
}

async function post(url: string, token: string, body: string): Promise<any> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body,
  })
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}
