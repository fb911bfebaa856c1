/** The name of a number in a list, which leads to what it means. */
import type { ComponentChildren } from 'preact'
import { address } from '../../state/route.ts'
import { t } from '../../texts/texts.ts'

export function Term({ of, children }: { of: string; children: ComponentChildren }) {
  return (
    <dt>
      <a class="def" href={address('definitions', { of })} title={t.definition.open}>
        {children}
      </a>
    </dt>
  )
}
