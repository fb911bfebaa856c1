/** One of a few, all of them in sight. */
interface Props<T extends string> {
  label: string
  value: T
  options: readonly (readonly [value: T, label: string])[]
  onValue(value: T): void
}

export function Choice<T extends string>({ label, value, options, onValue }: Props<T>) {
  return (
    <div class="seg" role="group" aria-label={label}>
      {options.map(([one, text]) => (
        <button key={one} type="button" aria-pressed={one === value} onClick={() => onValue(one)}>
          {text}
        </button>
      ))}
    </div>
  )
}
