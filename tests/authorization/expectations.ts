/**
 * Who may do what: each file of routes/ declares it for the routes of one module, with what the matrix
 * needs to ask them. It is written there and not read from the permission table, which is what it checks.
 */
import type { TestApp } from '../app.ts'
import type { Member } from '../people.ts'

export const SESSIONS = ['viewer', 'member', 'admin', 'owner'] as const
export const KEYS = ['key: read', 'key: write', 'key: ingest', 'key: admin'] as const
export type Who = (typeof SESSIONS)[number] | (typeof KEYS)[number]

export const everyone = [...SESSIONS]
export const readers: Who[] = [...SESSIONS, 'key: read', 'key: write', 'key: admin']
export const workers: Who[] = ['member', 'admin', 'owner', 'key: write', 'key: admin']
/** What is somebody else's: of those who may write, only admins, and keys. */
export const aboveWork: Who[] = ['admin', 'owner', 'key: write', 'key: admin']
/** Of what is published, those who may read it and not change it. */
export const learners: Who[] = ['viewer', 'member', 'key: read']
export const writers: Who[] = ['member', 'admin', 'owner', 'key: write', 'key: ingest', 'key: admin']
/** In conversations, those who may read, write or begin one, and whatever they are, nobody sees another's. */
export const listeners: Who[] = [...SESSIONS, 'key: write', 'key: admin']
export const speakers: Who[] = ['member', 'admin', 'owner', 'key: write', 'key: admin']
export const starters: Who[] = ['member', 'admin', 'owner']
/** Who applied is there for members by their jobs, and for keys of administration alone. */
export const recruiters: Who[] = [...SESSIONS, 'key: admin']
export const hirers: Who[] = ['member', 'admin', 'owner', 'key: admin']
export const admins: Who[] = ['admin', 'owner', 'key: admin']
export const adminSessions: Who[] = ['admin', 'owner']

export interface Declaration {
  /** Those of one module, as `GET /api/v1/labels/{id}`. */
  routes: Record<string, Expectation>
  /**
   * By a path up to one of its parameters, what stands there: a new thing of the owner's each time. Where
   * nothing is said, it is what a POST to the path before it makes of its `json`.
   *
   * @param at The path before it, with what stands there.
   * @param whose For what is one's own.
   */
  things?: Record<string, (world: World, at: string, whose: Credential) => string | Promise<string>>
}

export interface Expectation {
  /** `public`, or those who are let in. A stranger is let in to their own things only. */
  allowed: 'public' | readonly Who[]
  /** Only where the user is an instance administrator as well. */
  instanceAdmin?: true
  /** And for anybody, as long as nobody administers the instance. */
  whileUnclaimed?: true
  /** What another organization's id gives, where the path has one. */
  foreign?: 404 | 'own'
  /** Those who are let in, and do not see what somebody else has made: 404. */
  unseen?: readonly Who[]
  /** Those who are let in, and may do it only to what they have made themselves: 403. */
  notTheirs?: readonly Who[]
  /** What is sent with it; `{}` where neither is said, which is let in, and then found invalid where it is. */
  json?: object | ((world: World) => object)
  body?: string
  /** Or a form with a file of this text. */
  file?: string
  /** Who is let in is nobody afterwards: the next has to be somebody else. */
  spendsCaller?: true
}

/** A credential, as options of a call. */
export interface Credential {
  token?: string
  key?: string
}

export interface World {
  app: TestApp
  /** The first user of the instance. */
  first: Member
  owner: Member
  asOwner: Credential
  /** A new member of the owner's organization. */
  addMember(role: string): Promise<{ id: string; token: string }>
  /** What the owner makes by a POST. */
  make(path: string, json?: object): Promise<any>
}

export const DECLARATIONS: readonly Declaration[] = await readDeclarations()

export const EXPECTATIONS: Readonly<Record<string, Expectation>> = Object.assign(
  {},
  ...DECLARATIONS.map(({ routes }) => routes),
)

async function readDeclarations(): Promise<Declaration[]> {
  const folder = `${import.meta.dir}/routes`
  const files = [...new Bun.Glob('*.ts').scanSync(folder)].sort()
  return Promise.all(files.map(async (file) => (await import(`${folder}/${file}`)).declaration))
}
