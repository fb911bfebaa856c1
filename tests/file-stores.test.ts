/** What a store of files promises, whether it is a folder or a bucket. */
import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../src/config/env.ts'
import { openFileStore } from '../src/files/open-store.ts'
import { openObjectStore } from './object-store.ts'

const objects = openObjectStore()
const folder = mkdtempSync(join(tmpdir(), 'almanac-files-'))
afterAll(async () => {
  await objects.stop()
  rmSync(folder, { recursive: true, force: true })
})

const STORES: Record<string, Record<string, string>> = {
  folder: {},
  bucket: {
    FILES_S3_BUCKET: 'files',
    FILES_S3_ENDPOINT: objects.url,
    FILES_S3_ACCESS_KEY_ID: 'id',
    FILES_S3_SECRET_ACCESS_KEY: 'key',
  },
}

const never = async () => false
const always = async () => true

for (const [name, env] of Object.entries(STORES)) {
  describe(`Files in a ${name}`, () => {
    const store = openFileStore(readConfig({ DATA_DIR: folder, ...env }))
    const content = Buffer.from('Roses')
    const keyOf = (organization_id: string = crypto.randomUUID()) => ({
      organization_id,
      sha256: hashOf('Roses'),
    })

    test('are there as a whole, once, and for one organization alone', async () => {
      const [mine, other] = [keyOf(), keyOf()]
      expect([await store.has(mine), await store.open(mine)]).toEqual([false, null])
      await Promise.all([store.put(mine, content), store.put(mine, content)])
      const file = await store.open(mine)
      expect([file?.bytes, await new Response(file?.content).text()]).toEqual([5, 'Roses'])
      expect([await store.has(mine), await store.has(other)]).toEqual([true, false])
      expect(await listed(mine.organization_id)).toEqual([mine.sha256])
      expect(await listed(other.organization_id)).toEqual([])
    })

    test('stay while they are needed, and where nobody can say', async () => {
      const key = keyOf()
      await store.put(key, content)
      const asked = async () => {
        // Whoever comes at this moment finds none, and puts it there again.
        expect(await store.has(key)).toBe(false)
        return true
      }
      expect(await store.remove(key, asked)).toBe(false)
      expect(await store.remove(key, () => Promise.reject(new Error('The database is away.')))).toBe(false)
      expect(await store.has(key)).toBe(true)
      expect(await store.remove(key, never)).toBe(true)
      expect([await store.has(key), await store.remove(key, always)]).toEqual([false, false])
    })

    test('of one organization go together, and no others with them', async () => {
      const [mine, other] = [keyOf(), keyOf()]
      for (const key of [mine, other]) await store.put(key, content)
      await store.removeAll(mine.organization_id)
      expect([await store.has(mine), await store.has(other)]).toEqual([false, true])
    })

    test('have no names that lead anywhere else', async () => {
      const { organization_id, sha256 } = keyOf()
      const keys = [
        { organization_id, sha256: `../${sha256}` },
        { organization_id, sha256: sha256.toUpperCase() },
        { organization_id, sha256: '' },
        { organization_id: '..', sha256 },
        { organization_id: `${organization_id}/..`, sha256 },
      ]
      for (const key of keys) {
        expect(store.put(key, content)).rejects.toThrow()
        expect(store.open(key)).rejects.toThrow()
        expect(store.remove(key, never)).rejects.toThrow()
      }
      expect(store.removeAll('..')).rejects.toThrow()
      expect(readdirSync(folder)).toEqual(['files'])
    })

    async function listed(organizationId: string): Promise<string[]> {
      const hashes: string[] = []
      for await (const { sha256 } of store.list(organizationId)) hashes.push(sha256)
      return hashes
    }
  })
}

test('A bucket that is away is told as such, and asked again', async () => {
  const store = openFileStore(readConfig({ DATA_DIR: folder, ...STORES.bucket }))
  const key = { organization_id: crypto.randomUUID(), sha256: hashOf('Roses') }
  objects.fault = () => new Response(null, { status: 403 })
  const refused = await store.put(key, Buffer.from('Roses')).catch((error) => error)
  objects.fault = null
  expect(refused).toMatchObject({ status: 503, code: 'store_away', details: { retry_after: 5 } })
})

function hashOf(content: string): string {
  return new Bun.CryptoHasher('sha256').update(content).digest('hex')
}
