/** One request of somebody who is signed in. */
import type { Account } from '../people.ts'

const TRIES = 10
const AGAIN_MS = 2_000

/**
 * Again where a busy machine made the server refuse, or a connection had been left alone for too long.
 *
 * @throws Error with what was answered, unless that is what was asked for.
 */
export async function call<Answer>(
  url: string,
  { token }: Pick<Account, 'token'>,
  path: string,
  method = 'GET',
  body?: object,
  tries = TRIES,
): Promise<Answer> {
  const answer = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => undefined)
  if ((!answer || answer.status === 503) && tries > 1) {
    await Bun.sleep(AGAIN_MS)
    return call(url, { token }, path, method, body, tries - 1)
  }
  if (!answer?.ok) throw new Error(`${path}: ${answer?.status} ${await answer?.text()}`)
  // Its callers know what the route answers.
  return (await answer.json()) as Answer
}
