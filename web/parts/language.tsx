/**
 * Words and forms of the language in use
 */
import { useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { dateWords, numberWords, WORDS, type Lang, type Words } from '../text.ts'

export interface Language {
  lang: Lang
  t: Words
  n: (value: number) => string
  d: (date: string | null) => string | null
  /** Of a part that is Vietnamese whatever the page is in. */
  data: 'vi' | undefined
}

export function useLanguage(): Language {
  // Only the language: a row must not be drawn again because another one is selected.
  const lang = useSearch({ strict: false, select: (search) => (search as { lang?: Lang }).lang }) ?? 'vi'
  return {
    lang,
    t: WORDS[lang],
    n: (value) => numberWords(value, lang),
    d: (date) => dateWords(date, lang),
    data: lang === 'vi' ? undefined : 'vi',
  }
}

export function useTitle(title: string | null): void {
  const { t } = useLanguage()
  useEffect(() => {
    document.title = title ? `${title} · ${t.name}` : t.name
  }, [title, t])
}
