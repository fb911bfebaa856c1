/** Grades computed by hand, for each kind and each edge of rounding; and against a slower way. */
import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { liesWithin } from '../src/lib/decimals.ts'
import { shuffled } from '../src/lib/shuffle.ts'
import { type Answer, grade } from '../src/modules/assessments/grading/grade.ts'
import type { Key, Question } from '../src/modules/assessments/questions.ts'

/** Questions worth so many thousandths, each with its key and an answer. */
function graded(all: [points: number, key: Key, answer: Answer][], pass_mark = 50) {
  const questions = all.map(([points, key], i): Question => {
    const kind = 'correct' in key ? 'multiple' : 'answer' in key ? 'number' : 'text'
    return { id: `${i}`, kind, prompt: '', points, options: [] }
  })
  const keys = Object.fromEntries(all.map(([, key], i) => [`${i}`, key]))
  const answers = new Map(all.map(([, , answer], i) => [`${i}`, answer]))
  return grade(questions, keys, answers, pass_mark)
}

const one = (key: Key, answer: Answer) => graded([[1_000, key, answer]]).score

describe('Grading', () => {
  test('of options gives what was chosen right, less what was chosen wrong, and never less than nothing', () => {
    const key = { correct: ['a', 'b', 'c'] }
    for (const [option_ids, score] of [
      [[], 0],
      [['a'], 333],
      [['a', 'b'], 667],
      [['a', 'b', 'c'], 1_000],
      [['a', 'b', 'c', 'x'], 667],
      [['a', 'x'], 0],
      [['a', 'x', 'y'], 0],
      [['x'], 0],
    ] as const) {
      expect([option_ids, one(key, { option_ids: [...option_ids] })]).toEqual([option_ids, score])
    }
    expect(one({ correct: ['a'] }, { option_ids: ['a'] })).toBe(1_000)
    expect(one({ correct: ['a'] }, { option_ids: ['b'] })).toBe(0)
    expect(one(key, null)).toBe(0)
  })

  test('of numbers is by what is written, to the very edge of the tolerance', () => {
    for (const [number, answer, tolerance, isRight] of [
      // 0.4 - 0.3 is 0.10000000000000003 to a machine.
      [0.4, 0.3, 0.1, true],
      [0.2, 0.3, 0.1, true],
      [0.41, 0.3, 0.1, false],
      [0.30000000000000004, 0.3, 0, false],
      [3, 3, 0, true],
      [-3, 3, 5.999, false],
      [-3, 3, 6, true],
      [1e21, 1e21, 0, true],
      [1.5e-7, 1e-7, 5e-8, true],
      [1.51e-7, 1e-7, 5e-8, false],
      [1e300, 0, 1e-300, false],
      [0, -0, 0, true],
    ] as const) {
      const score = one({ answer, tolerance }, { number })
      expect([number, answer, tolerance, score]).toEqual([number, answer, tolerance, isRight ? 1_000 : 0])
    }
  })

  test('of texts does not look at case, accents and spaces', () => {
    for (const [text, isRight] of [
      ['Crème brûlée', true],
      ['CREME  BRULEE', true],
      ['  creme brulee\n', true],
      ['ｃrème brulee', true],
      ['cremebrulee', false],
      ['creme', false],
      ['', false],
    ] as const) {
      expect([text, one({ answers: ['Flan', 'crème brûlée'] }, { text })]).toEqual([
        text,
        isRight ? 1_000 : 0,
      ])
    }
    expect(one({ answers: ['10'] }, { number: 10 })).toBe(0)
  })

  test('adds up exactly, and rounds once', () => {
    const third: [number, Key, Answer] = [1_000, { correct: ['a', 'b', 'c'] }, { option_ids: ['a'] }]
    // Three times 0.333 would be 0.999.
    expect(graded([third, third, third])).toMatchObject({ score: 1_000, max_score: 3_000, percent: 333 })
    const right: [number, Key, Answer] = [1_000, { answers: ['x'] }, { text: 'x' }]
    const wrong: [number, Key, Answer] = [1_000, { answers: ['x'] }, { text: 'y' }]
    // 1/16 is 6.25 %, and a half is rounded up.
    expect(graded([right, ...new Array(15).fill(wrong)]).percent).toBe(63)
    expect(graded([right, right, wrong]).percent).toBe(667)
    expect(graded([right, wrong, wrong]).percent).toBe(333)
  })

  test('passes by the exact share, and not by the rounded one', () => {
    const right = (points: number): [number, Key, Answer] => [points, { answers: ['x'] }, { text: 'x' }]
    const wrong = (points: number): [number, Key, Answer] => [points, { answers: ['x'] }, null]
    // 59.96 % is shown as 60.0 %.
    expect(graded([right(59_960), wrong(40_040)], 60)).toMatchObject({ percent: 600, passed: false })
    expect(graded([right(60_000), wrong(40_000)], 60)).toMatchObject({ percent: 600, passed: true })
    const thirds: [number, Key, Answer] = [1_000, { correct: ['a', 'b', 'c'] }, { option_ids: ['a', 'b'] }]
    expect(graded([thirds, thirds, thirds], 67).passed).toBe(false)
    expect(graded([thirds, thirds, thirds], 66).passed).toBe(true)
    expect(graded([wrong(1)], 0).passed).toBe(true)
    expect(graded([right(1)], 100)).toMatchObject({ score: 1, percent: 1_000, passed: true })
  })

  test('is what a sum over a common denominator says, of whatever answers', () => {
    const answered = fc.record({
      points: fc.integer({ min: 1, max: 1_000_000 }),
      correct: fc.integer({ min: 1, max: 7 }),
      right: fc.nat(7),
      wrong: fc.nat(7),
    })
    fc.assert(
      fc.property(fc.array(answered, { minLength: 1, maxLength: 12 }), fc.nat(100), (all, pass_mark) => {
        const base = 420n
        const names = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}${i}`)
        const result = graded(
          all.map(({ points, correct, right, wrong }) => [
            points,
            { correct: names('r', correct) },
            { option_ids: [...names('r', Math.min(right, correct)), ...names('w', wrong)] },
          ]),
          pass_mark,
        )
        const sum = all.reduce((total, { points, correct, right, wrong }) => {
          const net = Math.max(0, Math.min(right, correct) - wrong)
          return total + (BigInt(points) * BigInt(net) * base) / BigInt(correct)
        }, 0n)
        const most = all.reduce((total, { points }) => total + BigInt(points), 0n)
        const half = (a: bigint, b: bigint) => Number((a + b / 2n) / b)
        expect(result.score).toBe(half(sum, base))
        expect(result.percent).toBe(half(sum * 1_000n, base * most))
        expect(result.passed).toBe(sum * 100n >= BigInt(pass_mark) * base * most)
      }),
    )
  })
})

test('decimals lie within a tolerance as they would on paper', () => {
  fc.assert(
    fc.property(fc.integer({ min: -9999, max: 9999 }), fc.nat(500), (value, by) => {
      expect(liesWithin(value / 100, (value + by) / 100, by / 100)).toBe(true)
      expect(liesWithin(value / 100, (value + by + 1) / 100, by / 100)).toBe(false)
    }),
  )
})

test('an order follows from its seed, and all orders come', () => {
  const orders = new Set<string>()
  for (let seed = 1; seed <= 400; seed += 1) {
    const order = shuffled(['a', 'b', 'c', 'd'], seed)
    expect(order.toSorted()).toEqual(['a', 'b', 'c', 'd'])
    expect(shuffled(['a', 'b', 'c', 'd'], seed)).toEqual(order)
    orders.add(order.join(''))
  }
  expect(orders.size).toBe(24)
})
