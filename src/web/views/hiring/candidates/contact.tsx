import type { Candidate } from '../../../../../docs/api-types.ts'
import { Field } from '../../../parts/field.tsx'
import { Sheet } from '../../../parts/sheet.tsx'
import type { Draft } from '../../../parts/use-draft.ts'
import type { Form } from '../../../parts/use-form.ts'
import { h } from '../../../texts/hiring.ts'

interface Props {
  candidate: Candidate
  draft: Draft<Candidate>
  form: Form
  manages: boolean
}

export function Contact({ candidate, draft, form, manages }: Props) {
  if (!manages) return <Shown candidate={candidate} />
  const field = (name: 'name' | 'email' | 'phone' | 'location' | 'source') => ({
    name,
    label: h[name],
    value: candidate[name] ?? '',
    wrong: form.wrong(name),
    onValue: (value: string) =>
      draft.set({ [name]: name === 'name' || name === 'email' ? value : value || null }),
  })
  return (
    <Sheet title={h.profile}>
      <div class="stack tight">
        <Field {...field('name')} />
        <Field {...field('email')} type="email" />
        <Field {...field('phone')} />
        <Field {...field('location')} />
        <Field {...field('source')} hint={h.sourceHint} />
        <Field
          label={h.tags}
          name="tags"
          value={candidate.tags.join(', ')}
          hint={h.tagsHint}
          wrong={form.wrong('tags')}
          onValue={(value) => draft.set({ tags: value === '' ? [] : value.split(/,\s?/) })}
        />
      </div>
    </Sheet>
  )
}

function Shown({ candidate: { email, phone, location, source, tags } }: { candidate: Candidate }) {
  const facts: [string, string | null][] = [
    [h.email, email],
    [h.phone, phone],
    [h.location, location],
    [h.source, source],
    [h.tags, tags.join(', ')],
  ]
  return (
    <Sheet title={h.profile}>
      <dl class="kv">
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd class="break">{value}</dd>
            </>
          ))}
      </dl>
    </Sheet>
  )
}
