/**
 * Keys of the whole page
 * ======================
 *
 * Single letters can be switched off (WCAG 2.1.4), never act in a field or while a dialog is open, and never with
 * Ctrl, Alt or Meta. What j and k walk along is whatever carries `data-item`, in the order of the page.
 */
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useLanguage } from './language.tsx'
import { copy, say } from './say.ts'

const STORED = 'cancu.keys'
const listeners = new Set<() => void>()

function keysOn(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off'
  } catch {
    return true
  }
}

export function switchKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(STORED)
    else localStorage.setItem(STORED, 'off')
  } catch {
    // Storage may be shut: the switch then holds for nothing longer than this page.
  }
  for (const listener of listeners) listener()
}

export function useKeysOn(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, keysOn)
}

const FIELD = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])'

function step(by: 1 | -1): void {
  const items = [...document.querySelectorAll<HTMLElement>('main [data-item]')].filter((each) => each.checkVisibility())
  const current = document.activeElement?.closest('[data-item]') ?? document.activeElement
  const at = items.indexOf(current as HTMLElement)
  let next = at + by
  if (at < 0 && current && current !== document.body) {
    // From between two items: the next one after, or the one before, in the order of the page.
    const after = items.findIndex((each) => current.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING)
    next = after < 0 ? (by === 1 ? 0 : items.length - 1) : by === 1 ? after : after - 1
  }
  items[Math.min(items.length - 1, Math.max(0, next))]?.focus()
}

/** The link or button that shows the sentence behind the item in hand. */
function why(): void {
  document.activeElement?.closest('[data-edge]')?.querySelector<HTMLElement>('[data-why]')?.click()
}

export interface KeyActions {
  help: () => void
  /** The instrument of the page, if it has one. */
  instrument: () => string | null
}

export function useKeys({ help, instrument }: KeyActions): void {
  const on = useKeysOn()
  const { t } = useLanguage()
  const navigate = useNavigate()
  const leader = useRef(0)

  useEffect(() => {
    const actions: Record<string, () => void> = {
      '/': () => document.querySelector<HTMLInputElement>('#q')?.select(),
      '?': help,
      j: () => step(1),
      k: () => step(-1),
      v: why,
      y: () => void copy(location.href).then((done) => say(done ? t.copied : t.notCopied)),
    }
    const places: Record<string, () => void> = {
      t: () => void navigate({ to: '/' }),
      k: () => void navigate({ to: '/kiem-tra' }),
      l: () => {
        const slug = instrument()
        void (slug ? navigate({ to: '/lan-toa/$', params: { _splat: slug } }) : navigate({ to: '/lan-toa' }))
      },
      d: () => document.querySelector<HTMLAnchorElement>('[data-text]')?.click(),
    }
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      const target = event.target instanceof Element ? event.target : null
      if (event.key === 'Escape' && target?.matches('#q')) return (target as HTMLElement).blur()
      if (!on || target?.matches(FIELD) || document.querySelector('dialog[open]')) return
      const led = Date.now() - leader.current < 1_500
      leader.current = event.key === 'g' && !led ? Date.now() : 0
      const action = led ? places[event.key] : actions[event.key]
      if (!action) return
      event.preventDefault()
      action()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [on, t, navigate, help, instrument])
}
