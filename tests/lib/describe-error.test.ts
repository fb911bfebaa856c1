import { describe, expect, test } from 'bun:test'
import { DrizzleQueryError } from 'drizzle-orm'
import { describeError, errorLine, errorText } from '../../src/lib/describe-error.ts'

function failure(message: string, more: object = {}, name = 'PostgresError'): Error {
  return Object.assign(new Error(message), { name, ...more })
}

describe('What an error may say', () => {
  const users = { query: 'insert into "users" ("email") values ($1)', parameters: ['ada@example.com'] }
  const CASES: [what: string, error: Error, says: string][] = [
    [
      'a value that cannot be read',
      failure('invalid input syntax for type integer: "hunter2"'),
      'integer: …',
    ],
    [
      'a broken rule, whose names are no values',
      failure('duplicate key value violates unique constraint "users_email"', { code: '23505' }),
      'unique constraint "users_email"',
    ],
    ['a name of the statement', failure('column "email" is ambiguous', users), 'column "email" is ambiguous'],
    ['a word that is not in it', failure('syntax error at or near "hunter2"', users), 'near …'],
    ['JSON', failure('JSON Parse error: Unexpected identifier "hunter2"', {}, 'SyntaxError'), 'identifier …'],
    ['an address', failure('550 <ada@example.com>: unknown user', {}, 'Error'), '550 … unknown user'],
    ['a URL with a password', failure('no way to postgres://u:hunter2@db/x', {}, 'Error'), 'no way to …'],
    [
      'an apostrophe',
      failure("a statement's value is missing: name"),
      "a statement's value is missing: name",
    ],
    [
      'a trigger',
      failure('no room for (7,ada@example.com,hunter2)', { code: 'P0001' }),
      '(P0001): Raised by a trigger',
    ],
    [
      'a trigger of SQLite',
      failure('no room for hunter2', { code: 'SQLITE_CONSTRAINT_TRIGGER' }),
      'Raised by a trigger',
    ],
    ['two lines', failure('first\nhunter2'), 'PostgresError: first'],
  ]
  for (const [what, error, says] of CASES) {
    test(`of ${what} is "${says}"`, () => {
      const line = errorLine(describeError(error))
      expect(line).toContain(says)
      expect(line).not.toMatch(/hunter2|ada@/)
    })
  }

  test('of a query is its statement, the shape of its values, and why it failed', () => {
    const cause = failure('no', {
      detail: 'Key (email)=(ada@example.com)',
      where: 'at hunter2',
      code: '23505',
    })
    const error = new DrizzleQueryError(users.query, ['ada@example.com', null, 5, new Uint8Array(3)], cause)
    expect(errorLine(describeError(error))).toBe(
      `A query failed in: ${users.query} with text of 15, null, number, 3 bytes ← PostgresError (23505): no`,
    )
    expect(JSON.stringify(describeError(error))).not.toMatch(/ada@|hunter2/)
  })

  test('keeps the frames of the stack, and no line of a message that looks like one', () => {
    const error = new Error('broken\n    at hunter2 (/secret.ts:1:1)')
    expect(errorText(describeError(error))).toContain('describe-error.test.ts')
    expect(errorText(describeError(error))).not.toContain('hunter2')
  })

  test('is told of what is no error by its kind', () => {
    expect(errorLine(describeError('hunter2'))).toBe('Thrown: text of 7')
  })

  test('ends, however long the chain of causes', () => {
    const error: Error & { cause?: unknown } = new Error('round')
    error.cause = error
    expect(errorLine(describeError(error)).match(/round/g)?.length).toBe(6)
  })
})
