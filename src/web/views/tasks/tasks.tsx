/** Tasks: a list by when they are due or a board by status, and the open one beside it. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { sumOf, totalOf } from '../../format/numbers.ts'
import { Choice } from '../../parts/choice.tsx'
import { changed, place, replace } from '../../state/route.ts'
import { isAtLeast } from '../../state/session.ts'
import { work } from '../../texts/work.ts'
import { Board } from './board.tsx'
import { Filters } from './filters.tsx'
import { List } from './list.tsx'
import { More } from './more.tsx'
import { NewTask } from './new-task.tsx'
import { Panel } from './panel.tsx'
import { filters, isBoard, openTask, readChoices, readListed } from './shown.ts'
import { isTyping } from './task-keys.ts'

export function Tasks() {
  const isMaking = useSignal(false)
  const pasted = useSignal('')
  usePastedLines((lines) => {
    pasted.value = lines
    isMaking.value = true
  })
  useEffect(() => {
    if (!isMaking.value) pasted.value = ''
  }, [isMaking.value, pasted])
  useEffect(() => {
    if (place.value.query.get('new') === null) return
    isMaking.value = true
    replace(changed({ new: null }))
  }, [place.value, isMaking])
  return (
    <div class={openTask.value ? 'tasks with-panel' : 'tasks'}>
      <div class="tasks-bar">
        <Filters />
        <div class="right">
          <HowMany />
          <Choice
            label={work.tasks.view}
            value={isBoard.value ? 'board' : 'list'}
            options={[
              ['list', work.tasks.list],
              ['board', work.tasks.board],
            ]}
            onValue={(value) => replace(changed({ view: value === 'list' ? null : value }))}
          />
          <More />
          {isAtLeast('member') && (
            <button
              type="button"
              class="btn main new-task"
              aria-keyshortcuts="c"
              onClick={() => {
                isMaking.value = true
              }}
            >
              {work.tasks.new}
              <kbd aria-hidden="true" class="wide">
                C
              </kbd>
            </button>
          )}
        </div>
      </div>
      <div class={isBoard.value ? 'tasks-main on-board' : 'tasks-main'}>
        {isBoard.value ? <Board /> : <List key={JSON.stringify(filters.value)} />}
      </div>
      {openTask.value && <Panel key={openTask.value} id={openTask.value} />}
      <NewTask isOpen={isMaking} lines={pasted.value} />
    </div>
  )
}

/** Of all that the chips of person, project and label let through, whatever their status. */
function HowMany() {
  const lists = readListed().map(({ value }) => value)
  const all = readChoices().value.value?.total
  const isKnown = lists.every((one) => one !== undefined)
  return (
    <span class="how-many small dim nowrap wide">
      {all !== undefined && all > 0 && isKnown && work.tasks.shownOf(totalOf(sumOf(lists)), all)}
    </span>
  )
}

/** Lines that are pasted become tasks, each one, after one has looked at them. */
function usePastedLines(open: (lines: string) => void): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const lines = event.clipboardData?.getData('text/plain').trim()
      if (!lines || isTyping(event) || !isAtLeast('member')) return
      event.preventDefault()
      open(lines)
    }
    addEventListener('paste', onPaste)
    return () => removeEventListener('paste', onPaste)
  })
}
