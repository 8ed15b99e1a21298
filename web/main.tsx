/**
 * Start-up: the client, the router, the page.
 */
import './style/fonts.css'
import './style/tokens.css'
import './style/page.css'
import './style/parts.css'
import './style/check.css'
import './style/print.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Provider } from 'urql'
import { client } from './client.ts'
import { router } from './router.tsx'

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <Provider value={client}>
      <RouterProvider router={router} />
    </Provider>
  </StrictMode>,
)
