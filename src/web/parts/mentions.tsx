/** A text as plain text, in which members who are named (`<@ID>`) have their names. */
import { nameOfMember } from '../state/people.ts'

export function Mentions({ text }: { text: string }) {
  const parts = text.split(/<@([\da-f-]{36})>/gi)
  // Parts of one text: their place is their identity.
  return (
    <>
      {parts.map((part, i) =>
        i % 2 === 1 ? (
          <span key={`${i}`} class="tag blue">
            {nameOfMember(part)}
          </span>
        ) : (
          part
        ),
      )}
    </>
  )
}
