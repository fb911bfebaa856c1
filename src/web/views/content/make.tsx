/** Something new begins with its title. */
import { type Signal, useSignal } from '@preact/signals'
import { Dialog } from '../../parts/dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { useForm } from '../../parts/use-form.ts'
import { readAgain } from '../../state/reading.ts'
import { go } from '../../state/route.ts'
import { k } from '../../texts/knowledge.ts'

interface Props {
  title: string
  hint?: string
  /** @returns The address at which it goes on. */
  make(title: string): Promise<string>
}

export function MakeButton(props: Props) {
  const isOpen = useSignal(false)
  return (
    <>
      <button
        type="button"
        class="btn main"
        onClick={() => {
          isOpen.value = true
        }}
      >
        {props.title}
      </button>
      <Dialog isOpen={isOpen} title={props.title}>
        <Form {...props} isOpen={isOpen} />
      </Dialog>
    </>
  )
}

function Form({ hint, make, isOpen }: Props & { isOpen: Signal<boolean> }) {
  const title = useSignal('')
  const form = useForm(async () => {
    const next = await make(title.value.trim())
    isOpen.value = false
    await readAgain((route) => /\/(content|lessons|assessments)/.test(route))
    go(next)
  })
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <Field
        label={k.title}
        name="title"
        value={title.value}
        onValue={(value) => {
          title.value = value
        }}
        hint={hint}
        wrong={form.wrong('title') ?? form.said ?? undefined}
        autoFocus
      />
      <div class="actions">
        <button type="submit" class="btn main" disabled={form.is_sending}>
          {k.make}
        </button>
      </div>
    </form>
  )
}
