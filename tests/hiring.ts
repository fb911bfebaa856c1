/** A team that hires, through the API. */
import type { Answer, TestApp } from './app.ts'
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
  call(method: string, path: string, by: Member | null, json?: unknown): Promise<Answer>
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
  const call: Hiring['call'] = (method, path, by, json) =>
    app.call(method, `/api/v1${path}`, { ...(by && { token: by.token }), json })
  const made: Hiring['made'] = async (path, by, json) => {
    const answer = await call('POST', path, by, json)
    if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`)
    return answer.body
  }
  const { body } = await call('GET', '/organization', ada)
  const job: Hiring['job'] = (more = {}, by = ben) =>
    made('/jobs', by, { title: 'Gardener', status: 'open', ...more })
  return { app, ada, ben, cleo, dora, slug: body.slug, call, made, job }
}
