/** What a standby says of itself, and whether it is believed. */
import { expect, test } from 'bun:test'
import { judgeStandby } from '../../src/db/postgres-standby.ts'

const PRIMARY = { position: 0x2_0000_0010n, timeline: 3, system: '71', database: 'almanac', login: 'ada' }
const CURRENT = {
  ...{ position: '2/10', timeline: 3, is_standby: true, sees_receiver: true },
  ...{ system: '71', database: 'almanac', login: 'ada' },
}

const SAID: [string, Partial<Record<keyof typeof CURRENT, unknown>>, string][] = [
  ['that it has replayed just that', {}, 'current'],
  ['that it has replayed more', { position: '3/0' }, 'current'],
  ['that it has replayed less', { position: '2/F' }, 'behind'],
  ['that it has replayed less, in more digits', { position: '1/FFFFFFFF' }, 'behind'],
  ['that it has replayed nothing', { position: null }, 'behind'],
  ['that it takes writes', { is_standby: false, position: '9/0' }, 'promoted'],
  ['that it receives nothing', { timeline: null, position: '9/0' }, 'detached'],
  ['that it follows who was promoted meanwhile', { timeline: 4, position: '9/0' }, 'detached'],
  ['that it follows who was the primary', { timeline: 2, position: '9/0' }, 'detached'],
  ['that it is another system', { system: '72' }, 'foreign'],
  ['that it is another database', { database: 'other' }, 'foreign'],
  ['that somebody else looks', { login: 'grace' }, 'foreign'],
  ['that what it receives is not for us to see', { sees_receiver: false, timeline: null }, 'foreign'],
]

test.each(SAID)('One that says %s', async (_, said, status) => {
  // A pending query of the driver's, as far as anybody looks.
  const send = () => Promise.resolve([{ ...CURRENT, ...said }]) as never
  expect((await judgeStandby(PRIMARY, send)).status).toBe(status as never)
})
