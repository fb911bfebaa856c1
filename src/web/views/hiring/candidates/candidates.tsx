/** Who has applied, or was entered: the list, or one of them. */
import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Candidate } from '../../../../../docs/api-types.ts'
import { call } from '../../../api/client.ts'
import { dateOf } from '../../../format/dates.ts'
import { count, MISSING } from '../../../format/numbers.ts'
import { Dialog } from '../../../parts/dialog.tsx'
import { Field } from '../../../parts/field.tsx'
import { Read, Sheet } from '../../../parts/sheet.tsx'
import { useForm } from '../../../parts/use-form.ts'
import { When } from '../../../parts/when.tsx'
import { readAgain, reading } from '../../../state/reading.ts'
import { address, changed, go, place, replace } from '../../../state/route.ts'
import { isAtLeast, today } from '../../../state/session.ts'
import { h } from '../../../texts/hiring.ts'
import { HiringViews } from '../hiring-views.tsx'
import { CandidateView } from './candidate.tsx'
import { useFound } from './find.ts'

const SHOWN = 200

export function Candidates() {
  const id = place.value.path[2]
  return id ? <CandidateView key={id} /> : <All />
}

function All() {
  const isMaking = useSignal(false)
  const typed = useSignal(place.value.query.get('q') ?? '')
  const tag = place.value.query.get('tag')
  const read = reading(60_000, 'GET /api/v1/candidates', {
    query: { limit: SHOWN, count: 'true', sort: '-created_at', ...(tag && { tag }) },
  }).value
  useEffect(() => {
    replace(changed({ q: typed.value.trim() || null }))
  }, [typed.value])
  return (
    <div class="body">
      <div class="bar-row">
        <HiringViews />
        {isAtLeast('admin') && (
          <div class="right">
            <button
              type="button"
              class="btn main"
              onClick={() => {
                isMaking.value = true
              }}
            >
              {h.newCandidate}
            </button>
          </div>
        )}
      </div>
      <Sheet
        title={h.candidates}
        note={read.value && count(read.value.total)}
        right={
          <>
            {tag && (
              <button type="button" class="chip on" onClick={() => replace(changed({ tag: null }))}>
                {tag} ×
              </button>
            )}
            <input
              type="search"
              class="find-field"
              aria-label={h.find}
              placeholder={`${h.find}: ${h.findHint}`}
              value={typed.value}
              onInput={(event) => {
                typed.value = event.currentTarget.value
              }}
            />
          </>
        }
        isWide
      >
        <Read from={read} height={240}>
          {({ items }) => <Found candidates={items} q={typed.value.trim()} />}
        </Read>
      </Sheet>
      <Dialog isOpen={isMaking} title={h.newCandidate}>
        <Make isOpen={isMaking} />
      </Dialog>
    </div>
  )
}

/** What is searched is searched everywhere, and not only among those that are shown. */
function Found({ candidates, q }: { candidates: readonly Candidate[]; q: string }) {
  const found = useFound(q)
  const shown = q.length < 2 ? candidates : found
  if (!shown) return <div class="pad" aria-busy="true" />
  if (shown.length === 0) return <p class="small dim pad">{q.length < 2 ? h.noCandidates : h.nobodyLike}</p>
  return (
    <table class="lines beside">
      <caption class="hidden">{h.candidates}</caption>
      <thead>
        <tr>
          <th scope="col">{h.name}</th>
          <th scope="col" class="wide">
            {h.tags}
          </th>
          <th scope="col" class="wide">
            {h.source}
          </th>
          <th scope="col" class="wide">
            {h.keepUntil}
          </th>
          <th scope="col" class="num">
            {h.appliedAt}
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map((one) => (
          <Row key={one.id} candidate={one} />
        ))}
      </tbody>
    </table>
  )
}

function Row({
  candidate: { id, name, email, tags, source, retain_until, created_at },
}: {
  candidate: Candidate
}) {
  return (
    <tr data-candidate={id}>
      <td>
        <a href={address(`hiring/candidates/${id}`)}>
          <b>{name}</b>
        </a>
        <br />
        <span class="faint break">{email}</span>
      </td>
      <td class="wide">
        {tags.map((tag) => (
          <a key={tag} class="tag" href={changed({ tag })}>
            {tag}
          </a>
        ))}
      </td>
      <td class="dim wide">{source ?? MISSING}</td>
      <td class="dim wide">{retain_until ? dateOf(retain_until, today.value) : MISSING}</td>
      <td class="dim num">
        <When at={created_at} />
      </td>
    </tr>
  )
}

function Make({ isOpen }: { isOpen: Signal<boolean> }) {
  const given = useSignal({ name: '', email: '' })
  const form = useForm(async () => {
    const { name, email } = given.value
    const { id } = await call('POST /api/v1/candidates', { body: { name: name.trim(), email: email.trim() } })
    isOpen.value = false
    await readAgain((route) => route.includes('/candidates'))
    go(address(`hiring/candidates/${id}`))
  })
  const field = (name: 'name' | 'email') => ({
    name,
    label: h[name],
    value: given.value[name],
    wrong: form.wrong(name),
    onValue: (value: string) => {
      given.value = { ...given.value, [name]: value }
    },
  })
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <Field {...field('name')} autoFocus />
      <Field {...field('email')} type="email" />
      {form.said && <p class="said">{form.said}</p>}
      <div class="actions">
        <button type="submit" class="btn main" disabled={form.is_sending}>
          {h.make}
        </button>
      </div>
    </form>
  )
}
