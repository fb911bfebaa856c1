/** docs/client.ts does what its first lines say, against a real server and through a bad connection. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SignedIn, Task } from '../docs/api-types.ts'
import { Almanac, RefusedError } from '../docs/client.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const ADA = { email: 'ada@example.com', password: 'correct horse battery' }

const folder = mkdtempSync(join(tmpdir(), 'almanac-client-'))
/** What becomes of the answers to come. */
let faults: ('none' | 'lost' | 'busy' | 'late')[] = []
const seen: string[] = []
const refreshed = Promise.withResolvers<void>()
const proxy = createServer((request, response) => void carry(request, response))
let server: ServerProcess
let url: string
let signedUp: SignedIn
let almanac: Almanac

beforeAll(async () => {
  server = await startServer({ env: { DATA_DIR: folder } })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const organization = { name: 'Bluebird', time_zone: 'Europe/Berlin' }
  signedUp = await new Almanac(url).call('POST /api/v1/auth/signup', {
    body: { ...ADA, name: 'Ada', organization },
  })
  almanac = new Almanac(url)
  await almanac.signIn(ADA.email, ADA.password)
})
afterAll(async () => {
  proxy.close()
  await server?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

/** By way of here each request reaches the server; not each answer gets back. */
async function carry(request: IncomingMessage, response: ServerResponse) {
  seen.push(`${request.method} ${request.url}`)
  const fault = faults.shift()
  if (fault === 'busy') return response.writeHead(503, { 'retry-after': '0' }).end('{"status":503}')
  const body = await Array.fromAsync(request)
  const answer = await fetch(`${server.url}${request.url}`, {
    method: request.method ?? 'GET',
    headers: new Headers(request.headers as Record<string, string>),
    ...(body.length > 0 && { body: Buffer.concat(body) }),
  })
  const text = await answer.text()
  if (fault === 'lost') return request.socket.destroy()
  if (fault === 'late') await refreshed.promise.then(() => Bun.sleep(20))
  const headers = [...answer.headers].filter(([name]) => !/^(content-length|connection|date)$/.test(name))
  response.writeHead(answer.status, headers.flat()).end(text)
  if (request.url?.endsWith('/refresh')) refreshed.resolve()
}

test('turns the pages of a list', async () => {
  const titles = ['one', 'two', 'three', 'four', 'five']
  await almanac.call('POST /api/v1/tasks/bulk', { body: { tasks: titles.map((title) => ({ title })) } })
  seen.length = 0
  const query = { limit: 2, status: 'todo' } as const
  const tasks = await Array.fromAsync(almanac.list('GET /api/v1/tasks', { query }))
  expect(tasks.map(({ title }) => title)).toEqual(titles)
  expect(seen.length).toBe(3)
})

test('refreshes once where an access token is over, however many ask', async () => {
  // One that hears of it when the new token is there already.
  faults = ['late']

  const session = { ...signedUp, access_token: 'one that is over' }
  const other = new Almanac(url, { session })
  seen.length = 0
  const [account, organization] = await Promise.all([
    other.call('GET /api/v1/auth/me'),
    other.call('GET /api/v1/organization'),
  ])
  expect([account.user.name, organization.name]).toEqual(['Ada', 'Bluebird'])
  expect(seen.filter((one) => one === 'POST /api/v1/auth/refresh').length).toBe(1)
})

test('stays signed in where the answer to a refresh is lost', async () => {
  const session = await new Almanac(url).call('POST /api/v1/auth/signin', { body: ADA })
  const other = new Almanac(url, { session: { ...session, access_token: 'one that is over' } })
  faults = ['none', 'lost']
  expect((await other.call('GET /api/v1/auth/me')).user.name).toBe('Ada')
  expect(faults).toEqual([])
})

test('sends again what was lost or refused for now, and it is done once', async () => {
  faults = ['lost', 'busy']
  seen.length = 0
  const project = await almanac.call('POST /api/v1/projects', { body: { name: 'Garden' } })
  expect(seen.length).toBe(3)
  const projects = await Array.fromAsync(almanac.list('GET /api/v1/projects'))
  expect(projects).toEqual([project])
})

test('does not send again what would be done twice', async () => {
  faults = ['lost']
  seen.length = 0
  await expect(almanac.signIn(ADA.email, ADA.password)).rejects.toThrow()
  expect(seen.length).toBe(1)
  faults = []
})

test('changes a task as it is now, and not as it was', async () => {
  const { id } = await almanac.call('POST /api/v1/tasks', { body: { title: 'Roses', labels: ['garden'] } })
  const key = await almanac.call('POST /api/v1/api-keys', { body: { name: 'another', scopes: ['write'] } })
  const another = new Almanac(url, { api_key: key.key })
  const label = (one: string) => (now: Task) => ({ labels: [...now.labels, one] })
  let times = 0
  const changed = await almanac.changeTask(id, async (now) => {
    times += 1
    if (times === 1) await another.changeTask(id, label('theirs'))
    return label('mine')(now)
  })
  expect([times, changed.labels]).toEqual([2, ['garden', 'theirs', 'mine']])
})

test('throws what is refused', async () => {
  const refused = almanac.call('GET /api/v1/tasks/{id}', { params: { id: signedUp.user.id } })
  const error = await refused.catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(RefusedError)
  expect((error as RefusedError).problem).toMatchObject({ status: 404, code: 'task_not_found' })
})
