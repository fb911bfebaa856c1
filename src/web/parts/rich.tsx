/** A text of `texts/`, where `**…**` is what matters in it. Nothing in it becomes markup. */
export function Rich({ text }: { text: string }) {
  const parts = text.split('**')
  // Whole parts of one text: their place is their identity.
  return <>{parts.map((part, i) => (i % 2 === 1 ? <b key={`${i}`}>{part}</b> : part))}</>
}
