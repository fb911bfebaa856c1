/** A form that is being sent: once at a time, and what was wrong with it by field. */
import { useState } from 'preact/hooks'
import { Refused } from '../api/client.ts'
import { t } from '../texts/texts.ts'
import { sentenceOf } from './sentence-of.ts'

export interface Form {
  is_sending: boolean
  /** What was wrong as a whole. */
  said: string | null
  /** What was wrong with a field. */
  wrong(field: string): string | undefined
  /** All that was wrong with fields, where not each of them is in sight. */
  wrongs: string | null
  /** For `onSubmit`. */
  submit(event: Event): void
}

/** @param explain A sentence of ours for a refusal; the server's own where there is none. */
export function useForm(
  send: () => Promise<void>,
  explain: (refused: Refused) => string | null = () => null,
): Form {
  const [is_sending, setSending] = useState(false)
  const [refused, setRefused] = useState<Error | null>(null)
  const fields = refused instanceof Refused ? (refused.problem.fields ?? {}) : {}
  return {
    is_sending,
    said: refused && Object.keys(fields).length === 0 ? sentenceOf(refused, explain) : null,
    wrong: (field) => {
      const key = Object.keys(fields).find((name) => name === field || name.endsWith(`.${field}`))
      return key && t.fieldWrong(fields[key] ?? '')
    },
    wrongs:
      Object.entries(fields)
        .map(([field, what]) => `${field}: ${what}`)
        .join('; ') || null,
    submit(event) {
      event.preventDefault()
      if (is_sending) return
      setSending(true)
      setRefused(null)
      send()
        .catch((error: Error) => setRefused(error))
        .finally(() => setSending(false))
    },
  }
}
