/** What one key changes: the status, whose it is, how urgent, or until when, of what is selected or in focus. */
import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ListedTask, TaskChanges } from '../../../../docs/api-types.ts'
import { dateOf } from '../../format/dates.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { members } from '../../state/people.ts'
import { today } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'
import { changeTasks } from './change.ts'
import { PRIORITIES, STATUSES } from './shown.ts'

export const QUICK_KEYS = { s: 'status', a: 'for', p: 'priorityName', d: 'due' } as const

export interface Quick {
  field: (typeof QUICK_KEYS)[keyof typeof QUICK_KEYS]
  tasks: readonly ListedTask[]
}

interface Props {
  quick: Signal<Quick | null>
  /** After it was changed. */
  onDone?(): void
}

export function QuickChange({ quick, onDone = () => {} }: Props) {
  return quick.value && <Chosen quick={quick} {...quick.value} onDone={onDone} />
}

function Chosen({ quick, field, tasks, onDone }: Required<Props> & Quick) {
  const isOpen = useSignal(true)
  useEffect(() => {
    if (!isOpen.value) quick.value = null
  }, [isOpen.value, quick])
  const change = async (changes: TaskChanges, said: string) => {
    quick.value = null
    if (await changeTasks(tasks, changes, said)) onDone()
  }
  return (
    <Dialog isOpen={isOpen} title={work.tasks[field]}>
      <Choices field={field} change={change} />
    </Dialog>
  )
}

type Change = (changes: TaskChanges, said: string) => Promise<void>
type Choice = [text: string, changes: TaskChanges, said: string]

function Choices({ field, change }: { field: Quick['field']; change: Change }) {
  if (field === 'due') return <Due change={change} />
  return (
    <div class="quick-list" onKeyDown={move}>
      {choicesOf(field).map(([text, changes, said], i) => (
        <button
          key={text}
          type="button"
          class="choice"
          autoFocus={i === 0}
          onClick={() => void change(changes, said)}
        >
          {text}
        </button>
      ))}
    </div>
  )
}

function choicesOf(field: Exclude<Quick['field'], 'due'>): Choice[] {
  const { statuses, priorities, moved, prioritised, isFor, isForNobody } = work.tasks
  if (field === 'status') return STATUSES.map((status) => [statuses[status], { status }, moved(status)])
  if (field === 'priorityName')
    return PRIORITIES.map((priority) => [priorities[priority], { priority }, prioritised(priority)])
  const people = members().filter(({ status }) => status === 'active')
  return [
    ...people.map(({ id, name }): Choice => [name, { assignee_id: id }, isFor(name)]),
    [t.nobody, { assignee_id: null }, isForNobody],
  ]
}

function Due({ change }: { change: Change }) {
  const day = useSignal('')
  const submit = (event: Event) => {
    event.preventDefault()
    if (day.value)
      void change({ due_on: day.value, due_at: null }, work.tasks.isDue(dateOf(day.value, today.value)))
  }
  return (
    <form class="stack" onSubmit={submit}>
      <input
        type="date"
        aria-label={work.tasks.due}
        autoFocus
        onInput={(event) => {
          day.value = event.currentTarget.value
        }}
      />
      <div class="actions">
        <button
          type="button"
          class="btn"
          onClick={() => void change({ due_on: null, due_at: null }, work.tasks.isDue(null))}
        >
          {work.tasks.noDate}
        </button>
        <button type="submit" class="btn main" disabled={!day.value}>
          {t.save}
        </button>
      </div>
    </form>
  )
}

/** Arrows go up and down; a letter goes to what begins with it. */
function move(event: KeyboardEvent): void {
  const list = event.currentTarget
  if (!(list instanceof HTMLElement)) return
  const all = [...list.querySelectorAll<HTMLElement>('button')]
  const at = all.findIndex((one) => one.contains(document.activeElement))
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const next =
    step === undefined
      ? all.find((one) => event.key.length === 1 && isBegun(one, event.key))
      : all[(at + step + all.length) % all.length]
  if (!next || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  next.focus()
}

function isBegun(one: HTMLElement, letter: string): boolean {
  return one.textContent.toLocaleLowerCase().startsWith(letter.toLocaleLowerCase())
}
