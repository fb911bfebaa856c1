/** Asks whoever sits in front of a terminal. */
import { createInterface } from 'node:readline/promises'
import { UsageError } from './command.ts'

/**
 * @param instead What to say where nobody can be asked.
 * @returns The answer, without spaces around it.
 * @throws UsageError where there is no terminal.
 */
export async function answerTo(question: string, instead: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new UsageError(`Nobody can be asked here. Nothing was changed: say ${instead}.`)
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await lines.question(`\n${question}`)).trim()
  } finally {
    lines.close()
  }
}
