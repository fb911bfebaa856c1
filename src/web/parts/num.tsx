/** A number of the API on the page, by its name there: what a test compares, and a reader may trust. */
import type { ComponentChildren } from 'preact'

interface Props {
  metric: string
  value: number | null | undefined
  children: ComponentChildren
  class?: string | undefined
}

export function Num({ metric, value, children, class: className }: Props) {
  return (
    <span data-metric={metric} data-value={value ?? ''} class={className}>
      {children}
    </span>
  )
}
