/** A filter: what it is of as long as nothing is chosen, and then what is. */
import { ChosenSelect } from './chosen.tsx'

interface Props {
  label: string
  value: string
  options: readonly (readonly [value: string, label: string])[]
  onValue(value: string | null): void
}

export function ChipSelect({ label, value, options, onValue }: Props) {
  return (
    <ChosenSelect
      class={value ? 'chip on' : 'chip'}
      label={label}
      value={value}
      options={[['', label], ...options]}
      onChosen={(one) => onValue(one || null)}
    />
  )
}
