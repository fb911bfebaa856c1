/** What the tests of content, lessons and assessments have in common. */
import type { Answer, TestApp } from './app.ts'
import type { Member } from './people.ts'

/** A member or a key. */
export type Caller = Pick<Member, 'token'> | { key: string }

export class Knowledge {
  constructor(readonly app: TestApp) {}

  call(
    method: string,
    path: string,
    by: Caller,
    json?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const credential = 'key' in by ? { key: by.key } : { token: by.token }
    return this.app.call(method, `/api/v1${path}`, {
      ...credential,
      headers,
      ...(json !== undefined && { json }),
    })
  }

  /** @throws Error unless it succeeds. */
  async done(method: string, path: string, by: Caller, json?: unknown): Promise<any> {
    const { status, body, text } = await this.call(method, path, by, json)
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`)
    return body
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
