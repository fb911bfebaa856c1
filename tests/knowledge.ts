/** What the tests of content, lessons and assessments have in common. */
import { type Caller, type Calls, callsTo, type TestApp } from './app.ts'

export type { Caller } from './app.ts'

export class Knowledge {
  readonly call: Calls['call']
  readonly done: Calls['done']

  constructor(readonly app: TestApp) {
    const { call, done } = callsTo(app)
    this.call = call
    this.done = done
  }

  content(by: Caller, json: object = {}): Promise<any> {
    return this.done('POST', '/content', by, { title: 'A text', ...json })
  }

  lesson(by: Caller, json: object = {}): Promise<any> {
    return this.done('POST', '/lessons', by, { title: 'A lesson', ...json })
  }

  assessment(by: Caller, json: object = {}): Promise<any> {
    return this.done('POST', '/assessments', by, {
      title: 'A test',
      status: 'published',
      pass_mark: 50,
      questions: [{ kind: 'text', prompt: 'Which?', answers: ['this'] }],
      ...json,
    })
  }

  dashboard(by: Caller, asOf?: string): Promise<any> {
    return this.done('GET', `/metrics/dashboard${asOf === undefined ? '' : `?as_of=${asOf}`}`, by)
  }
}
