/** Requests of every kind that are sent with an Idempotency-Key, and where what they made is to be found. */

/** What the requests are about. */
export interface Surroundings {
  task_id: string
  conversation_id: string
}

export interface KeyedRequest {
  method: 'POST' | 'PATCH'
  path: string
  json: unknown
}

/** Makes something that a request is about, once for each mark. @returns What was answered. */
export type Make = (mark: string, path: string, json: unknown) => Promise<any>

export interface Kind {
  /** @param mark A text that no other request has, which what it makes can be told by. */
  request(mark: string, surroundings: Surroundings, make: Make): KeyedRequest | Promise<KeyedRequest>
  /** What was made, as it was answered. */
  made(body: any): any[]
  /** The list of all that was made so, and the field with the mark. */
  listed?: { path(surroundings: Surroundings): string; by: string }
}

const itself = (body: any) => [body]

function making(path: string, by: string, more: object = {}): Kind {
  return {
    request: (mark) => ({ method: 'POST', path, json: { [by]: mark, ...more } }),
    made: itself,
    listed: { path: () => path, by },
  }
}

export const KINDS: Record<string, Kind> = {
  task: making('/tasks', 'title', { labels: ['rose'] }),
  tasks: {
    request: (mark) => ({
      method: 'POST',
      path: '/tasks/bulk',
      json: { tasks: ['a', 'b', 'c'].map((one) => ({ title: `${mark}-${one}` })) },
    }),
    made: ({ tasks }) => tasks,
    listed: { path: () => '/tasks', by: 'title' },
  },
  change: {
    async request(mark, _, make) {
      const { id, updated_at: if_updated_at } = await make(mark, '/tasks', { title: mark })
      const tasks = [{ id, if_updated_at, title: `${mark}, changed` }]
      return { method: 'PATCH', path: '/tasks/bulk', json: { tasks } }
    },
    made: ({ tasks }) => tasks,
    listed: { path: () => '/tasks', by: 'title' },
  },
  comment: {
    request: (body, { task_id }) => ({ method: 'POST', path: `/tasks/${task_id}/comments`, json: { body } }),
    made: itself,
    listed: { path: ({ task_id }) => `/tasks/${task_id}/comments`, by: 'body' },
  },
  message: {
    request: (body, { conversation_id }) => ({
      method: 'POST',
      path: `/conversations/${conversation_id}/messages`,
      json: { body },
    }),
    made: itself,
    listed: { path: ({ conversation_id }) => `/conversations/${conversation_id}/messages`, by: 'body' },
  },
  key: making('/api-keys', 'name', { scopes: ['read'] }),
  project: making('/projects', 'name', { ends_on: '2030-01-01' }),
  team: making('/teams', 'name'),
  conversation: making('/conversations', 'title', { kind: 'group', member_ids: [] }),
  invitation: {
    ...making('/invitations', 'email'),
    request: (mark) => ({
      method: 'POST',
      path: '/invitations',
      json: { email: `${mark}@example.com`, role: 'member' },
    }),
  },
  events: {
    request: (mark) => ({
      method: 'POST',
      path: '/events',
      json: ['a', 'b', 'c'].map((one) => ({ id: `${mark}-${one}`, person: `p${one}`, verb: 'read' })),
    }),
    // Those that are counted twice are duplicates.
    made: ({ results }) => results.filter(({ status }: any) => status === 'accepted'),
  },
}
