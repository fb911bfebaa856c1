import { expect, test } from 'bun:test'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { machineTimeZone } from '../../../src/lib/time/machine-zone.ts'
import { temporaryFolder } from '../../db/database.ts'

test('The zone of the machine is UTC where its environment or its clock says so, and else what Intl says', () => {
  using folder = temporaryFolder()
  const link = (name: string) => {
    const path = join(folder.path, name)
    symlinkSync(`/usr/share/zoneinfo/${name}`, path)
    return path
  }
  const [utc, gmt] = [link('UTC'), link('GMT')]
  const asked = new Intl.DateTimeFormat().resolvedOptions().timeZone
  expect([machineTimeZone(undefined, utc), machineTimeZone('Etc/UTC', gmt)]).toEqual(['UTC', 'UTC'])
  expect([machineTimeZone('Europe/Berlin', utc), machineTimeZone(undefined, gmt)]).toEqual([asked, asked])
  expect(machineTimeZone(undefined, join(folder.path, 'nowhere'))).toBe(asked)
})
