/**
 * Routes: every view's state is in its address
 * ============================================
 *
 *   /                      search, nothing asked yet
 *   /tim?q=&type=…         results
 *   /vb/$slug              an instrument
 *   /van-ban/$id#c-12      the text of a document
 *   /lan-toa, /lan-toa/$slug
 *   /kiem-tra              a draft is checked; nothing of it is in the address
 */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import {
  anyAddress,
  cascadeAddress,
  instrumentAddress,
  parseSearch,
  searchAddress,
  stringifySearch,
} from './address.ts'
import { CascadePage } from './pages/cascade.tsx'
import { CascadeStart } from './pages/cascade-start.tsx'
import { DocumentPage } from './pages/document.tsx'
import { HomePage } from './pages/home.tsx'
import { InstrumentPage } from './pages/instrument.tsx'
import { SearchPage } from './pages/search.tsx'
import { Frame } from './parts/frame.tsx'
import { Crashed, NoPage } from './parts/states.tsx'

const root = createRootRoute({
  validateSearch: anyAddress,
  search: {
    middlewares: [
      // The language goes along unless a link names one: the switch back to Vietnamese names none.
      ({ search, next }) => {
        const result = next(search)
        return 'lang' in result || !search.lang ? result : { ...result, lang: search.lang }
      },
    ],
  },
  component: Frame,
  notFoundComponent: NoPage,
})

const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage })

const search = createRoute({
  getParentRoute: () => root,
  path: '/tim',
  validateSearch: searchAddress,
  component: SearchPage,
})

// A number may hold slashes: /vb/30/2020/NĐ-CP is taken whole.
const instrument = createRoute({
  getParentRoute: () => root,
  path: '/vb/$',
  validateSearch: instrumentAddress,
  component: InstrumentPage,
})

const document = createRoute({ getParentRoute: () => root, path: '/van-ban/$id', component: DocumentPage })

const start = createRoute({ getParentRoute: () => root, path: '/lan-toa', component: CascadeStart })

const cascade = createRoute({
  getParentRoute: () => root,
  path: '/lan-toa/$',
  validateSearch: cascadeAddress,
  component: CascadePage,
})

const check = createRoute({
  getParentRoute: () => root,
  path: '/kiem-tra',
  // The editor is half of what all other pages need together.
  component: lazyRouteComponent(() => import('./pages/check.tsx'), 'CheckPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([home, search, instrument, document, start, cascade, check]),
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultErrorComponent: Crashed,
  defaultPreload: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
