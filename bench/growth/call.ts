/** One request of somebody who is signed in. */
import type { Account } from '../people.ts'

/** @throws Error with what was answered, unless that is what was asked for. */
export async function call<Answer>(
  url: string,
  { token }: Pick<Account, 'token'>,
  path: string,
  method = 'GET',
  body?: object,
): Promise<Answer> {
  const answer = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  // Its callers know what the route answers.
  return (await answer.json()) as Answer
}
