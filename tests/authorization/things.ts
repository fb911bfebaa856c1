/** What the declarations of several modules make. */
import type { World } from './expectations.ts'

/** A history without a line. */
export const NO_EVENTS = 'id,person,occurred_at,verb\n'

export function unusedAddress(): string {
  return `${crypto.randomUUID()}@example.com`
}

/** Of somebody new for a new job. */
export async function applicationIn({ make }: World): Promise<{ id: string; candidate: { id: string } }> {
  const { id } = await make('/api/v1/jobs', { title: 'Roses', status: 'open' })
  return make('/api/v1/applications', { job_id: id, name: 'Somebody', email: unusedAddress() })
}

/** The id of a member who was taken in by a PUT. */
export async function takenIn({ app, asOwner, addMember }: World, at: string): Promise<string> {
  const { id } = await addMember('viewer')
  await app.put(`${at}/${id}`, { ...asOwner, json: { role: 'member' } })
  return id
}

/** With a file of this text, called `a.txt`. */
export function formWith(text: string): FormData {
  const form = new FormData()
  form.append('file', new Blob([text]), 'a.txt')
  return form
}
