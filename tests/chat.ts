/** Conversations as the tests hold them, through HTTP. */
import { type Answer, type Engine, sharedApp, type TestApp } from './app.ts'
import { type Member, signUp } from './people.ts'
import { joinAs } from './teams.ts'

/** A member, or a key. */
export type Speaker = Pick<Member, 'token'> | { key: string }

export interface Talk {
  app: () => Promise<TestApp>
  call(
    method: string,
    path: string,
    by: Speaker,
    json?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>
  /** @returns The id. */
  begin(by: Speaker, json: object): Promise<string>
  /** @returns The message. */
  say(by: Speaker, conversation: string, body: string, more?: object): Promise<any>
  /** Number and text of each of the messages, the oldest first. */
  texts(by: Speaker, conversation: string): Promise<[number, string][]>
  unread(by: Speaker, conversation: string): Promise<number>
  /** An owner, three members and a viewer of an organization. */
  people(name: string): Promise<Record<'owner' | 'ann' | 'ben' | 'cleo' | 'viewer', Member>>
}

export function talk(engine: Engine): Talk {
  const app = sharedApp(engine)
  const call: Talk['call'] = async (method, path, by, json, headers = {}) =>
    (await app()).call(method, `/api/v1/conversations${path}`, {
      ...('key' in by ? { key: by.key } : { token: by.token }),
      headers,
      ...(json !== undefined && { json }),
    })
  return {
    app,
    call,
    begin: async (by, json) => {
      const { status, body, text } = await call('POST', '', by, json)
      if (status !== 201) throw new Error(text)
      return body.id
    },
    say: async (by, conversation, body, more = {}) => {
      const answer = await call('POST', `/${conversation}/messages`, by, { body, ...more })
      if (answer.status !== 201) throw new Error(answer.text)
      return answer.body
    },
    texts: async (by, conversation) => {
      const { status, body, text } = await call('GET', `/${conversation}/messages?sort=number&limit=200`, by)
      if (status !== 200) throw new Error(text)
      return body.items.map(({ number, body }: any) => [number, body])
    },
    unread: async (by, conversation) => (await call('GET', `/${conversation}`, by)).body.unread,
    people: async (name) => {
      const owner = await signUp(await app(), `${name}-owner`)
      return {
        owner,
        ann: await joinAs(await app(), owner, `${name}-ann`, 'member'),
        ben: await joinAs(await app(), owner, `${name}-ben`, 'member'),
        cleo: await joinAs(await app(), owner, `${name}-cleo`, 'member'),
        viewer: await joinAs(await app(), owner, `${name}-viewer`, 'viewer'),
      }
    },
  }
}
