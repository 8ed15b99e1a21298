/**
 * VĂN BẢN MẪU on a single item; a store of samples says so once, over every page.
 */
import { useQuery } from 'urql'
import { STATS } from '../queries.ts'
import { useLanguage } from './language.tsx'

export function SampleLabel({ sample }: { sample: boolean }) {
  const { t } = useLanguage()
  const [{ data }] = useQuery({ query: STATS, variables: {} })
  if (!sample || data?.stats.samples) return null
  return (
    <strong className="sample-label" title={t.sampleItem}>
      {t.sample}
    </strong>
  )
}
