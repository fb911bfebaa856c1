/** Keys with which apps report events and read numbers. A new one is shown once. */
import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ApiKey } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { whenIn } from '../../format/calendar.ts'
import { dateOf } from '../../format/dates.ts'
import { dayIn, daysBetween } from '../../format/days.ts'
import { endOfDay } from '../../format/wall-time.ts'
import { attempt } from '../../parts/attempt.ts'
import { CopyBox, CopyButton } from '../../parts/copy-box.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { useForm } from '../../parts/use-form.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { isAtLeast, today, zone } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { guide } from '../../texts/guide.ts'
import { t } from '../../texts/texts.ts'
import { mayOnlyReport, SCOPES, type Scope, tryLine } from './try-line.ts'

const LONG_UNUSED_DAYS = 30

export function KeysSheet() {
  const isMaking = useSignal(false)
  const ending = useSignal<ApiKey | null>(null)
  if (!isAtLeast('admin')) return null
  const keys = reading(300_000, 'GET /api/v1/api-keys', { query: { limit: 200 } }).value
  return (
    <Sheet
      title={administration.keysView.title}
      note={keys.value && keys.value.items.length > 0 && String(keys.value.items.length)}
      right={
        <button
          type="button"
          class="btn"
          onClick={() => {
            isMaking.value = true
          }}
        >
          {administration.keysView.make}
        </button>
      }
      isWide
    >
      <Read from={keys} height={100}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="small dim pad">{administration.keysView.none}</p>
          ) : (
            <Table keys={items} ending={ending} />
          )
        }
      </Read>
      <Dialog isOpen={isMaking} title={administration.keysView.make}>
        <Make isOpen={isMaking} />
      </Dialog>
      <End ending={ending} />
    </Sheet>
  )
}

function Table({ keys, ending }: { keys: readonly ApiKey[]; ending: Signal<ApiKey | null> }) {
  return (
    <table class="lines">
      <caption class="hidden">{administration.keysView.title}</caption>
      <thead>
        <tr>
          <th scope="col">{administration.members.name}</th>
          <th scope="col">{administration.keysView.may}</th>
          <th scope="col" class="wide">
            {administration.keysView.lastUsed}
          </th>
          <th scope="col" class="wide">
            {administration.members.ends}
          </th>
          <th scope="col">
            <span class="hidden">{t.frame.more}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id}>
            <td>
              <b>{key.name}</b> <code class="faint">{key.key_start}…</code>
            </td>
            <td title={key.scopes.join(', ')}>{key.scopes.map(nameOfScope).join(', ')}</td>
            <td class="wide">
              <LastUsed at={key.last_used_at} />
            </td>
            <td class="dim wide">
              {key.expires_at
                ? dateOf(dayIn(zone.value, new Date(key.expires_at)), today.value)
                : administration.keysView.never}
            </td>
            <td class="num">
              <button
                type="button"
                class="link"
                onClick={() => {
                  ending.value = key
                }}
              >
                {administration.keysView.end}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What a key may; one that this page does not know is called as it is. */
function nameOfScope(scope: string): string {
  const known = SCOPES.find((one) => one === scope)
  return known ? administration.keysView.scopes[known] : scope
}

function LastUsed({ at }: { at: string | null }) {
  if (at === null) return <span class="faint">{administration.keysView.notYet}</span>
  const date = new Date(at)
  const day = dayIn(zone.value, date)
  const ago = daysBetween(day, today.value)
  return (
    <>
      {whenIn(zone.value, date, today.value, day)}{' '}
      {ago > LONG_UNUSED_DAYS && <span class="tag">{administration.keysView.ago(ago)}</span>}
    </>
  )
}

function Make({ isOpen }: { isOpen: Signal<boolean> }) {
  const name = useSignal('')
  const scopes = useSignal<readonly Scope[]>(['ingest', 'read'])
  const ends = useSignal('')
  const made = useSignal<string | null>(null)
  const form = useForm(async () => {
    const expires_at = ends.value ? endOfDay(zone.value, ends.value).toISOString() : null
    const body = { name: name.value.trim(), scopes: [...scopes.value], expires_at }
    made.value = (await call('POST /api/v1/api-keys', { body })).key
    await readAgain((route) => route.includes('/api-keys'))
  })
  const close = (
    <button
      type="button"
      class="btn"
      onClick={() => {
        isOpen.value = false
      }}
    >
      {made.value ? t.close : t.cancel}
    </button>
  )
  if (made.value) {
    return (
      <>
        <p class="small">{administration.keysView.shownOnce}</p>
        <CopyBox text={made.value} label={guide.copyKey} />
        <TryIt apiKey={made.value} scopes={scopes.value} />
        <div class="actions">{close}</div>
      </>
    )
  }
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <Field
        label={administration.members.name}
        name="name"
        value={name.value}
        onValue={(value) => {
          name.value = value
        }}
        hint={administration.keysView.nameHint}
        wrong={form.wrong('name') ?? form.said ?? undefined}
        autoFocus
      />
      <fieldset class="checks">
        <legend>{administration.keysView.may}</legend>
        {SCOPES.map((one) => (
          <label key={one}>
            <input
              type="checkbox"
              checked={scopes.value.includes(one)}
              onChange={(event) => {
                scopes.value = event.currentTarget.checked
                  ? [...scopes.value, one]
                  : scopes.value.filter((other) => other !== one)
              }}
            />
            <span>
              <b>{one}</b> <span class="faint">{administration.keysView.scopes[one]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Field
        label={administration.keysView.endsOn}
        type="date"
        value={ends.value}
        onValue={(value) => {
          ends.value = value
        }}
        hint={administration.keysView.endsHint}
        wrong={form.wrong('expires_at')}
      />
      <div class="actions">
        {close}
        <button type="submit" class="btn main" disabled={form.is_sending || scopes.value.length === 0}>
          {administration.keysView.makeNow}
        </button>
      </div>
    </form>
  )
}

function TryIt({ apiKey, scopes }: { apiKey: string; scopes: readonly Scope[] }) {
  const line = tryLine(location.origin, apiKey, scopes)
  const { tryIt, tryItCounts } = administration.keysView
  return (
    <>
      <p class="small">{mayOnlyReport(scopes) ? tryItCounts : tryIt}</p>
      <div class="code">
        <pre>{line}</pre>
        <CopyButton text={line} label={guide.copy} />
      </div>
    </>
  )
}

/** Asked first: whatever uses it stops at once, and no key comes back. */
function End({ ending }: { ending: Signal<ApiKey | null> }) {
  const key = ending.value
  return key && <AskToEnd key={key.id} apiKey={key} ending={ending} />
}

function AskToEnd({ apiKey: key, ending }: { apiKey: ApiKey; ending: Signal<ApiKey | null> }) {
  const isOpen = useSignal(true)
  useEffect(() => {
    if (!isOpen.value) ending.value = null
  }, [isOpen.value, ending])
  const keep = () => {
    ending.value = null
  }
  const end = async () => {
    keep()
    const isEnded = await attempt(() => call('DELETE /api/v1/api-keys/{id}', { params: { id: key.id } }))
    if (isEnded) say(administration.keysView.ended(key.name))
    await readAgain((route) => route.includes('/api-keys'))
  }
  return (
    <Dialog isOpen={isOpen} title={administration.keysView.endTitle(key.name)}>
      <p>{administration.keysView.endWhat}</p>
      <div class="actions">
        <button type="button" class="btn" onClick={keep}>
          {t.keepAsIs}
        </button>
        <button type="button" class="btn danger" onClick={() => void end()}>
          {administration.keysView.endNow}
        </button>
      </div>
    </Dialog>
  )
}
