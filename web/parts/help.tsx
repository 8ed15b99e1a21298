/**
 * The keys, and the switch that turns the single letters off
 */
import type { RefObject } from 'react'
import { switchKeys, useKeysOn } from './keys.ts'
import { useLanguage } from './language.tsx'

export function Help({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }) {
  const { t } = useLanguage()
  const on = useKeysOn()
  const rows: [keys: string[][], does: string][] = [
    [[['/']], t.helpKeys.search],
    [[['j'], ['k']], t.helpKeys.next],
    [[['Enter']], t.helpKeys.open],
    [[['v']], t.helpKeys.why],
    [[['↑'], ['↓'], ['→'], ['←'], ['Home'], ['End']], t.helpKeys.tree],
    [[['g', 't']], t.helpKeys.goSearch],
    [[['g', 'l']], t.helpKeys.goCascade],
    [[['g', 'd']], t.helpKeys.goText],
    [[['g', 'k']], t.helpKeys.goCheck],
    [[['F8'], ['Shift F8']], t.helpKeys.findings],
    [[['Alt Enter']], t.helpKeys.fix],
    [[['y']], t.helpKeys.copy],
    [[['Esc']], t.helpKeys.close],
    [[['?']], t.helpKeys.help],
  ]
  return (
    <dialog ref={dialog} className="box" aria-labelledby="help-title" closedby="any">
      <header className="box-head">
        <h2 id="help-title">{t.help}</h2>
        <form method="dialog">
          <button type="submit">{t.close}</button>
        </form>
      </header>
      <dl className="keys">
        {rows.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((sequence) => (
                <span key={sequence.join()}>
                  {sequence.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </span>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p>
        <label className="switch">
          <input type="checkbox" checked={on} onChange={(event) => switchKeys(event.target.checked)} />
          {t.helpSwitch}
        </label>
      </p>
      <p className="note">{t.helpSwitchNote}</p>
    </dialog>
  )
}
