/**
 * A link that is one of several choices, or that changes the view it stands in
 *
 * The router calls a link "page" when its address is part of the present one; among filters that says nothing. Here
 * only the one that is chosen is current.
 */
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

function Anchor({ current = false, ...props }: ComponentProps<'a'> & { current?: boolean }) {
  return <a {...props} aria-current={current ? 'true' : undefined} />
}

export const ChoiceLink = createLink(Anchor)
