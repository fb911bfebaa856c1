/** Conversations as the tests hold them, through HTTP. */
import { type Caller, type Calls, callsTo, type Engine, sharedApp, type TestApp } from './app.ts'
import { type Member, signUp } from './people.ts'
import { joinAs } from './teams.ts'

export interface Talk {
  app: () => Promise<TestApp>
  call: Calls['call']
  /** @returns The id. */
  begin(by: Caller, json: object): Promise<string>
  /** @returns The message. */
  say(by: Caller, conversation: string, body: string, more?: object): Promise<any>
  /** Number and text of each of the messages, the oldest first. */
  texts(by: Caller, conversation: string): Promise<[number, string][]>
  unread(by: Caller, conversation: string): Promise<number>
  /** An owner, three members and a viewer of an organization. */
  people(name: string): Promise<Record<'owner' | 'ann' | 'ben' | 'cleo' | 'viewer', Member>>
}

export function talk(engine: Engine): Talk {
  const app = sharedApp(engine)
  const { call, done } = callsTo(app, '/api/v1/conversations')
  return {
    app,
    call,
    begin: async (by, json) => (await done('POST', '', by, json)).id,
    say: (by, conversation, body, more = {}) =>
      done('POST', `/${conversation}/messages`, by, { body, ...more }),
    texts: async (by, conversation) => {
      const body = await done('GET', `/${conversation}/messages?sort=number&limit=200`, by)
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
