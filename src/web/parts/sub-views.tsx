/** The views that belong together, above each of them. */
interface Props {
  label: string
  entries: readonly { href: string; label: string; isHere: boolean }[]
}

export function SubViews({ label, entries }: Props) {
  return (
    <nav class="seg" aria-label={label}>
      {entries.map(({ href, label: text, isHere }) => (
        <a key={href} href={href} aria-current={isHere ? 'page' : undefined}>
          {text}
        </a>
      ))}
    </nav>
  )
}
