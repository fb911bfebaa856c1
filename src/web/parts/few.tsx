/** Beside a number that rests on few. */
import { t } from '../texts/texts.ts'

export function Few() {
  return (
    <span class="tag few" title={t.fewTitle}>
      {t.few}
    </span>
  )
}
