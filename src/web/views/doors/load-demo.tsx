/** Loads the demo, and says who may look at it. */
import { useState } from 'preact/hooks'
import type { MakingLine } from '../../../../docs/api-types.ts'
import { call, stream } from '../../api/client.ts'
import { linesOf } from '../../api/lines.ts'
import { sentenceOf } from '../../parts/sentence-of.ts'
import { address, go } from '../../state/route.ts'
import { enter, instance } from '../../state/session.ts'
import { doors } from '../../texts/doors.ts'
import { t } from '../../texts/texts.ts'

export function LoadDemo() {
  const [line, setLine] = useState<MakingLine | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const load = async () => {
    setSaid(null)
    setLine({ done: false, share: 0 })
    try {
      const response = await stream('POST /api/v1/instance/demo', { body: {} })
      for await (const one of linesOf<MakingLine>(response)) {
        setLine(one)
        if (one.error) setSaid(one.error.detail)
      }
      if (instance.value) instance.value = { ...instance.value, demo: true }
    } catch (error) {
      setLine(null)
      setSaid(sentenceOf(error instanceof Error ? error : new Error(String(error))))
    }
  }
  return (
    <div class="form demo">
      <p class="small dim">{doors.firstRun.demo}</p>
      {said && (
        <p class="said" role="alert">
          {said}
        </p>
      )}
      {line === null && <LoadOrSignIn load={load} />}
      {line && !line.done && <Progress share={line.share} />}
      {line?.done && <Made line={line} />}
    </div>
  )
}

function LoadOrSignIn({ load }: { load: () => void }) {
  if (!instance.value?.demo) {
    return (
      <p>
        <button type="button" class="btn big" onClick={load}>
          {doors.firstRun.loadDemo}
        </button>
      </p>
    )
  }
  return (
    <p class="small">
      {doors.firstRun.demoIsThere} <a href={address('sign-in')}>{doors.door.signIn}</a>
    </p>
  )
}

function Progress({ share }: { share: number }) {
  const percent = Math.round(share * 100)
  return (
    <div>
      <p class="small" aria-live="polite">
        {doors.firstRun.making(percent)}
      </p>
      <progress class="hidden" value={share} max={1} aria-label={doors.firstRun.making(percent)} />
      <div class="progress" aria-hidden="true">
        <div style={{ width: `${percent}%` }} />
      </div>
    </div>
  )
}

function Made({ line: { email = '', password } }: { line: MakingLine }) {
  const [said, setSaid] = useState<string | null>(null)
  const look = async () => {
    try {
      enter(await call('POST /api/v1/auth/signin', { body: { email, password: password ?? '' } }))
      go(address(''))
    } catch (error) {
      setSaid(sentenceOf(error instanceof Error ? error : new Error(String(error))))
    }
  }
  if (!password) return <p class="small">{doors.firstRun.demoIsThere}</p>
  return (
    <>
      <p class="small">{doors.firstRun.demoMade}</p>
      <dl class="kv">
        <dt>{t.email}</dt>
        <dd>
          <code>{email}</code>
        </dd>
        <dt>{t.password}</dt>
        <dd>
          <code data-secret>{password}</code>
        </dd>
      </dl>
      {said && <p class="said">{said}</p>}
      <p>
        <button type="button" class="btn main big" onClick={look}>
          {doors.firstRun.lookAroundNow}
        </button>
      </p>
    </>
  )
}
