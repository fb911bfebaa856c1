import { expect, test } from 'bun:test'
import { mentionsIn } from '../../src/lib/mentions.ts'

test('each mention counts once, in the order of the text', () => {
  expect(mentionsIn('<@b> and <@a>, not @a, nor <@ a> or <@>; <@b> again')).toEqual(['b', 'a'])
  expect(mentionsIn(`<@${'x'.repeat(101)}>`)).toEqual([])
  expect(mentionsIn('')).toEqual([])
})
