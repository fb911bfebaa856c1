/** A team that hires, through the API. */
import { type Calls, callsTo, type TestApp } from './app.ts'
import { type Member, signUp } from './people.ts'
import { joinAs } from './teams.ts'

export interface Hiring {
  app: TestApp
  /** Owns the organization. */
  ada: Member
  /** A member, who owns the jobs. */
  ben: Member
  /** A member, who reviews where she is named. */
  cleo: Member
  /** A member who has no part in any of it. */
  dora: Member
  slug: string
  call: Calls['call']
  done: Calls['done']
  /** What was made; throws where it was not. */
  made(path: string, by: Member, json: object): Promise<any>
  job(more?: object, by?: Member): Promise<any>
}

export async function hiring(app: TestApp, name: string, timeZone = 'UTC'): Promise<Hiring> {
  const ada = await signUp(app, `${name}-ada`, timeZone)
  const [ben, cleo, dora] = [
    await joinAs(app, ada, `${name}-ben`, 'member'),
    await joinAs(app, ada, `${name}-cleo`, 'member'),
    await joinAs(app, ada, `${name}-dora`, 'member'),
  ]
  const { call, done } = callsTo(app)
  const made: Hiring['made'] = (path, by, json) => done('POST', path, by, json)
  const { body } = await call('GET', '/organization', ada)
  const job: Hiring['job'] = (more = {}, by = ben) =>
    made('/jobs', by, { title: 'Gardener', status: 'open', ...more })
  return { app, ada, ben, cleo, dora, slug: body.slug, call, done, made, job }
}
