import { describe, expect, test } from 'bun:test'
import { jsonObjectProblem } from '../../src/lib/json-object.ts'

const nested = (levels: number): object => (levels === 1 ? {} : { a: nested(levels - 1) })

describe('A JSON object from outside', () => {
  test.each([[{}], [{ a: null }], [{ a: [1, { b: 'x' }] }], [nested(50)], [{ a: '12345678' }]])(
    'may be kept: %j',
    (value) => {
      expect(jsonObjectProblem(value, 600)).toBeNull()
    },
  )

  test.each([
    [[], 'must be an object'],
    [null, 'must be an object'],
    ['{}', 'must be an object'],
    [5, 'must be an object'],
    [{ a: '123' }, 'must have at most 10 characters as JSON'],
    [nested(51), 'must be at most 50 levels deep'],
    [{ a: JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) }, 'must be at most 50 levels deep'],
  ])('may not be kept when it is none, too long or too deep', (value, problem) => {
    expect(jsonObjectProblem(value, 10)).toBe(problem)
  })

  test('is measured as it will be written', () => {
    expect(jsonObjectProblem({ a: '123' }, 11)).toBeNull()
    expect(jsonObjectProblem({ a: '"' }, 10)).toBeNull()
    expect(jsonObjectProblem({ a: '"' }, 9)).not.toBeNull()
  })
})
