/** What the dashboard's notes say of a number: the API keeps them open, so they are read with care. */

export interface Note {
  reason?: string
  numerator?: number
  denominator?: number
  low_n?: true
  interval_95?: { low: number; high: number }
  p_value?: number
  available_on?: string
  significant?: boolean
  sessions?: number
  n?: number
  p85?: number
  components?: Record<'frequency' | 'reach' | 'core', { numerator: number; denominator: number }>
}

export function noteOf(notes: Record<string, Record<string, unknown>>, name: string): Note {
  // docs/metrics.md says which number has which of these.
  return (notes[name] ?? {}) as Note
}
