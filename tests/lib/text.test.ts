import { describe, expect, test } from 'bun:test'
import { textProblem } from '../../src/lib/text.ts'

describe('A text that is to be a key or a name', () => {
  test.each(['a', ' a ', 'радиа', '🙂', 'a\nb', 'x'.repeat(10)])('may be %j', (text) => {
    expect(textProblem(text, 10)).toBeNull()
  })

  test.each([
    ['', 'must not be empty'],
    [' \t\n\u00a0', 'must not be empty'],
    ['x'.repeat(11), 'must have at most 10 characters'],
    ['a\0b', 'must not contain NUL'],
    ['\ud83d', 'must be well-formed Unicode'],
    ['\ude42\ud83d', 'must be well-formed Unicode'],
  ])('may not be %j: %s', (text, problem) => {
    expect(textProblem(text, 10)).toBe(problem)
  })
})
