/** A filter: what it is of as long as nothing is chosen, and then what is. */
interface Props {
  label: string
  value: string
  options: readonly (readonly [value: string, label: string])[]
  onValue(value: string | null): void
}

export function ChipSelect({ label, value, options, onValue }: Props) {
  return (
    <select
      class={value ? 'chip on' : 'chip'}
      aria-label={label}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value || null)}
    >
      <option value="">{label}</option>
      {options.map(([one, text]) => (
        <option key={one} value={one}>
          {text}
        </option>
      ))}
    </select>
  )
}
