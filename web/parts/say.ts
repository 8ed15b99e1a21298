/**
 * Short notices, read out and shown for a moment: "Đã sao chép liên kết."
 */
import { useSyncExternalStore } from 'react'

let words = ''
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

function set(next: string): void {
  words = next
  for (const listener of listeners) listener()
}

export function say(next: string): void {
  clearTimeout(timer)
  set(next)
  timer = setTimeout(() => set(''), 4_000)
}

export function useNotice(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => words,
  )
}

/** Copies; without a secure context there is only the old way. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const before = document.activeElement
    const field = document.createElement('textarea')
    field.value = text
    field.className = 'hidden'
    document.body.append(field)
    field.select()
    const done = document.execCommand('copy')
    field.remove()
    if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    return done
  }
}
