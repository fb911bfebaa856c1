import { expect, test } from 'bun:test'
import { mentionsIn, newMentionsIn } from '../../src/lib/mentions.ts'

test('each mention counts once, in the order of the text', () => {
  expect(mentionsIn('<@b> and <@a>, not @a, nor <@ a> or <@>; <@b> again')).toEqual(['b', 'a'])
  expect(mentionsIn(`<@${'x'.repeat(101)}>`)).toEqual([])
  expect(mentionsIn('')).toEqual([])
})

test('an edit mentions those who were not mentioned before, a hundred at most', () => {
  expect(newMentionsIn('<@a> <@b> <@c>', 'x <@b> <@d>')).toEqual(['a', 'c'])
  expect(newMentionsIn('<@a> <@b>')).toEqual(['a', 'b'])
  const many = Array.from({ length: 150 }, (_, i) => `<@m${i}>`)
  expect(newMentionsIn(many.join(' '), many.slice(0, 20).join(' '))).toEqual(
    Array.from({ length: 100 }, (_, i) => `m${i + 20}`),
  )
})
