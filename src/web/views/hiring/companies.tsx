/** The companies that offer jobs. */
import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Company, CompanyChanges } from '../../../../docs/api-types.ts'
import { call, callTagged } from '../../api/client.ts'
import { count } from '../../format/numbers.ts'
import { attempt } from '../../parts/attempt.ts'
import { ConflictNote } from '../../parts/conflict.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, TextField } from '../../parts/field.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { useDraft } from '../../parts/use-draft.ts'
import { useForm } from '../../parts/use-form.ts'
import { nameOfMember, readMembers } from '../../state/people.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { isAtLeast } from '../../state/session.ts'
import { h } from '../../texts/hiring.ts'
import { HiringViews } from './hiring-views.tsx'
import { mayManage } from './rights.ts'

export function Companies() {
  const isMaking = useSignal(false)
  const opened = useSignal<string | null>(null)
  const read = reading(300_000, 'GET /api/v1/companies', { query: { limit: 200, count: 'true' } }).value
  return (
    <div class="body">
      <div class="bar-row">
        <HiringViews />
        {isAtLeast('member') && (
          <div class="right">
            <button
              type="button"
              class="btn main"
              onClick={() => {
                isMaking.value = true
              }}
            >
              {h.newCompany}
            </button>
          </div>
        )}
      </div>
      <Sheet title={h.companies} note={read.value && count(read.value.total)} isWide>
        <Read from={read} after={readMembers()} height={160}>
          {({ items }) =>
            items.length === 0 ? (
              <p class="small dim pad">{h.noCompanies}</p>
            ) : (
              <Table
                companies={items}
                onOpen={(id) => {
                  opened.value = id
                }}
              />
            )
          }
        </Read>
      </Sheet>
      <Dialog isOpen={isMaking} title={h.newCompany}>
        <Make isOpen={isMaking} />
      </Dialog>
      {opened.value && <Edit key={opened.value} id={opened.value} opened={opened} />}
    </div>
  )
}

function Table({ companies, onOpen }: { companies: readonly Company[]; onOpen(id: string): void }) {
  return (
    <table class="lines">
      <caption class="hidden">{h.companies}</caption>
      <thead>
        <tr>
          <th scope="col">{h.name}</th>
          <th scope="col" class="wide">
            {h.location}
          </th>
          <th scope="col">{h.website}</th>
          <th scope="col" class="wide">
            {h.owner}
          </th>
        </tr>
      </thead>
      <tbody>
        {companies.map((one) => (
          <tr key={one.id} data-company={one.id}>
            <td>
              {mayManage(one) ? (
                <button type="button" class="link name" onClick={() => onOpen(one.id)}>
                  {one.name}
                </button>
              ) : (
                <b>{one.name}</b>
              )}
            </td>
            <td class="dim wide">{one.location}</td>
            <td class="break">
              {one.website && (
                <a href={one.website} target="_blank" rel="noopener noreferrer nofollow">
                  {one.website.replace(/^https?:\/\//, '')}
                </a>
              )}
            </td>
            <td class="dim wide">{nameOfMember(one.owner_id)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function readCompaniesAgain(): Promise<void> {
  return readAgain((route) => /\/(companies|jobs)/.test(route))
}

function Make({ isOpen }: { isOpen: Signal<boolean> }) {
  const name = useSignal('')
  const form = useForm(async () => {
    await call('POST /api/v1/companies', { body: { name: name.value.trim() } })
    isOpen.value = false
    await readCompaniesAgain()
  })
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <Field
        label={h.name}
        name="name"
        value={name.value}
        onValue={(value) => {
          name.value = value
        }}
        wrong={form.wrong('name') ?? form.said ?? undefined}
        autoFocus
      />
      <div class="actions">
        <button type="submit" class="btn main" disabled={form.is_sending}>
          {h.make}
        </button>
      </div>
    </form>
  )
}

function Edit({ id, opened }: { id: string; opened: Signal<string | null> }) {
  const isOpen = useSignal(true)
  useEffect(() => {
    if (!isOpen.value) opened.value = null
  }, [isOpen.value, opened])
  return (
    <Dialog isOpen={isOpen} title={h.company}>
      <EditForm id={id} isOpen={isOpen} />
    </Dialog>
  )
}

function EditForm({ id, isOpen }: { id: string; isOpen: Signal<boolean> }) {
  const draft = useDraft<Company, CompanyChanges>(id, {
    fields: ['name', 'description', 'website', 'location', 'owner_id'],
    read: () => callTagged('GET /api/v1/companies/{id}', { params: { id } }),
    write: (body, if_match) => callTagged('PATCH /api/v1/companies/{id}', { params: { id }, body, if_match }),
  })
  const form = useForm(async () => {
    if (!(await draft.save())) return
    isOpen.value = false
    say(h.saved)
    await readCompaniesAgain()
  })
  const company = draft.value
  if (!company) return null
  const field = (name: 'website' | 'location') => ({
    name,
    label: h[name],
    value: company[name] ?? '',
    wrong: form.wrong(name),
    onValue: (value: string) => draft.set({ [name]: value || null }),
  })
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <ConflictNote draft={draft} nameOf={nameOf} />
      <Field
        label={h.name}
        name="name"
        value={company.name}
        onValue={(name) => draft.set({ name })}
        wrong={form.wrong('name')}
      />
      <TextField
        label={h.description}
        value={company.description}
        onValue={(description) => draft.set({ description })}
        hint={h.markdown}
        rows={5}
      />
      <div class="two-fields">
        <Field {...field('website')} />
        <Field {...field('location')} />
      </div>
      {form.said && <p class="said">{form.said}</p>}
      <div class="actions">
        <button type="button" class="btn quiet" onClick={() => void discard(company, isOpen)}>
          {h.delete}
        </button>
        <button type="submit" class="btn main" disabled={form.is_sending}>
          {h.save}
        </button>
      </div>
    </form>
  )
}

function nameOf(field: keyof Company): string {
  const names: Partial<Record<keyof Company, string>> = h.companyFields
  return names[field] ?? field
}

async function discard({ id, name }: Company, isOpen: Signal<boolean>): Promise<void> {
  await attempt(async () => {
    await call('DELETE /api/v1/companies/{id}', { params: { id } })
    isOpen.value = false
    say(h.deleted(name), async () => {
      await attempt(() => call('POST /api/v1/trash/{id}/restore', { params: { id } }))
      await readCompaniesAgain()
    })
  })
  await readCompaniesAgain()
}
