/** The lines of an answer that comes bit by bit, and what its end says. */
import { expect, test } from 'bun:test'
import { CutOff } from '../../src/web/api/client.ts'
import { linesOf } from '../../src/web/api/lines.ts'

interface Line {
  done: boolean
  lines: number
  error?: { code: string; detail: string }
}

/** @param end Of the connection: `null` is that it was closed. */
function answer(parts: readonly string[], end: Error | null = null): Response {
  const source = parts.map((part) => new TextEncoder().encode(part))
  const pull = (controller: ReadableStreamDefaultController) => {
    const part = source.shift()
    if (part) controller.enqueue(part)
    else if (end) controller.error(end)
    else controller.close()
  }
  return new Response(new ReadableStream({ pull }))
}

async function read(response: Response): Promise<{ lines: number[]; error?: unknown }> {
  const lines: number[] = []
  try {
    for await (const one of linesOf<Line>(response)) lines.push(one.lines)
    return { lines }
  } catch (error) {
    return { lines, error }
  }
}

const RUNNING = '{"done":false,"lines":1}\n'
const DONE = '{"done":true,"lines":2}'
const STOPPED = '{"done":false,"lines":2,"error":{"code":"x","detail":"x"}}\n'

test('what ends with all done, or with why it stopped, is whole', async () => {
  expect(await read(answer([RUNNING.slice(0, 9), RUNNING.slice(9), DONE]))).toEqual({ lines: [1, 2] })
  expect(await read(answer([RUNNING, STOPPED]))).toEqual({ lines: [1, 2] })
})

test.each([
  ['the connection breaks', answer([RUNNING], new TypeError('network error'))],
  ['it ends before all is done', answer([RUNNING])],
  ['it ends within a line', answer([RUNNING, DONE.slice(0, 8)])],
])('an answer was cut off where %s, and the lines before count', async (_, response) => {
  const { lines, error } = await read(response)
  expect(lines).toEqual([1])
  expect(error).toBeInstanceOf(CutOff)
})
