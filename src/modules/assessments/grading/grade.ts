/**
 * What answers are worth. All of it is computed exactly, as fractions, and rounded once at the end: of
 * three thirds of a point nothing is lost.
 *
 *   single, number, text   all points or none
 *   multiple               points × max(0, right chosen − wrong chosen) / right ones
 */
import { liesWithin } from '../../../lib/decimals.ts'
import { type Key, type Keys, plainText, type Question } from '../questions.ts'

/** As it is kept; `null` where nothing was answered. */
export type Answer = { option_ids: string[] } | { number: number } | { text: string } | null

export interface Grade {
  /** Thousandths of a point. */
  score: number
  max_score: number
  /** Tenths of a percent. */
  percent: number
  passed: boolean
  /** Of each question, thousandths of a point. */
  earned: Map<string, number>
}

/** A share of the points of a question: `right` of `of`, both integers. */
interface Share {
  right: number
  of: number
}

const NOTHING: Share = { right: 0, of: 1 }
const ALL: Share = { right: 1, of: 1 }

/** @param pass_mark Percent of the points. */
export function grade(
  questions: readonly Question[],
  keys: Keys,
  answers: ReadonlyMap<string, Answer>,
  pass_mark: number,
): Grade {
  const shares = questions.map(({ id, points }) => {
    const key = keys[id]
    if (!key) throw new Error(`A question has no key: ${id}`)
    return { id, points, ...shareOf(key, answers.get(id) ?? null) }
  })
  const max_score = questions.reduce((sum, { points }) => sum + points, 0)
  const base = shares.reduce((product, { of }) => leastCommonMultiple(product, BigInt(of)), 1n)
  const total = shares.reduce(
    (sum, { points, right, of }) => sum + (BigInt(points) * BigInt(right) * base) / BigInt(of),
    0n,
  )
  return {
    score: rounded(total, base),
    max_score,
    percent: rounded(1_000n * total, base * BigInt(max_score)),
    passed: 100n * total >= BigInt(pass_mark) * base * BigInt(max_score),
    earned: new Map(
      shares.map(({ id, points, right, of }) => [id, rounded(BigInt(points) * BigInt(right), BigInt(of))]),
    ),
  }
}

function shareOf(key: Key, answer: Answer): Share {
  if (answer === null) return NOTHING
  if ('correct' in key)
    return 'option_ids' in answer ? shareOfOptions(key.correct, answer.option_ids) : NOTHING
  if ('answers' in key) {
    const isRight = 'text' in answer && key.answers.some((one) => plainText(one) === plainText(answer.text))
    return isRight ? ALL : NOTHING
  }
  const isNear = 'number' in answer && liesWithin(answer.number, key.answer, key.tolerance)
  return isNear ? ALL : NOTHING
}

function shareOfOptions(correct: readonly string[], chosen: readonly string[]): Share {
  const right = chosen.filter((id) => correct.includes(id)).length
  const wrong = chosen.length - right
  return { right: Math.max(0, right - wrong), of: correct.length }
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [one, other] = [a, b]
  while (other !== 0n) [one, other] = [other, one % other]
  return (a / one) * b
}

/** Half up; neither is negative. */
function rounded(numerator: bigint, denominator: bigint): number {
  return Number((2n * numerator + denominator) / (2n * denominator))
}
