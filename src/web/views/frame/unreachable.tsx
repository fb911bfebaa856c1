/** Where the page was opened, nothing answers, and nothing is kept that could be shown. */
import { findSession } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'

export function Unreachable() {
  return (
    <main class="body" data-view="unreachable">
      <section class="sheet">
        <div class="empty" role="status">
          <h1>{t.frame.unreachable}</h1>
          <p class="small dim">{t.frame.unreachableWhat}</p>
          <button type="button" class="btn" onClick={() => void findSession()}>
            {t.frame.tryNow}
          </button>
        </div>
      </section>
    </main>
  )
}
